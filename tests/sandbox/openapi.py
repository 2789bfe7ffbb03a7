"""Xero's own description of its answers, cut down to the schemas, and a reader that checks an answer against it.

Names must be known and values of the right kind. Enumerations are checked; the description leaves out nothing we send.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

SCHEMAS: dict[str, Any] = json.loads((Path(__file__).parent / "xero_openapi_16_1_0.json").read_text())["schemas"]
ENVELOPE = {"Id", "Status", "ProviderName", "DateTimeUTC"}
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (Decimal, int),
    "integer": (int,),
    "boolean": (bool,),
    "object": (dict,),
}


def mismatches(body: dict[str, Any], schema: str) -> list[str]:
    """What of an answer Xero's description does not know; the envelope around the elements is common to all."""
    return _check({name: value for name, value in body.items() if name not in ENVELOPE}, SCHEMAS[schema], schema)


def _check(value: Any, schema: dict[str, Any], where: str) -> list[str]:
    if "$ref" in schema:
        return _check(value, SCHEMAS[schema["$ref"]], where)
    if "items" in schema or schema.get("type") == "array":
        if not isinstance(value, list):
            return [f"{where}: {value!r} is not a list"]
        return [fault for at, one in enumerate(value) for fault in _check(one, schema["items"], f"{where}[{at}]")]
    if "properties" in schema:
        return _check_members(value, schema["properties"], where)
    kinds = KINDS.get(schema.get("type", ""), (object,))
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds and object not in kinds):
        return [f"{where}: {value!r} is not {schema.get('type')}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    return []


def _check_members(value: Any, properties: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is not an object"]
    faults = [f"{where}: unknown member {name}" for name in value if name not in properties]
    for name, one in value.items():
        if name in properties:
            faults += _check(one, properties[name], f"{where}.{name}")
    return faults
