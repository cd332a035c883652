import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

import pytest

from reports.codec import UnreadableSnapshot, canonical_text, decode, encode
from reports.snapshots import Snapshot, fingerprint, snapshot_from_json, snapshot_json
from tests.reports import snapshots


class Color(StrEnum):
    RED = "red"


@dataclasses.dataclass(frozen=True)
class Circle:
    radius: float


@dataclasses.dataclass(frozen=True)
class Square:
    side: float


@dataclasses.dataclass(frozen=True)
class Box:
    shape: Circle | Square | None
    color: Color
    price: Decimal
    made_date: dt.date
    sizes: tuple[float, ...]
    pair: tuple[str, int]
    names: Mapping[str, str]
    marks: frozenset[Color]
    figure: int | float | str | Decimal


BOX = Box(
    shape=Square(2.0),
    color=Color.RED,
    price=Decimal("1.50"),
    made_date=dt.date(2026, 3, 1),
    sizes=(1.0, float("inf")),
    pair=("a", 3),
    names={"de": "Kiste", "en": "box"},
    marks=frozenset({Color.RED}),
    figure=Decimal("0.10"),
)


def test_every_kind_of_value_survives_the_way_through_json() -> None:
    text = canonical_text(BOX)

    assert decode(Box, json.loads(text)) == BOX
    assert decode(Box, json.loads(text)).shape == Square(2.0)


def test_text_does_not_depend_on_the_order_of_a_mapping() -> None:
    other = dataclasses.replace(BOX, names={"en": "box", "de": "Kiste"})

    assert canonical_text(other) == canonical_text(BOX)


@pytest.mark.parametrize(
    "fault",
    [{"color": "blue"}, {"price": "1.50"}, {"shape": {"@type": "Star"}}, {"pair": ["a"]}],
)
def test_data_of_another_shape_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableSnapshot):
        decode(Box, encode(BOX) | fault)


@pytest.mark.parametrize(
    "snapshot",
    [
        snapshots.normal(),
        snapshots.tiny(),
        snapshots.people_only(),
        snapshots.blocked(),
        snapshots.long_names(),
    ],
    ids=["normal", "tiny", "people_only", "blocked", "long_names"],
)
def test_snapshot_survives_storage(snapshot: Snapshot) -> None:
    stored = json.loads(json.dumps(snapshot_json(snapshot)))

    assert snapshot_from_json(stored) == snapshot
    assert fingerprint(snapshot_from_json(stored)) == fingerprint(snapshot)


def test_fingerprint_changes_with_a_single_figure() -> None:
    snapshot = snapshots.normal()
    other = dataclasses.replace(
        snapshot, wave=dataclasses.replace(snapshot.wave, answered=snapshot.wave.answered - 1)
    )

    assert fingerprint(other) != fingerprint(snapshot)


def test_order_of_keys_in_the_database_does_not_matter() -> None:
    """PostgreSQL keeps the keys of an object by their length."""
    hint = dict[str, int]

    restored = decode(hint, {"b": 1, "ccc": 2, "a": 3})

    assert list(restored) == ["a", "b", "ccc"]
