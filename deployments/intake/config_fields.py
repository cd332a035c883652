"""Typed reading of a parsed `config.json`, with the field's name in every refusal."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deployments.intake.errors import IntakeError

# No published model has a dimension above this; larger values are typing errors.
_LARGEST = 100_000_000
_LARGEST_FACTOR = 100.0
_NO_MODEL = "send the config.json of a text-generating model from its Hugging Face repository"


def parse_object(text: str, *, kind: str = "model", remedy: str = _NO_MODEL) -> "Fields":
    """The top object of a JSON text; `remedy` is for what is no such object, or lacks a field."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as fault:
        raise IntakeError(
            "not_json",
            place=f"line {fault.lineno}, column {fault.colno}",
            remedy="give one whole JSON object",
        ) from fault
    except (RecursionError, ValueError) as fault:
        raise IntakeError(
            "not_json", place="whole file", remedy="give one whole JSON object"
        ) from fault
    if not isinstance(document, dict):
        raise IntakeError(f"not_a_{kind}", place="top level", remedy=remedy)
    return Fields(document, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object; `path` is where it stands in the file."""

    values: Mapping[str, object]
    path: str = ""
    remedy: str = _NO_MODEL

    def __contains__(self, name: str) -> bool:
        """Whether a field is present and not null."""
        return self.values.get(name) is not None

    def first_present(self, names: Sequence[str]) -> str | None:
        """The first of several spellings that is present."""
        return next((name for name in names if name in self), None)

    def whole(self, *names: str, default: int | None = None) -> int:
        """A positive whole number under the first spelling present."""
        name = self.first_present(names)
        if name is None:
            if default is not None:
                return default
            raise IntakeError("missing_field", place=self._place(names[0]), remedy=self.remedy)
        return self._checked(name, least=1)

    def whole_or_zero(self, *names: str) -> int:
        """A whole number from zero, zero where absent."""
        name = self.first_present(names)
        return 0 if name is None else self._checked(name, least=0)

    def whole_or_none(self, *names: str) -> int | None:
        """A positive whole number, None where absent or null."""
        name = self.first_present(names)
        return None if name is None else self._checked(name, least=1)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth value."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self._bad_value(name, value, "true or false")
        return value

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self._bad_value(name, value, "a text")
        return value

    def texts(self, *names: str) -> tuple[str, ...]:
        """A list of texts, empty where absent."""
        name = self.first_present(names)
        return () if name is None else tuple(str(item) for item in self.items(name))

    def items(self, name: str) -> Sequence[object]:
        """A list, empty where absent."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self._bad_value(name, value, "a list")
        return value

    def wholes(self, name: str) -> frozenset[int]:
        """A list of whole numbers from zero, empty where absent."""
        found = self.items(name)
        for item in found:
            if not isinstance(item, int) or isinstance(item, bool) or item < 0:
                raise self._bad_value(name, item, "a list of whole numbers")
        return frozenset(int(str(item)) for item in found)

    def factor(self, name: str) -> float:
        """A positive number, 1 where absent."""
        value = self.values.get(name)
        if value is None:
            return 1.0
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 < float(str(value)) <= _LARGEST_FACTOR:
            raise self._bad_value(name, value, f"a number up to {_LARGEST_FACTOR:g}")
        return float(str(value))

    def section(self, name: str) -> "Fields | None":
        """A nested object, None where absent."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._bad_value(name, value, "an object")
        return Fields(value, self._place(name), self.remedy)

    def _checked(self, name: str, *, least: int) -> int:
        value = self.values[name]
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not least <= int(str(value)[:12]) <= _LARGEST:
            raise self._bad_value(name, value, f"a whole number from {least} to {_LARGEST}")
        return int(str(value))

    def _bad_value(self, name: str, value: object, wanted: str) -> IntakeError:
        return IntakeError(
            "bad_value", place=f"{self._place(name)} = {str(value)[:40]!r}", remedy=f"give {wanted}"
        )

    def _place(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
