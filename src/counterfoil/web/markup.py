"""HTML from a pattern and values that are escaped: as Django's format_html, without what that pays for lazy texts.

A page of fifty rows draws eight hundred such pieces; two thirds of their time went into asking whether a value is lazy.
"""

from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def drawn(pattern: str, *values: Any) -> SafeString:
    """`drawn("<td>{}</td>", text)`: what is not safe already is escaped."""
    return SafeString(pattern.format(*[value if type(value) is SafeString else _escaped(value) for value in values]))


def _escaped(value: Any) -> str:
    if type(value) is str:
        return escape(value)
    return escape(str(value)) if isinstance(value, int) else conditional_escape(value)
