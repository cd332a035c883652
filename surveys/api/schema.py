"""The published schema of frozen results, read from their types so that it cannot drift."""

import dataclasses
import datetime as dt
import enum
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]

_SCALARS: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    dt.date: {"type": "string", "format": "date"},
}


def schema_of(kind: object) -> Schema:
    """OpenAPI schema of a scalar, an enum, a frozen dataclass, or a container or union of these.

    Examples
    --------
    >>> schema_of(tuple[float, ...] | None)["anyOf"][0]
    {'type': 'array', 'items': {'type': 'number'}}
    """
    if kind in _SCALARS:
        return dict(_SCALARS[kind])
    if kind is types.NoneType:
        return {"nullable": True, "enum": [None]}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"type": "string", "enum": [entry.value for entry in kind]}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _object(kind)
    return _composed(get_origin(kind), get_args(kind))


def _composed(origin: object, arguments: tuple[Any, ...]) -> Schema:
    if origin in {types.UnionType, Union}:
        return {"anyOf": [schema_of(argument) for argument in arguments]}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    if origin is tuple:
        is_uniform = len(arguments) == 2 and arguments[1] is Ellipsis
        kinds = arguments[:1] if is_uniform else arguments
        entries = [schema_of(kind) for kind in kinds]
        length: Schema = {} if is_uniform else {"minItems": len(kinds), "maxItems": len(kinds)}
        return {"type": "array", "items": _any_of(entries), **length}
    raise TypeError(f"{origin} has no schema. Add it here.")


def _any_of(entries: list[Schema]) -> Schema:
    return entries[0] if len(entries) == 1 else {"anyOf": entries}


def _object(kind: type) -> Schema:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return {
        "type": "object",
        "title": kind.__name__,
        "description": (kind.__doc__ or "").strip().partition("\n")[0],
        "properties": {name: schema_of(hints[name]) for name in names},
        **({"required": names} if names else {}),  # an empty list is not valid there
    }
