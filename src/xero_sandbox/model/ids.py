"""Ids as Xero gives them, drawn from the sandbox's own chance so that a run can be told again."""

import random

_FOUR = 4 << 76
_VARIANT = 2 << 62
_BITS = ((1 << 128) - 1) ^ (0xF << 76) ^ (3 << 62)


def drawn(rng: random.Random) -> str:
    """A UUID of version 4; its text is written at once, since every document, line and answer has one."""
    text = f"{rng.getrandbits(128) & _BITS | _FOUR | _VARIANT:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
