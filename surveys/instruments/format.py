"""What a questionnaire is, as frozen values. Read from TOML by `surveys.instruments.reader`."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


class ItemKind(enum.StrEnum):
    """How an item is answered."""

    AGREEMENT = "agreement"
    """A labeled scale point 1..`scale_points`, or no answer ("don't know / not applicable")."""
    ADVOCACY = "advocacy"
    """A whole number 0..10: how likely one would recommend it."""
    CHOICE = "choice"
    """Exactly one of the declared options."""
    OPEN = "open"
    """Free text; becomes a comment, never part of an answer row."""


@dataclass(frozen=True)
class Dimension:
    """A facet group that is scored together.

    `weight` lies in 0..1 and the weights of one instrument sum to 1.
    """

    key: str
    weight: float
    is_core: bool
    name: Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One answer of a choice item."""

    key: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Condition:
    """Ask only those who gave one of these answers (points or option keys) to an earlier item."""

    item: str
    answers: tuple[int | str, ...]


@dataclass(frozen=True)
class Block:
    """Neighboring items that belong together; `is_shuffled`: each reader gets another order."""

    key: str
    is_shuffled: bool = False


@dataclass(frozen=True)
class Item:
    """One item. Texts are by language code; `dimension` is empty for items outside the score.

    `end_labels` names, by language, the lowest and the highest point of an advocacy item.
    `facet` says for the codebook which part of its dimension the item covers. `help` tells leaders
    what the item asks and why, by language; respondents never see it, and no language of it is
    required. `block` names the items it stands with; `show_if` says who is asked, None for
    everybody. An item that `rotates` is asked in some waves only, when its turn comes.
    """

    key: str
    kind: ItemKind
    text: Mapping[str, str]
    dimension: str = ""
    is_reversed: bool = False
    options: tuple[Option, ...] = ()
    end_labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facet: str = ""
    help: Mapping[str, str] = field(default_factory=dict)
    block: str = ""
    show_if: Condition | None = None
    rotates: bool = False


@dataclass(frozen=True)
class ColumnMapping:
    """How one column of a file collected elsewhere becomes one item.

    `values` maps the file's text to a scale point, an option key, or None for
    "don't know / not applicable".
    """

    item: str
    column: str
    values: Mapping[str, int | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportMapping:
    """The optional `[import]` table: columns of answers collected elsewhere."""

    columns: tuple[ColumnMapping, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    """Reporting dimension (for example `level`) to column name."""
    missing: tuple[str, ...] = ("", "NA")

    def grouped_by(self, names: Sequence[str]) -> "ImportMapping":
        """The same with other groups, each named by its reporting dimension or by its column."""
        return replace(self, groups={name: self.groups.get(name, name) for name in names})


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one version.

    `scale_labels` gives, by language, one label per scale point from lowest to highest.
    """

    key: str
    version: str
    title: Mapping[str, str]
    scale_points: int
    languages: tuple[str, ...]
    scale_labels: Mapping[str, tuple[str, ...]]
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]
    fingerprint: str
    """SHA-256 (hex) of the canonical content; sealed envelopes are bound to it."""
    import_mapping: ImportMapping | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def is_branching(self) -> bool:
        """Whether some items are asked of some respondents only."""
        return any(item.show_if for item in self.items)

    def items_of(self, kind: ItemKind) -> tuple[Item, ...]:
        """Items of one kind, in the order of the file."""
        return tuple(item for item in self.items if item.kind is kind)

    def scored_items(self, dimension: str) -> tuple[Item, ...]:
        """Agreement items of one dimension, in the order of the file."""
        return tuple(
            item
            for item in self.items
            if item.kind is ItemKind.AGREEMENT and item.dimension == dimension
        )

    def item(self, key: str) -> Item:
        """The item with this key; KeyError when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)
