"""Typed access to a parsed TOML tree that notes each fault with its place and goes on."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from surveys.instruments.problems import Problem

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SIMILARITY_OF_A_TYPO = 0.85


class Node:
    """One table of the file, its path, and the shared list of problems.

    Getters never raise: a fault is noted and an empty value of the right type returned,
    so that one reading finds all faults.
    """

    def __init__(self, table: Mapping[str, Any], path: str, problems: list[Problem]) -> None:
        self._table = table
        self._path = path
        self._problems = problems

    def place(self, name: str) -> str:
        """Path of an entry, as shown to the author of the file."""
        return f"{self._path}.{name}" if self._path else name

    def note(self, name: str, message: str, remedy: str) -> None:
        """Remember a fault of one entry."""
        self._problems.append(Problem(self.place(name), message, remedy))

    def has(self, name: str) -> bool:
        """Whether the entry is present."""
        return name in self._table

    def raw(self, name: str) -> object:
        """The entry as TOML gave it, None when absent."""
        value: object = self._table.get(name)
        return value

    def expect(self, known: Collection[str]) -> None:
        """Note names that look like misspelled ones; other unknown names are the author's own."""
        for name in self._table:
            if name in known:
                continue
            close = difflib.get_close_matches(name, known, n=1, cutoff=_SIMILARITY_OF_A_TYPO)
            if close and close[0] not in self._table:
                self.note(name, f"Unknown entry {name!r}.", f"Did you mean {close[0]!r}?")

    def key(self, name: str = "key") -> str:
        """A required short identifier."""
        value = self.string(name)
        if value and not _KEY.fullmatch(value):
            self.note(
                name,
                f"{value!r} cannot be a key.",
                "Use up to 64 letters, digits, '_', '-' or '.', beginning with a letter or digit.",
            )
        return value

    def string(self, name: str, default: str | None = None, *, longest: int | None = None) -> str:
        """A string; required unless a default is given."""
        text = self._string(name, default)
        self.note_length(name, text, longest)
        self._note_controls(name, text)
        return text

    def note_length(self, name: str, text: str, longest: int | None) -> None:
        """Note a text that does not fit into its column of the database."""
        if longest is not None and len(text) > longest:
            message = f"{text[:40]!r}… has more than {longest} characters."
            self.note(name, message, "Shorten it.")

    def _string(self, name: str, default: str | None) -> str:
        if name not in self._table:
            if default is None:
                self.note(name, "This entry is missing.", f'Add {name} = "…".')
            return default or ""
        value = self._table[name]
        if not isinstance(value, str):
            self.note(name, f"{value!r} is not a string.", "Put it in quotes.")
            return ""
        if not value.strip() and default is None:
            self.note(name, "This entry is empty.", "Write a value.")
        return value.strip()

    def boolean(self, name: str) -> bool:
        """True or false; false when absent."""
        value = self._table.get(name, False)
        if not isinstance(value, bool):
            self.note(name, f"{value!r} is neither true nor false.", "Write true or false.")
            return False
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        value = self._table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.note(name, "This is not a list of strings.", f'Write {name} = ["…", "…"].')
            return ()
        for entry in value:
            self._note_controls(name, entry)
        return tuple(entry.strip() for entry in value)

    def texts(self, name: str, languages: tuple[str, ...], default: str = "") -> dict[str, str]:
        """A text in every declared language.

        A plain string serves an instrument in one language. When the entry is absent the default
        stands in for all languages; without a default that is a fault.
        """
        value = self._table.get(name)
        if value is None and default:
            return dict.fromkeys(languages, default)
        if isinstance(value, str) and len(languages) == 1:
            value = {languages[0]: value}
        if not isinstance(value, dict):
            wanted = ", ".join(f'{language} = "…"' for language in languages)
            self.note(name, "No text by language here.", f"Write {name} = {{ {wanted} }}.")
            return {}
        return self._complete(name, value, languages)

    def table(self, name: str) -> "Node | None":
        """A table below this one; None when absent or of another type."""
        value = self._table.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(name, "This is not a table.", f"Write it as [{self.place(name)}].")
            return None
        return Node(value, self.place(name), self._problems)

    def by_language(self, name: str, languages: tuple[str, ...]) -> "Node | None":
        """A table of lists by language; a plain list serves an instrument in one language."""
        value = self._table.get(name)
        if isinstance(value, list) and len(languages) == 1:
            return Node({languages[0]: value}, self.place(name), self._problems)
        return self.table(name)

    def tables(self, name: str) -> Iterator["Node"]:
        """The tables of a list, counted from 1 in their paths."""
        value = self._table.get(name, [])
        if not isinstance(value, list):
            self.note(name, "This is not a list of tables.", f"Write [[{self.place(name)}]].")
            return
        for number, entry in enumerate(value, start=1):
            place = f"{name}[{number}]"
            if isinstance(entry, dict):
                yield Node(entry, self.place(place), self._problems)
            else:
                self.note(place, "This is not a table.", f"Write [[{self.place(name)}]].")

    def entries(self) -> Iterator[tuple[str, object]]:
        """All names and values of this table, in the order of the file."""
        yield from self._table.items()

    def _complete(
        self, name: str, value: Mapping[str, Any], languages: tuple[str, ...]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for language in languages:
            text = value.get(language)
            if isinstance(text, str) and text.strip():
                found[language] = text.strip()
                self._note_controls(f"{name}.{language}", text)
            else:
                self.note(
                    f"{name}.{language}",
                    f"The text in the declared language {language!r} is missing or empty.",
                    f"Write it, or remove {language!r} from languages.",
                )
        return found

    def _note_controls(self, name: str, text: str) -> None:
        """Note characters that neither a database nor a spreadsheet takes."""
        found = _CONTROL.search(text)
        if found:
            message = f"The control character {found.group()!r} stands in it."
            self.note(name, message, "Remove it.")
