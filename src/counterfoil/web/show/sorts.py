"""A list's sort as it stands in the address."""

from collections.abc import Container


def known_sort(asked: str, known: Container[str], default: str) -> str:
    """`trust` or `-trust` when the list can be sorted by it."""
    return asked if asked.removeprefix("-") in known else default
