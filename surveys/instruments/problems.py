"""What is wrong with a file, where, and how to repair it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault of a file.

    `place` is a line ("line 7") or a path ("items[3].text.de", counted from 1).
    """

    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """The place, the fault and the remedy in one line."""
        return f"{self.place}: {self.message} {self.remedy}".strip()


class FileRefused(ValueError):
    """A file that cannot be used, with everything found wrong in it."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{source}:", *(f"  {problem}" for problem in self.problems)]))


class InstrumentInvalid(FileRefused):
    """An instrument file that does not follow the format."""


class AnswersInvalid(FileRefused):
    """A table of answers collected elsewhere that does not fit its mapping."""
