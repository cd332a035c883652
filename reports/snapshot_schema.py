"""JSON Schema of the snapshot, read off its dataclasses, so that it never lags behind them."""

import dataclasses
import datetime as dt
import enum
import functools
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reports.rendering.data_file import DATA_FORMAT, DATA_VERSION
from reports.snapshots import FORMAT_VERSION, Snapshot

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL: Schema = {
    "type": "object",
    "properties": {"@type": {"const": "Decimal"}, "digits": {"type": "string"}},
    "required": ["@type", "digits"],
}
_NON_FINITE: Schema = {
    "type": "object",
    "properties": {"@float": {"enum": ["inf", "-inf", "nan"]}},
    "required": ["@float"],
}
_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
    float: {"anyOf": [{"type": "number"}, _NON_FINITE]},
    Decimal: _DECIMAL,
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
}


@functools.cache
def data_file_schema() -> Schema:
    """Schema of the JSON file of a report: the wrapping and the snapshot in it."""
    definitions: dict[str, Schema] = {}
    snapshot = _schema_of(Snapshot, definitions)
    fields: Schema = {
        "format": {"const": DATA_FORMAT},
        "version": {"const": DATA_VERSION},
        "report_id": {"type": "string", "format": "uuid"},
        "snapshot_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "snapshot": snapshot,
    }
    return {
        "$schema": _DRAFT,
        "title": f"Readiness report, file version {DATA_VERSION}, snapshot {FORMAT_VERSION}",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_of(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [_schema_of(entry, definitions) for entry in arguments]}
    if origin is not None:
        return _collection(origin, arguments, definitions)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _reference(hint, definitions)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"enum": [member.value for member in hint]}
    raise TypeError(hint)


def _collection(origin: Any, arguments: Any, definitions: dict[str, Schema]) -> Schema:
    if issubclass(origin, Mapping):
        values = _schema_of(arguments[1], definitions)
        return {"type": "object", "additionalProperties": values}
    if origin is tuple and arguments[-1] is not ...:
        entries = [_schema_of(entry, definitions) for entry in arguments]
        return {
            "type": "array",
            "prefixItems": entries,
            "minItems": len(entries),
            "maxItems": len(entries),
        }
    return {"type": "array", "items": _schema_of(arguments[0], definitions)}


def _reference(kind: type, definitions: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # stands here first, because a kind may hold itself
        hints = typing.get_type_hints(kind)
        fields = {
            field.name: _schema_of(hints[field.name], definitions)
            for field in dataclasses.fields(kind)
        }
        definitions[name] = {
            "type": "object",
            "properties": {"@type": {"const": name}, **fields},
            "required": ["@type", *fields],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
