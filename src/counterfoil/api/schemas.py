"""Shapes as JSON Schema, so that the API's description says what the kinds themselves say."""

from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.core.shapes import MOST_ROWS, Field, describe
from counterfoil.kinds import all_kinds

AMOUNT = r"^[+-]?\d{0,10}(\.\d{0,2})?$"


def schema_of(shape: type) -> dict[str, Any]:
    """The object that `shapes.read` takes for the shape."""
    fields = describe(shape)
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    about = {"title": field.label} | ({"description": field.help} if field.help else {})
    if field.sort == "rows":
        assert field.row_type is not None
        rows = {"type": "array", "items": schema_of(field.row_type), "maxItems": MOST_ROWS}
        return about | rows | ({"minItems": 1} if field.required else {})
    if field.sort == "money":
        return about | {"type": "string", "pattern": AMOUNT, "examples": ["1234.50"]}
    if field.sort == "date":
        return about | {"type": "string", "format": "date"}
    if field.sort == "reference":
        return {"description": f"Code of a {field.type.names}."} | about | {"type": "string", "maxLength": 40}  # type: ignore[attr-defined]
    return about | {"type": "string", "maxLength": field.length}


def new_document() -> dict[str, Any]:
    """What POST /documents takes: one alternative for each kind."""
    return {"oneOf": [_new_of(kind) for kind in all_kinds().values()]}


def _new_of(kind: Kind) -> dict[str, Any]:
    shape: type = kind.shape
    said = f"{'Post' if kind.posts else 'Place'} it at once; otherwise keep a draft."
    return {
        "title": kind.title,
        "type": "object",
        "properties": {
            "kind": {"const": kind.code},
            "post": {"type": "boolean", "default": False, "description": said},
            "content": schema_of(shape),
        },
        "required": ["kind", "content"],
        "additionalProperties": False,
    }


def takes(schema: dict[str, Any], *, required: bool = True, keyed: bool = False) -> dict[str, Any]:
    """An operation's JSON body, and whether it knows request keys."""
    extra: dict[str, Any] = {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}
    if keyed:
        extra["parameters"] = [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "schema": {"type": "string", "maxLength": 100},
                "description": "The same key with the same content answers the same; with other content it is refused.",
            }
        ]
    return extra


def asks(shape: type) -> dict[str, Any]:
    """An operation's query, one parameter for each field of the shape."""
    properties = schema_of(shape)["properties"]
    return {"parameters": [{"name": name, "in": "query", "schema": schema} for name, schema in properties.items()]}
