"""`with refused("trust-overdrawn", "M-104"):` - the books must say no under that code, in advice with these words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from counterfoil.core.refusals import InputRefused, Refusal


@dataclass(slots=True)
class Caught:
    """The refusal itself, once the block has ended."""

    refusal: Refusal | None = None

    @property
    def advice(self) -> str:
        assert self.refusal is not None, "read it after the block"
        return self.refusal.advice

    @property
    def fields(self) -> dict[str, str]:
        """The code of each wrong field by its path."""
        assert isinstance(self.refusal, InputRefused), f"no list of fields: {self.refusal!r}"
        return {path: refusal.code for path, refusal in self.refusal.fields.items()}


@contextmanager
def refused(code: str, *words: str) -> Iterator[Caught]:
    caught = Caught()
    with pytest.raises(Refusal) as raised:
        yield caught
    caught.refusal = raised.value
    assert raised.value.code == code, raised.value
    assert [word for word in words if word not in raised.value.advice] == [], raised.value.advice
