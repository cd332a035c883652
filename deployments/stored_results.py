"""Frozen results as JSON and back, so that what was found once can be read for years.

Every dataclass carries its name, every `Decimal` its digits, so a union is told apart on reading.
"""

import dataclasses
import hashlib
import json
import math
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from deployments.sizing.results import AssessmentResult, Refused
from deployments.sizing.scenario import Scenario

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_TYPE = "@type"
_DECIMAL = "@decimal"
_NON_FINITE = "@float"  # PostgreSQL's jsonb knows neither infinity nor NaN


class OutdatedFormat(ValueError):
    """The stored JSON does not describe the type asked for: it is older than the program."""


def to_json(value: object) -> Json:
    """JSON of a frozen dataclass, or of anything that one may hold."""
    if isinstance(value, tuple | list | frozenset):
        entries = [to_json(entry) for entry in value]
        return sorted(entries, key=str) if isinstance(value, frozenset) else entries
    if isinstance(value, Mapping):
        return {str(key): to_json(entry) for key, entry in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        stored = {name: to_json(getattr(value, name)) for name in names}
        return {_TYPE: type(value).__name__, **stored}
    return _scalar_to_json(value)


def plain_json(value: object) -> Json:
    """JSON for other programs: without our marks, money as text, infinite figures as null."""
    return _without_marks(to_json(value))


def digest(value: object) -> str:
    """SHA-256 of a value's JSON, the same for equal values."""
    text = json.dumps(to_json(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def outcome_from_json(data: Json) -> AssessmentResult | Refused:
    """What `assess` returned."""
    restored: AssessmentResult | Refused = _restored(AssessmentResult | Refused, data)
    return restored


def scenario_from_json(data: Json) -> Scenario:
    """What `assess` was asked."""
    restored: Scenario = _restored(Scenario, data)
    return restored


def _without_marks(data: Json) -> Json:
    if isinstance(data, list):
        return [_without_marks(entry) for entry in data]
    if not isinstance(data, dict):
        return data
    if _DECIMAL in data:
        return data[_DECIMAL]
    if _NON_FINITE in data:
        return None
    return {name: _without_marks(entry) for name, entry in data.items() if name != _TYPE}


def _scalar_to_json(value: object) -> Json:
    match value:
        case Enum():
            return _scalar_to_json(value.value)
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else {_NON_FINITE: str(value)}
        case Decimal():
            return {_DECIMAL: str(value)}
    return str(value)  # dates of the catalog: hashed, never read back


def _restored(hint: Any, data: Json) -> Any:
    try:
        return _decode(hint, data)
    except (TypeError, ValueError, LookupError, ArithmeticError) as error:
        raise OutdatedFormat(str(error)) from error


def _decode(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _decode(_chosen(get_args(hint), data), data)
    if origin is not None:
        return _decode_collection(origin, get_args(hint), data)
    if dataclasses.is_dataclass(hint):
        return _decode_dataclass(hint, data)
    return _decode_scalar(hint, data)


def _chosen(candidates: tuple[Any, ...], data: Any) -> Any:
    """The member of a union that the data was written from."""
    if data is None:
        return types.NoneType
    if isinstance(data, dict) and _TYPE in data:
        return {kind.__name__: kind for kind in candidates}[data[_TYPE]]
    if isinstance(data, dict):
        return Decimal if _DECIMAL in data else float
    if type(data) in candidates:
        return type(data)
    # a whole number that jsonb wrote without its point, or an enum
    first, *_others = (kind for kind in candidates if kind is not types.NoneType)
    return first


def _decode_scalar(hint: Any, data: Any) -> Any:
    if hint is Decimal:
        return Decimal(data[_DECIMAL])
    if hint is float:
        return float(data[_NON_FINITE] if isinstance(data, dict) else data)
    if issubclass(hint, Enum):
        return hint(data)
    if not isinstance(data, hint):
        message = f"{data!r} is no {hint.__name__}"
        raise TypeError(message)
    return data


def _decode_collection(origin: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    if issubclass(origin, Mapping):
        return {
            _decode(arguments[0], key): _decode(arguments[1], entry) for key, entry in data.items()
        }
    if origin is tuple and arguments[-1] is not ...:
        return tuple(_decode(hint, entry) for hint, entry in zip(arguments, data, strict=True))
    return origin(_decode(arguments[0], entry) for entry in data)


def _decode_dataclass(hint: Any, data: Any) -> Any:
    hints = _hints(hint)
    return hint(**{name: _decode(hints[name], data[name]) for name in hints if name in data})


@cache
def _hints(hint: Any) -> dict[str, Any]:
    """Types of the fields, in their order."""
    hints = get_type_hints(hint)
    return {field.name: hints[field.name] for field in dataclasses.fields(hint)}
