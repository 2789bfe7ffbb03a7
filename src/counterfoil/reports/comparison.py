"""Our trial balance beside Xero's, account by account, and what explains each difference. Plain values, no database.

    difference = ours - theirs = documents that stand here alone, or in Xero alone + unexplained

What is unexplained was done in Xero in a way that its lists do not tell, or the account was mapped anew after documents
had been copied.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

WHY = {
    "made_there": "made in Xero by hand",
    "changed_there": "changed in Xero",
    "rounding": "rounded otherwise in Xero",
    "changed": "not as it was copied",
    "unqueued": "never queued",
    "failed": "failed",
    "needs_you": "needs you",
    "checking": "checking",
    "pushing": "pushing",
    "queued": "queued",
    "waiting": "waiting",
    "pushed": "pushed since Xero was read",
    "not_sent": "not sent",
    "cancelled": "cancelled",
    "voided": "void in Xero, and not taken back here",
    "still_there": "taken back here, and not void in Xero",
    "unlinked": "unlinked, and still in Xero",
    "kept": "stays here",
    "before": "before the connection",
}
"""Why a document, or a part of one, stands on one side alone: the words of its copy's state, and some of our own.

What a person has to see comes first; what will never be copied comes last.
"""


@dataclass(frozen=True, slots=True)
class OurAccount:
    """An account here with its balance, a debit above zero, and its counterpart in Xero; empty when it has none.

    `trust` marks an account of client money.
    """

    id: int
    code: str
    name: str
    minor: int
    remote_id: str = ""
    remote_name: str = ""
    trust: bool = False


@dataclass(frozen=True, slots=True)
class TheirAccount:
    """An account in Xero with its balance, a debit above zero."""

    remote_id: str
    name: str
    minor: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """So much stands on an account here and not in Xero; below zero, the other way. `why` is a key of WHY."""

    account_id: int
    why: str
    minor: int


@dataclass(frozen=True, slots=True)
class ComparedAccount:
    """One account in Xero beside those here that are mapped to it, or one here that has no counterpart.

    `key` is Xero's id, or our code where there is none. `apart` sums the documents that stand here alone, by why.
    """

    key: str
    name: str
    ours: tuple[OurAccount, ...]
    ours_minor: int
    theirs_minor: int
    apart: Mapping[str, int]

    @property
    def difference_minor(self) -> int:
        return self.ours_minor - self.theirs_minor

    @property
    def explained_minor(self) -> int:
        return sum(self.apart.values())

    @property
    def unexplained_minor(self) -> int:
        return self.difference_minor - self.explained_minor

    @property
    def agrees(self) -> bool:
        return not (self.difference_minor or self.unexplained_minor)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`mapped` are Xero's accounts that answer to some here, `only_here` ours without a counterpart.

    `only_in_xero` answer to nothing here: nothing of them can be right or wrong in these books.
    """

    mapped: tuple[ComparedAccount, ...]
    only_here: tuple[ComparedAccount, ...]
    only_in_xero: tuple[TheirAccount, ...]

    @property
    def differing(self) -> tuple[ComparedAccount, ...]:
        return tuple(account for account in (*self.mapped, *self.only_here) if not account.agrees)

    @property
    def agreeing(self) -> tuple[ComparedAccount, ...]:
        return tuple(account for account in self.mapped if account.agrees)

    @property
    def unexplained(self) -> tuple[ComparedAccount, ...]:
        return tuple(account for account in self.differing if account.unexplained_minor)

    def account(self, key: str) -> ComparedAccount | None:
        return next((account for account in (*self.mapped, *self.only_here) if account.key == key), None)


def compare(ours: Iterable[OurAccount], theirs: Iterable[TheirAccount], apart: Iterable[Apart]) -> Comparison:
    """Accounts that never moved on either side are left out. `ours` holds every account, those at zero too.

    Accounts stand in the order of our codes, those of Xero alone in Xero's.
    """
    in_xero = {account.remote_id: account for account in theirs}
    alone: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in apart:
        alone[each.account_id][each.why] += each.minor
    together: dict[str, list[OurAccount]] = {}
    for account in ours:
        together.setdefault(account.remote_id or f"here {account.code}", []).append(account)
    mapped: list[ComparedAccount] = []
    only_here: list[ComparedAccount] = []
    for members in together.values():
        their = in_xero.pop(members[0].remote_id, None)
        found = _compared(members, their, alone)
        if found.ours_minor or found.theirs_minor or found.apart:
            (mapped if members[0].remote_id else only_here).append(found)
    return Comparison(tuple(mapped), tuple(only_here), tuple(each for each in in_xero.values() if each.minor))


def _compared(
    members: list[OurAccount], their: TheirAccount | None, alone: Mapping[int, Mapping[str, int]]
) -> ComparedAccount:
    apart = {why: sum(alone[member.id][why] for member in members if why in alone.get(member.id, ())) for why in WHY}
    first = members[0]
    return ComparedAccount(
        key=first.remote_id or first.code,
        name=their.name if their else first.remote_name or f"{first.code} {first.name}",
        ours=tuple(members),
        ours_minor=sum(member.minor for member in members),
        theirs_minor=their.minor if their else 0,
        apart=MappingProxyType({why: minor for why, minor in apart.items() if minor}),
    )
