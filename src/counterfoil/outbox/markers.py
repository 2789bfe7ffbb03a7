"""Markers: how a copy over there is known as ours. Minted with the item, used once, never made of client data."""

import secrets
from collections.abc import Callable

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No vowels, nothing that looks like another: 27 characters, 38 bits in eight of them."""


def new_marker(installation: str, draw: Callable[[int], int] = secrets.randbelow) -> str:
    """`LX` + the installation's four characters + `-` + eight characters without vowels and look-alikes."""
    drawn = draw(len(ALPHABET) ** 8)
    letters = []
    for _ in range(8):
        drawn, at = divmod(drawn, len(ALPHABET))
        letters.append(ALPHABET[at])
    return f"LX{installation}-{''.join(letters)}"


def installation_of(marker: str) -> str:
    """What all markers of the installation begin with: `LX9D72-`."""
    return marker.partition("-")[0] + "-"
