"""The firm's own words for a matter and for trust money, on every screen from one place.

The product's words are written with "matter"; what the firm typed is never touched. So labels, captions, heads and
refusals are turned into the firm's word as they leave; cells, options, titles of records and names are not looked at.

    with the word "case":         said("Open a matter") == "Open a case"
    in England and Wales:         said("Trust listing") == "Client account listing"

What trust money is called is the jurisdiction's. Kinds keep their names: a client receipt is another thing.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.core.terms import MATTER_WORDS

OURS = "matter"
_word: ContextVar[str] = ContextVar("word", default=OURS)
_client: ContextVar[bool] = ContextVar("client", default=False)
_MATTER = re.compile(r"\b([Mm])atter(s?)\b")

SAID = frozenset({"label", "caption", "placeholder", "help", "verb", "says", "totals_text", "hint"})
"""Keys of a page's values that hold the product's own words."""

NOT_OURS = frozenset({"rows", "cells", "options", "groups", "links", "chips", "messages"})
"""Keys under which a person's own words stand as well."""

LABELS_ALONE = "field-missing"
"""The refusal whose facts are labels of fields, and so our own."""

_TRUST = {
    "account": "client account",
    "accounts": "client accounts",
    "bank accounts": "client bank accounts",
    "bank account": "client bank account",
    "balance": "client account balance",
    "checks": "client account checks",
    "funds held": "client money held",
    "ledger": "client ledger",
    "listing": "client account listing",
    "money": "client money",
    "agrees": "client money agrees",
    "does not agree": "client money does not agree",
    "by bank account": "client money by bank account",
}
"""What stands after the word trust, and what both are called where the money lies in a client account."""
_IN_TRUST = re.compile(rf"\b([Tt])rust ({'|'.join(sorted(_TRUST, key=len, reverse=True))})\b|\ATrust\Z")
_TITLE = re.compile(
    r"(Matters|Open a matter|Close matter \S+|Matter balances.*|Matters and .*|Trust (listing|by|agrees|does not).*)\Z"
)
"""Titles and bread crumbs that are the product's own; a matter's or a client's page has theirs."""


def speak(word: str, trust: str = "trust") -> None:
    """From now on, in this request. `trust` is the jurisdiction's word for it."""
    _word.set(word if word in MATTER_WORDS else OURS)
    _client.set(trust.startswith("client"))


def said(text: str) -> str:
    """A text of the product's own in the firm's words."""
    word = _word.get()
    if _client.get():
        text = _IN_TRUST.sub(_in_client_account, text)
    return text if word == OURS else _MATTER.sub(lambda found: _as(found, word), text)


def _as(found: re.Match[str], word: str) -> str:
    chosen = MATTER_WORDS[word] if found[2] else word
    return chosen.capitalize() if found[1] == "M" else chosen


def _in_client_account(found: re.Match[str]) -> str:
    if not found[1]:
        return "Client account"
    called = _TRUST[found[2]]
    return called.capitalize() if found[1] == "T" else called


def _as_ours() -> bool:
    return _word.get() == OURS and not _client.get()


def advised(refusal: Refusal) -> str:
    """A refusal's advice: its own words in the firm's, the facts in it as they are."""
    if _as_ours():
        return refusal.advice
    if refusal.code == LABELS_ALONE:
        return said(refusal.advice)
    return said(refusal.template).format(**refusal.facts) if refusal.facts else said(refusal.template)


def spoken(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A page's values with every label, caption and head in the firm's words."""
    return values if _as_ours() else _spoken(values)


def _spoken(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _under(key, each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(each) for each in value]
    return value


def _under(key: str, value: Any) -> Any:
    if key in SAID and isinstance(value, str):
        return said(value)
    if key == "title" and isinstance(value, str):
        return said(value) if _TITLE.match(value) else value
    if key == "crumbs":
        return [{**each, "label": _under("title", each["label"])} for each in value]
    if key == "empty" and isinstance(value, Mapping):
        return {name: said(each) if isinstance(each, str) else _spoken(each) for name, each in value.items()}
    return value if key in NOT_OURS else _spoken(value)
