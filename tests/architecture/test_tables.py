"""Foreign keys written as text are imports that the contracts cannot see."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOMS, Source, room_sources

RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")
MAY_POINT_TO = {
    "reports": {"surveys", "deployments", "accounts", "jobs"},
    "surveys": {"accounts", "jobs"},
    "deployments": {"accounts", "jobs"},
}


def foreign_keys_across_rooms(source: Source) -> Iterator[str]:
    for call, name in source.calls():
        if source.is_migration or not name.endswith(RELATIONS):
            continue
        room = _room_pointed_to(call)
        if room in {None, source.room}:
            continue
        place = f"{source.path}:{call.lineno}"
        if room not in MAY_POINT_TO.get(source.room, set()):
            yield f"{place}: {source.room} may not point to {room}; keep the key in the upper room."
        elif not _hides_its_way_back(call):
            yield f'{place}: write related_name="+", so that {room} knows nothing of it.'


def _room_pointed_to(call: ast.Call) -> str | None:
    targets = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "to")]
    for target in targets:
        if isinstance(target, ast.Constant) and "." in str(target.value):
            room = str(target.value).split(".")[0]
            return room if room in ROOMS else None
    return None


def _hides_its_way_back(call: ast.Call) -> bool:
    return any(
        word.arg == "related_name"
        and isinstance(word.value, ast.Constant)
        and word.value.value == "+"
        for word in call.keywords
    )


def test_foreign_keys_follow_the_arrow() -> None:
    assert [fault for source in room_sources() for fault in foreign_keys_across_rooms(source)] == []


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        (
            "surveys/models.py",
            "models.ForeignKey('reports.Report', related_name='+')",
            "may not point",
        ),
        ("surveys/models.py", "models.ForeignKey('deployments.Site')", "may not point"),
        ("accounts/models.py", "models.ManyToManyField(to='surveys.Wave')", "may not point"),
        ("reports/models.py", "models.ForeignKey('surveys.Wave')", 'related_name="+"'),
        (
            "reports/models.py",
            "models.OneToOneField('surveys.Wave', related_name='r')",
            'related_name="+"',
        ),
    ],
)
def test_foreign_key_against_the_arrow_is_named(path: str, text: str, fault: str) -> None:
    faults = list(foreign_keys_across_rooms(Source(path, text)))

    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("reports/models.py", "models.ForeignKey('surveys.Wave', related_name='+')"),
        ("surveys/models.py", "models.ForeignKey('surveys.Wave', related_name='cells')"),
        ("surveys/models.py", "models.ForeignKey(Wave)"),
    ],
)
def test_foreign_key_along_the_arrow_is_allowed(path: str, text: str) -> None:
    assert list(foreign_keys_across_rooms(Source(path, text))) == []
