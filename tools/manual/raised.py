"""Which refusals a step may end in: read off the source of the functions that decide, and of what they call.

Nothing is run. A call is followed where its name leads to a function of ours, or to a method of the Books.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from counterfoil.core.books import Books
from counterfoil.core.chart import Chart, Slot
from counterfoil.core.kinds import Kind
from counterfoil.core.references import DocumentNumber, Reference
from counterfoil.core.shapes import Field
from counterfoil.core.tax import TaxCodeFacts
from counterfoil.documents import actions
from counterfoil.documents.checking import exists_in, not_while_connected
from counterfoil.documents.firm import open_periods
from counterfoil.documents.undoing import undoing_keeps_what_is_held
from counterfoil.kinds import kind_of

Refused = dict[str, list[str]]
"""Code -> what it may say, each text once, with its facts in braces."""

METHODS = {
    name: method
    for owner in (Books, Chart, TaxCodeFacts)
    for name, method in vars(owner).items()
    if isinstance(method, FunctionType) and not name.startswith("_")
}


def on_posting(kind: Kind) -> Refused:
    """What the kind's own functions refuse, the period of what is posted, and references that nobody knows."""
    own = (kind.price, kind.total, kind.needs, *kind.rules, kind.lines, kind.allocates)
    also: list[Callable[..., Any]] = [Kind.check, *([open_periods] if kind.posts else [])]
    also += [not_while_connected] if kind.refused else []
    also += [exists_in] if kind.only_with else []
    found = refused_by([function for function in own if function] + also)
    by_books = refused_by(METHODS.values())
    for sort in _references(kind.fields):
        if issubclass(sort, DocumentNumber):
            found.setdefault(sort.unknown, [f"there is no {sort.state} {sort.names} {{number}}"])
        elif sort.unknown in by_books:
            found.setdefault(sort.unknown, by_books[sort.unknown])
    return found


def on_undoing(kind: Kind) -> Refused:
    """What taking a posted document back may end in."""
    but: list[Callable[..., Any]] = [kind_of]
    but += [] if kind.trust else [undoing_keeps_what_is_held]
    but += [] if kind.refused else [not_while_connected]
    return refused_by([actions._undo], but=but)


def refused_by(functions: Iterable[Callable[..., Any]], *, but: Iterable[Callable[..., Any]] = ()) -> Refused:
    """Everything these functions refuse, themselves or in what they call; `but` names those that do not count."""
    waiting, seen = list(functions), set(but)
    found: Refused = {}
    while waiting:
        function = waiting.pop(0)
        if function not in seen:
            seen.add(function)
            for node in ast.walk(_parsed(function)):
                code, advice = _refusal(node)
                if code and advice not in found.setdefault(code, []):
                    found[code].append(advice)
                waiting += _called(node, function)
    return found


def _parsed(function: Callable[..., Any]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _refusal(node: ast.AST) -> tuple[str, str]:
    """The code and the advice of `Refusal("code", "advice", ...)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if len(texts) == 2:
            return str(texts[0]), str(texts[1])
    return "", ""


def _called(node: ast.AST, within: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    names = inspect.unwrap(within).__globals__ if isinstance(within, FunctionType) else {}
    if isinstance(node, ast.Attribute) and isinstance(vars(Chart).get(node.attr), Slot):
        yield Slot.__get__
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _ours(names.get(node.func.id))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        room = names.get(node.func.value.id) if isinstance(node.func.value, ast.Name) else None
        if isinstance(room, ModuleType):
            yield from _ours(getattr(room, node.func.attr, None))
        else:
            yield from _ours(METHODS.get(node.func.attr))


def _ours(found: Any) -> Iterator[Callable[..., Any]]:
    if isinstance(found, FunctionType) and found.__module__.startswith("counterfoil."):
        yield found


def _references(fields: Iterable[Field]) -> Iterator[type[Reference]]:
    for field in fields:
        if issubclass(field.type, Reference):
            yield field.type
        yield from _references(field.rows)
