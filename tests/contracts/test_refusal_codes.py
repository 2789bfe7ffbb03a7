"""The list of refusals and the places that refuse agree: nothing undeclared, nothing declared for nobody."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from counterfoil.core.refusals import CODES

SRC = Path(__file__).parents[2] / "src" / "counterfoil"
IN_SQL = re.compile(r"\[([a-z]+(?:-[a-z]+)+|sealed)\]")
LISTS = (SRC / "core" / "refusals.py", SRC / "api" / "refused.py")
REFUSES = {"Refusal", "Unreadable", "not_understood", "unreadable", "Refused"}

# Declared, and not refused with anywhere yet: each with the reason why it stays.
NOT_YET: dict[str, str] = {}

# What the databases say to nobody but a bug or an intruder: no person can act on it, so it is no refusal.
ONLY_SEALS = {
    "sealed",
    "line-differs",
    "chain-broken",
    "number-gap",
    "not-whole",
    "trust-line-incomplete",
    "account-in-use",
    "cross-firm",
    "fence-lost",
}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def raised() -> dict[str, list[str]]:
    """The first argument of each Refusal(...) that is made, by code."""
    found = defaultdict(list)
    for path in SRC.rglob("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and _name(node.func) in REFUSES and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value].append(f"{path.relative_to(SRC)}:{node.lineno}")
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def mentioned() -> set[str]:
    """Every code that stands as a text anywhere but in the list itself: `Reference.unknown`, tables of answers."""
    found = set()
    for path in SRC.rglob("*.py"):
        if path not in LISTS:
            found |= {text for _, text in strings(parsed(path)) if text in CODES}
    return found | in_seals() | set(raised())


def in_seals() -> set[str]:
    found: set[str] = set()
    for path in [*SRC.rglob("seals/*.sql"), SRC / "firms" / "sealing.py"]:
        found |= set(IN_SQL.findall(path.read_text("utf-8")))
    return found


def test_every_refusal_is_declared() -> None:
    undeclared = {code: places for code, places in raised().items() if code not in CODES and "-" in code}

    assert undeclared == {}


def test_every_declared_code_is_used() -> None:
    assert set(CODES) - mentioned() == set(NOT_YET)


def test_what_a_seal_says_is_a_refusal_or_for_nobody() -> None:
    assert in_seals() - set(CODES) == ONLY_SEALS


def test_both_databases_say_the_same() -> None:
    for folder in SRC.rglob("seals"):
        sqlite, postgres = (
            set(IN_SQL.findall((folder / f"{name}.sql").read_text("utf-8"))) for name in ("sqlite", "postgres")
        )
        assert sqlite - postgres <= {"not-whole"}, f"{folder}: floats exist on SQLite only"
        assert postgres - sqlite <= {"cross-firm"}, f"{folder}: on SQLite sealing.py writes those"
