"""What a kind costs, in lines of its file and of its test, and which rows of the article have no kind yet."""

import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path

from counterfoil.core.kinds import Kind
from counterfoil.reports.capabilities import ARTICLE
from tools.manual.writing import page, section, table

ROOT = Path(__file__).parents[2]

LARGEST = {
    "write_off": "It spreads over bills, each with an account for what is lost and the tax that the law gives back.",
}
"""Why the largest kind is as large as it is. A page is not written while the largest has no reason here."""


def sizes_page(kinds: Mapping[str, Kind]) -> str:
    found = [(kind, *_sizes(kind)) for kind in kinds.values()]
    largest, lines, _ = max(found, key=lambda row: row[1])
    if largest.code not in LARGEST:
        raise LookupError(f"{largest.code} is the largest kind now, with {lines} lines: say why in LARGEST")
    rows = [(f"[{kind.title}](kinds/{kind.code}.md)", str(of_kind), str(of_test)) for kind, of_kind, of_test in found]
    middle = sorted(of_kind for _, of_kind, _ in found)[len(found) // 2]
    return page(
        "What a kind costs",
        "A kind of document is one file under `src/counterfoil/kinds` and its test. Forms, lists, the API, files, the"
        " page of this manual and the copies in Xero follow from the file.",
        f"{len(found)} kinds; the one in the middle has {middle} lines, docstrings and blank lines counted.",
        table(("Kind", "Lines", "Lines of its test"), rows, right=("Lines", "Lines of its test")),
        section("The largest", f"{largest.title}, with {lines} lines. {LARGEST[largest.code]}"),
        source="the kinds and their tests, by counting",
    )


def _sizes(kind: Kind) -> tuple[int, int]:
    """Lines of the kind's file and of its test. OSError when it has no test of its own."""
    module = inspect.getmodule(kind.shape)
    assert module is not None and module.__file__ is not None
    area = Path(module.__file__).parent.name
    test = ROOT / "tests" / "kinds" / area / f"test_{kind.code}.py"
    return _lines(Path(module.__file__)), _lines(test)


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def later_page(kinds: Iterable[str]) -> str:
    """The rows of the article that are no document, with what is true of each today."""
    known = set(kinds)
    rows = [
        (promise.section, promise.transaction, promise.article, promise.why or "Not in this version yet.")
        for promise in ARTICLE
        if not known & set(promise.kinds)
    ]
    return page(
        "What comes later",
        "These rows of the article's table have no kind of document here: they gather documents, print them, or belong"
        " to one of the two ledgers alone. What the link does with each is said here. Of batches, cheques, slips and"
        " reconciliations there is no screen yet. [Reports](reports.md) by matter and by client are there; a second"
        " currency or division can be set up, and is not posted in yet.",
        table(("", "Transaction", "The article", "Here"), rows),
        source="src/counterfoil/reports/capabilities.py",
    )
