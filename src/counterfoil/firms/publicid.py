"""Random ids that stand in addresses, so that nobody can count or guess another's records."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_public_id() -> str:
    """Twelve characters, 60 bits."""
    bits = secrets.randbits(60)
    return "".join(_ALPHABET[(bits >> shift) & 31] for shift in range(0, 60, 5))
