"""From a reply to an outcome: whether Xero has it, refused it, did nothing, or nobody knows."""

import re
from dataclasses import dataclass, field

import msgspec

from counterfoil.xero import wire
from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Every element was looked at and has an id."""

    record: wire.Element = field(repr=False)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Xero refused the content; nothing was made."""

    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows. `no_replay`: the same key would only repeat the answer, or something like it is there already."""

    code: str
    text: str
    no_replay: bool = False
    trouble: bool = True
    """Whether Xero itself seems to be in trouble, so that a pause is due."""


@dataclass(frozen=True, slots=True)
class Limited:
    """429: nothing happened. `problem` is minute, day, appminute or concurrent."""

    problem: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Expired:
    """401 for the token: nothing happened, and another token may do."""


@dataclass(frozen=True, slots=True)
class Barred:
    """401 or 403 for good: consent withdrawn, scope missing, organisation gone. Nothing happened."""

    text: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """No connection came about: nothing happened."""

    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A list was read whole; what it says about the item is written down already."""


@dataclass(frozen=True, slots=True)
class RefusedTogether:
    """Xero cannot take several documents in one request; each may be good by itself. Nothing happened."""

    text: str


Outcome = Confirmed | Rejected | Unknown | Limited | Expired | Barred | Unreached | Looked | RefusedTogether

_DOUBTFUL = (
    (re.compile(r"must be unique(?! across all active contacts)", re.IGNORECASE), "number-taken"),
    (re.compile(r"enter a unique (code|name)", re.IGNORECASE), "number-taken"),
    (re.compile(r"contact ?number .*already", re.IGNORECASE), "number-taken"),
    (re.compile(r"exceeds the amount outstanding", re.IGNORECASE), "amount-exceeded"),
    (re.compile(r"only be made against authori[sz]ed documents", re.IGNORECASE), "amount-exceeded"),
    (re.compile(r"allocate to has already been paid off", re.IGNORECASE), "amount-exceeded"),
    (re.compile(r"amount is greater than amount outstanding", re.IGNORECASE), "amount-exceeded"),
    (re.compile(r"idempotency key.*different request", re.IGNORECASE), "key-conflict"),
)
"""Refusals that may mean "it is there already": looked up before anybody believes them."""


def judge(reply: Reply, resource: str) -> Outcome:
    """The outcome of creating one document."""
    found = _answer(reply)
    if not isinstance(found, Answered):
        return found
    if found.status == 400:
        return _refusal(_messages_of(_failure(found)))
    if found.status == 413:
        return Rejected(("the document is too large for Xero",))
    read = _read(found, resource)
    if isinstance(read, Unknown):
        return read
    if len(read.rows) != 1:
        return Unknown("unreadable", f"Xero answered with {len(read.rows)} documents for one")
    return judge_element(read.rows[0])


def rows_of(reply: Reply, resource: str) -> wire.Read | Outcome:
    """The answer about several documents in one request, or what happened to the request as a whole.

    A 400 that names elements does what was not asked for: whether others of them were made, it does not say.
    """
    found = _answer(reply)
    if not isinstance(found, Answered):
        return found
    if found.status == 413:
        return RefusedTogether("together they are too large for Xero")
    if found.status == 400:
        failure = _failure(found)
        words = " ".join(_messages_of(failure))
        if isinstance(_refusal((words,)), Unknown) or (failure and failure.elements):
            return Unknown("refused-together", words, no_replay=True, trouble=False)
        return RefusedTogether(words)
    return _read(found, resource)


def judge_element(record: wire.Element) -> Confirmed | Rejected | Unknown:
    """What an answer says of one document."""
    if record.refused:
        return _refusal(tuple(error.text for error in record.errors) or ("Xero refused it without a reason",))
    if not record.id or record.id == wire.ZERO_ID:
        return Unknown("unreadable", "Xero's answer names no document")
    return Confirmed(record, tuple(warning.text for warning in record.warnings))


def _answer(reply: Reply) -> Answered | Outcome:
    """A verdict on what was sent, or what kept Xero from giving one."""
    if isinstance(reply, NotAllowed):
        return Barred(reply.why)
    if isinstance(reply, NoAnswer):
        if not reply.left:
            return Unreached("Xero could not be reached")
        return Unknown("no-answer", "the connection ended before Xero answered")
    if 200 <= reply.status < 300 or reply.status in (400, 413):
        return reply
    if reply.status == 401:
        return _unauthorised(reply)
    if reply.status == 403:
        return Barred(_not_let_in(reply))
    if reply.status == 429:
        return limited(reply)
    if reply.status in (408, 502, 503, 504):
        return Unknown("unavailable", f"Xero answered {reply.status}: it is not available")
    if reply.status == 500:
        return Unknown("server-error", "Xero answered 500: it broke down while working on it", no_replay=True)
    return Unknown("odd-answer", f"Xero answered {reply.status}", no_replay=True)


def limited(reply: Answered) -> Limited:
    problem = reply.headers.get("x-rate-limit-problem", "").lower() or "minute"
    try:
        seconds = int(reply.headers.get("retry-after", ""))
    except ValueError:
        seconds = 2 if problem == "concurrent" else 60
    return Limited(problem, max(1, seconds))


def _read(reply: Answered, resource: str) -> wire.Read | Unknown:
    try:
        return wire.read(reply.body, resource)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Unknown("unreadable", "Xero's answer cannot be read")


def _refusal(messages: tuple[str, ...]) -> Rejected | Unknown:
    for message in messages:
        for pattern, code in _DOUBTFUL:
            if pattern.search(message):
                return Unknown(code, message, no_replay=True, trouble=False)
    return Rejected(messages)


def _failure(reply: Answered) -> wire.Failure | None:
    try:
        return msgspec.json.decode(reply.body, type=wire.Failure)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _messages_of(failure: wire.Failure | None) -> tuple[str, ...]:
    if failure is None:
        return ("Xero refused it, and its reason cannot be read",)
    each = tuple(error.text for element in failure.elements for error in element.errors)
    return each or (failure.message or "Xero refused it without a reason",)


def _not_let_in(reply: Answered) -> str:
    said = _gate(reply)
    text = (
        "the organisation no longer lets Counterfoil in: it was disconnected there, or whoever connected it left. An"
        " admin has to connect it again"
    )
    return f"{text}. Xero says: {said}" if said else text


def _unauthorised(reply: Answered) -> Outcome:
    if "AuthorizationUnsuccessful" in _gate(reply):
        return Barred("the consent does not cover this; connect again and allow everything that is asked for")
    return Expired()


def _gate(reply: Answered) -> str:
    try:
        gate = msgspec.json.decode(reply.body, type=wire.Gate)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return (gate.detail or gate.lower or "")[:200]
