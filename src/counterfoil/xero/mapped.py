"""The mapping as a screen shows it: each account and tax code with its counterpart, its gap, what may be chosen."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import Row, run
from counterfoil.outbox.models import Item
from counterfoil.xero.fitting import BANKS, Ours, Theirs, clashing, unfit, unfit_rate
from counterfoil.xero.gaps import Counterpart, Gap, gap, tax_gap
from counterfoil.xero.translate.parts import LACKING

GROUPS = {
    "special": "Special accounts",
    "bank": "Bank accounts",
    "income": "Income",
    "expense": "Costs and expenses",
    "other": "Assets, liabilities and equity",
}
"""The parts of the page, in its order."""

SPECIAL = (
    "TRUST_HELD",
    "TRUST_TRANSFERS",
    "TRUST_ADVANCES",
    "FIRM_INTEREST_IN_TRUST",
    "STATUTORY_DEPOSIT",
    "RECEIVABLE",
    "PAYABLE",
    "BANK_TRANSFER_HOLDING",
    "TAX_COLLECTED",
    "TAX_PAID",
    "ROUNDING",
)
"""Functions of the chart that have a rule of their own in Xero."""


@dataclass(frozen=True, slots=True)
class MappedAccount:
    """`remote_id` is empty while the account has no counterpart; `used`: something was posted to it."""

    account_id: int
    code: str
    name: str
    group: str
    ours: Ours
    used: bool
    remote_id: str
    remote_status: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class MappedTax:
    tax_code_id: int
    code: str
    name: str
    direction: str
    tax_type: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something in Xero that can be chosen: an account by its id, a tax rate by its type."""

    value: str
    label: str


@dataclass(frozen=True)
class Mapping:
    """`stuck`: copies that failed for want of a counterpart and go on as soon as it is there."""

    accounts: tuple[MappedAccount, ...]
    taxes: tuple[MappedTax, ...]
    stuck: int
    remote_accounts: tuple[Row, ...]
    remote_rates: tuple[Row, ...]

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        found = [row.gap for row in self.accounts] + [row.gap for row in self.taxes]
        return tuple(each for each in found if each)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {row[0]: f"{row[1]} {row[2]}".strip() for row in self.remote_accounts}

    @cached_property
    def _rates(self) -> dict[str, str]:
        return {row[0]: rate_label(*row[:3]) for row in self.remote_rates}

    def named(self, remote_id: str) -> str:
        """What an account in Xero is called, archived or not; nothing without an id."""
        return self._names.get(remote_id, "deleted in Xero" if remote_id else "")

    def rate_named(self, tax_type: str) -> str:
        return self._rates.get(tax_type, tax_type)

    def account_meant(self, ours: Ours, text: str) -> str:
        """The id of the one account in Xero that fits ours and is called so: by code, by name, or by both."""
        meant = [
            remote_id
            for remote_id, code, name, *sort, status in self.remote_accounts
            if status == "ACTIVE"
            and text.casefold() in (code.casefold(), name.casefold(), f"{code} {name}".casefold())
            and not unfit(ours, Theirs(*sort))
        ]
        return meant[0] if len(meant) == 1 else ""

    def rate_meant(self, direction: str, text: str) -> str:
        """The type of the one tax rate in Xero that is called so and fits the direction."""
        meant = [
            tax_type
            for tax_type, name, rate_bp, classes, status in self.remote_rates
            if text.casefold() in (tax_type.casefold(), name.casefold(), rate_label(tax_type, name, rate_bp).casefold())
            and not unfit_rate(direction, classes=frozenset(classes.split(",")), active=status == "ACTIVE")
        ]
        return meant[0] if len(meant) == 1 else ""


def rate_label(tax_type: str, name: str, rate_bp: int) -> str:
    return f"{name} {rate_bp / 100:g}% ({tax_type})"


MOST_CHOICES = 20
"""What a picker shows at once; a word more narrows it."""


def choices(*, firm_id: int, destination_id: int, account_id: int, words: str) -> list[Choice]:
    """Active accounts in Xero that may answer to ours, with all of the words in code, name or type."""
    sort = run(
        "select type, coalesce(slot, '') from ledger_account where id = %s and firm_id = %s", [account_id, firm_id]
    )
    if not sort:
        raise Refusal("account-unknown", "there is no such account in the chart")
    ours = Ours(*sort[0])
    rows = run(
        "select remote_id, code, name, type, account_class, system from xero_remoteaccount"
        " where destination_id = %s and status = 'ACTIVE' order by code, name",
        [destination_id],
    )
    found = [
        Choice(remote_id, f"{code} {name}".strip())
        for remote_id, code, name, *theirs in rows
        if _has(words, code, name, theirs[0]) and not unfit(ours, Theirs(*theirs))
    ]
    typed = words.strip().casefold()
    return sorted(found, key=lambda each: not _begins(each.label.casefold(), typed))[:MOST_CHOICES]


def rate_choices(*, firm_id: int, destination_id: int, tax_code_id: int, words: str) -> list[Choice]:
    """Tax rates in Xero that may answer to a tax code of ours."""
    found = run("select direction from taxes_taxcode where id = %s and firm_id = %s", [tax_code_id, firm_id])
    if not found:
        raise Refusal("tax-code-unknown", "there is no such tax code")
    rows = run(
        "select tax_type, name, rate_bp, classes from xero_remotetaxrate"
        " where destination_id = %s and status = 'ACTIVE' order by name, tax_type",
        [destination_id],
    )
    return [
        Choice(tax_type, rate_label(tax_type, name, rate_bp))
        for tax_type, name, rate_bp, classes in rows
        if _has(words, rate_label(tax_type, name, rate_bp))
        and not unfit_rate(found[0][0], classes=frozenset(classes.split(",")), active=True)
    ][:MOST_CHOICES]


def _begins(label: str, typed: str) -> bool:
    """Whether the code or the name begins with what was typed: such stand first."""
    return label.startswith(typed) or label.partition(" ")[2].startswith(typed)


def _has(words: str, *texts: str) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in words.casefold().split())


def counterpart_names(destination_id: int) -> dict[int, str]:
    """What each mapped account of ours is called in Xero, by its id here."""
    rows = run(
        "select account_id, remote_code, remote_name from xero_accountmapping where destination_id = %s",
        [destination_id],
    )
    return {account_id: f"{code} {name}".strip() for account_id, code, name in rows}


def mapping(*, firm_id: int, destination_id: int) -> Mapping:
    """Six statements, however many accounts there are."""
    remote = run(
        "select remote_id, code, name, type, account_class, system, status from xero_remoteaccount"
        " where destination_id = %s order by code, name",
        [destination_id],
    )
    rates = run(
        "select tax_type, name, rate_bp, classes, status from xero_remotetaxrate where destination_id = %s"
        " order by name, tax_type",
        [destination_id],
    )
    stuck = Item.objects.filter(destination_id=destination_id, state="rejected", reason_code__in=LACKING).count()
    accounts = _accounts(firm_id, destination_id)
    return Mapping(
        accounts=tuple(_account(row) for row in accounts),
        taxes=_taxes(firm_id, destination_id, accounts, {row[0]: row for row in rates}),
        stuck=stuck,
        remote_accounts=tuple(remote),
        remote_rates=tuple(rates),
    )


def _accounts(firm_id: int, destination_id: int) -> list[Row]:
    return run(
        "select a.id, a.code, a.name, a.type, coalesce(a.slot, ''), coalesce(b.code, ''), a.tax,"
        " exists (select 1 from ledger_accountmonth n where n.account_id = a.id),"
        " coalesce(m.remote_id, ''), m.remote_status, m.remote_code, m.remote_name,"
        " r.type, r.account_class, r.system, r.takes_payments"
        " from ledger_account a left join ledger_bankaccount b on b.account_id = a.id"
        " left join xero_accountmapping m on m.account_id = a.id and m.destination_id = %s"
        " left join xero_remoteaccount r on r.destination_id = m.destination_id and r.remote_id = m.remote_id"
        " where a.firm_id = %s order by a.code",
        [destination_id, firm_id],
    )


def _account(row: Row) -> MappedAccount:
    account_id, code, name, type_, slot, bank, _, used, remote_id, status, remote_code, remote_name, *theirs = row
    ours, counterpart = Ours(type_, slot), None
    if remote_id:
        gone = theirs[0] is None
        counterpart = Counterpart(
            name=remote_name,
            code=remote_code,
            archived=gone or status.upper() == "ARCHIVED",
            takes_payments=bool(theirs[3]),
            theirs=Theirs(theirs[0] or "", theirs[1] or "", theirs[2] or ""),
        )
    return MappedAccount(
        account_id=account_id,
        code=code,
        name=name,
        group=_group(type_, slot),
        ours=ours,
        used=bool(used),
        remote_id=remote_id,
        remote_status=status or "",
        gap=gap(ours, counterpart, code=code, bank=bank),
    )


def _group(type_: str, slot: str) -> str:
    if slot in SPECIAL:
        return "special"
    if type_ in BANKS:
        return "bank"
    account_class = CLASS_OF_TYPE[type_]
    return account_class if account_class in GROUPS else "other"


def _taxes(firm_id: int, destination_id: int, accounts: list[Row], rates: dict[str, Row]) -> tuple[MappedTax, ...]:
    used_on: dict[str, dict[str, str]] = defaultdict(dict)
    for row in accounts:
        if row[6] and row[13]:
            used_on[row[6]][row[1]] = row[13]
    found = []
    for code_id, code, name, direction, tax_type in run(
        "select c.id, c.code, c.name, c.direction, coalesce(m.tax_type, '') from taxes_taxcode c"
        " left join xero_taxmapping m on m.tax_code_id = c.id and m.destination_id = %s"
        " where c.firm_id = %s order by c.code",
        [destination_id, firm_id],
    ):
        rate = rates.get(tax_type)
        classes = frozenset(rate[3].split(",")) if rate else frozenset[str]()
        active = rate is not None and rate[4] == "ACTIVE"
        why = unfit_rate(direction, classes=classes, active=active) if tax_type else ""
        clashes = clashing(classes=classes, used_on=used_on[code]) if rate else ()
        found.append(
            MappedTax(
                code_id,
                code,
                name,
                direction,
                tax_type,
                tax_gap(code, mapped=bool(tax_type), unfit_because=why, clashes=clashes),
            )
        )
    return tuple(found)
