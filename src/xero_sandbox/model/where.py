"""The `where` filter: `Type=="ACCREC" AND Contact.ContactID==guid("…") AND Date>=DateTime(2026,1,31)`.

It is read once into a test, then asked of each row. Only the members a resource offers can be named.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from xero_sandbox.model.refusals import BadQuery

Member = Callable[[Any], Any]
Test = Callable[[Any], bool]

TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:[^"\\]|\\.)*") | (?P<number>-?\d+(?:\.\d+)?) | (?P<sign>==|!=|<>|>=|<=|&&|\|\||[=<>(),])
        | (?P<name>[A-Za-z_][\w.]*)
    )""",
    re.VERBOSE,
)
SAME_SIGN = {"=": "==", "<>": "!="}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
METHODS: dict[str, Callable[[str, str], bool]] = {
    "Contains": lambda text, part: part in text,
    "StartsWith": lambda text, part: text.startswith(part),
    "EndsWith": lambda text, part: text.endswith(part),
}


def read(text: str, members: Mapping[str, Member], kind: str) -> Test:
    return _Reading(text, members, kind).whole()


class _Reading:
    def __init__(self, text: str, members: Mapping[str, Member], kind: str) -> None:
        self.members, self.kind = members, kind
        self.tokens: list[tuple[str, str]] = []
        position, end = 0, len(text.rstrip())
        while position < end:
            found = TOKEN.match(text, position)
            if not found or found.lastgroup is None:
                raise BadQuery("Syntax error")
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            position = found.end()
        self.at = 0

    def whole(self) -> Test:
        test = self.either()
        if self.at < len(self.tokens):
            raise BadQuery("Syntax error")
        return test

    def either(self) -> Test:
        tests = [self.both()]
        while self.take_word("or", "||"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.take_word("and", "&&"):
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def one(self) -> Test:
        if self.take_word("("):
            inner = self.either()
            self.expect(")")
            return inner
        group, name = self.next()
        if group != "name":
            raise BadQuery("Expression expected")
        if self.take_word("("):
            return self.method(name)
        member = self.member(name)
        _, sign = self.next()
        compare = COMPARE.get(SAME_SIGN.get(sign, sign))
        if compare is None:
            raise BadQuery("Syntax error")
        wanted = self.value()
        return lambda row: _compare(compare, member(row), wanted)

    def method(self, name: str) -> Test:
        path, _, method = name.rpartition(".")
        if method not in METHODS:
            raise BadQuery(f"No applicable method '{method}' exists in type '{self.kind}'")
        member, holds = self.member(path), METHODS[method]
        part = self.value()
        self.expect(")")
        return lambda row: holds(str(member(row) or ""), str(part))

    def member(self, path: str) -> Member:
        """Also `Contact.Name` written in other letters' case, and a date's or guid's `.Value`."""
        found = self.members.get(path.removesuffix(".Value").lower())
        if found is None:
            raise BadQuery(f"No property or field '{path}' exists in type '{self.kind}'")
        return found

    def value(self) -> Any:
        group, text = self.next()
        if group == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if group == "number":
            return Decimal(text)
        words = text.lower()
        if words in ("guid", "datetime"):
            self.expect("(")
            arguments = [self.value()]
            while self.take_word(","):
                arguments.append(self.value())
            self.expect(")")
            return _made(words, arguments)
        if words in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[words]
        raise BadQuery("Expression expected")

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise BadQuery("Expression expected")
        self.at += 1
        return self.tokens[self.at - 1]

    def take_word(self, *words: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][1].lower() in words:
            self.at += 1
            return True
        return False

    def expect(self, word: str) -> None:
        if not self.take_word(word):
            raise BadQuery(f"'{word}' expected")


def _made(kind: str, arguments: list[Any]) -> Any:
    try:
        if kind == "guid":
            return str(arguments[0]).lower()
        if len(arguments) == 1:
            return date.fromisoformat(str(arguments[0])[:10])
        year, month, day, *clock = (int(one) for one in arguments)
        if not clock:
            return date(year, month, day)
        hour, minute, second = (*clock, 0, 0)[:3]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError):
        raise BadQuery(f"{kind} cannot be read") from None


def _compare(compare: Callable[[Any, Any], bool], held: Any, wanted: Any) -> bool:
    if isinstance(held, datetime) or isinstance(wanted, datetime):
        held, wanted = _instant(held), _instant(wanted)
    if wanted is None or held is None:
        return compare(held, wanted) if compare in (COMPARE["=="], COMPARE["!="]) else False
    if isinstance(held, str) and isinstance(wanted, str):
        held, wanted = held.casefold(), wanted.casefold()
    try:
        return compare(held, wanted)
    except TypeError:
        raise BadQuery("Operator incompatible with operand types") from None


def _instant(value: Any) -> Any:
    """A day begins at midnight; an instant has the second that Xero shows of it."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else value
