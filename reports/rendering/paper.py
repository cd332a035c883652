"""A plain document of sections, to be read, filled in and signed, before it becomes pages."""

import hashlib
from dataclasses import dataclass

from reports.rendering.blocks import Fact, Table


@dataclass(frozen=True)
class Blank:
    """Something that only the organization can say: a question, and lines to write on."""

    label: str
    lines: int = 1

    @property
    def rules(self) -> range:
        """One for each line."""
        return range(self.lines)


@dataclass(frozen=True)
class PaperSection:
    """A heading with what stands below it, in this order."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole document in its language."""

    language: str
    kind: str
    title: str
    lead: str
    facts: tuple[Fact, ...]
    sections: tuple[PaperSection, ...]
    annexes: tuple[PaperSection, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that is printed: another one means that something has changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()
