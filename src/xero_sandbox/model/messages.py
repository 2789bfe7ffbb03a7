"""What goes in and what comes out: one HTTP exchange as plain values, so that no HTTP is needed to drive the model."""

from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct, field

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class Request(Struct, frozen=True):
    method: str
    path: str
    query_string: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""

    @property
    def query(self) -> dict[str, str]:
        return dict(_pairs(self.query_string))

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


class Response(Struct, frozen=True):
    status: int
    body: bytes = b""
    content_type: str | None = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        return _decoder.decode(self.body)


@lru_cache(1024)
def _pairs(query_string: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query_string, keep_blank_values=True))


def read_json(body: bytes) -> Any:
    """Numbers with a point become Decimal, never float."""
    return _decoder.decode(body)


def write_json(value: Any) -> bytes:
    """Decimals become number text with exactly their digits."""
    return _encoder.encode(value)


def as_json(value: Any, status: int = 200) -> Response:
    return Response(status, write_json(value))
