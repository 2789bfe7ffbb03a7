"""What goes in and what comes out: one HTTP exchange as plain values, so that no HTTP is needed to drive the model."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import msgspec

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query_string: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes = b""
    content_type: str | None = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        return _decoder.decode(self.body)


def read_json(body: bytes) -> Any:
    """Numbers with a point become Decimal, never float."""
    return _decoder.decode(body)


def write_json(value: Any) -> bytes:
    """Decimals become number text with exactly their digits."""
    return _encoder.encode(value)


def as_json(value: Any, status: int = 200) -> Response:
    return Response(status, write_json(value))
