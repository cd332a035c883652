"""Frozen dataclasses as canonical JSON and back, so that a stored snapshot can be printed again.

Every dataclass carries its name, which tells the members of a union apart on reading.
"""

import dataclasses
import datetime as dt
import enum
import functools
import json
import math
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_TYPE = "@type"
_EXACT = 2.0**53  # beyond, not every whole number is a float
_NON_FINITE = "@float"  # strict JSON knows neither infinity nor NaN


class UnreadableSnapshot(ValueError):
    """The JSON does not describe the type asked for: another version of the program wrote it."""


def encode(value: object) -> Any:
    """Plain JSON values of a frozen dataclass, or of anything that one may hold."""
    if isinstance(value, frozenset):
        return sorted((encode(entry) for entry in value), key=str)
    if isinstance(value, tuple | list):
        return [encode(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(_encode_scalar(key)): encode(entry) for key, entry in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {_TYPE: type(value).__name__} | {
            field.name: encode(getattr(value, field.name)) for field in fields
        }
    return _encode_scalar(value)


def canonical_text(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no escapes beyond JSON's own."""
    return json.dumps(
        encode(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def decode(hint: Any, data: Any) -> Any:
    """Value of type `hint` that `encode` wrote as `data`.

    Raises
    ------
    UnreadableSnapshot
        When the data does not fit the type.
    """
    try:
        return _decode(hint, data)
    except (TypeError, ValueError, LookupError, ArithmeticError) as error:
        raise UnreadableSnapshot(str(error)) from error


def _encode_scalar(value: object) -> Any:
    match value:
        case enum.Enum():
            return value.value
        case float() if not math.isfinite(value):
            return {_NON_FINITE: str(value)}
        case float() if value.is_integer() and abs(value) < _EXACT:
            return int(value)  # 2.0 and 2 are one value and must have one text
        case Decimal():
            return {_TYPE: "Decimal", "digits": str(value)}
        case dt.date():
            return value.isoformat()
    return value


def _decode(hint: Any, data: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        return _decode(_chosen(typing.get_args(hint), data), data)
    if origin is not None:
        return _decode_collection(origin, typing.get_args(hint), data)
    if _is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _decode(hints[name], data[name]) for name in hints if name in data})
    return _decode_scalar(hint, data)


def _chosen(candidates: tuple[Any, ...], data: Any) -> Any:
    """The member of a union that the data was written from."""
    if data is None:
        return types.NoneType
    if isinstance(data, dict) and _TYPE in data:
        return {_name(candidate): candidate for candidate in candidates}[data[_TYPE]]
    if isinstance(data, dict) and _NON_FINITE in data:
        return float
    by_exact_type = [candidate for candidate in candidates if candidate is type(data)]
    others = [candidate for candidate in candidates if candidate is not types.NoneType]
    return (by_exact_type or others)[0]


def _name(candidate: Any) -> str:
    return getattr(candidate, "__name__", str(candidate))


def _decode_collection(origin: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    if issubclass(origin, Mapping):
        key_hint, entry_hint = arguments
        # in the order of the canonical text: databases keep keys in an order of their own
        return {_decode(key_hint, key): _decode(entry_hint, data[key]) for key in sorted(data)}
    if origin is tuple and arguments[-1] is not ...:
        return tuple(_decode(hint, entry) for hint, entry in zip(arguments, data, strict=True))
    return origin(_decode(arguments[0], entry) for entry in data)


def _decode_scalar(hint: Any, data: Any) -> Any:
    if hint is types.NoneType:
        return None
    if hint is Decimal:
        return Decimal(data["digits"])
    if hint is float:
        return float(data[_NON_FINITE] if isinstance(data, dict) else data)
    if hint is dt.date:
        return dt.date.fromisoformat(data)
    if issubclass(hint, enum.Enum):
        return hint(data)
    if type(data) is not hint:
        message = f"{data!r} is no {hint.__name__}"
        raise TypeError(message)
    return data


def _is_dataclass(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint)


@functools.cache
def _hints(hint: Any) -> Mapping[str, Any]:
    hints = typing.get_type_hints(hint)
    return {field.name: hints[field.name] for field in dataclasses.fields(hint)}
