"""Trust money: never below zero on any day, and three ways the same sum."""

from collections.abc import Iterator

from counterfoil.core.references import FIRM
from counterfoil.core.rules import KEPT_ABOVE_ZERO
from counterfoil.firms.rows import day_of, run
from counterfoil.reports.checks.finding import Finding, Scope, amount


def no_matter_overdrawn(scope: Scope) -> Iterator[Finding]:
    """On no day in order of date. The first such day of each matter and bank is named."""
    for firm_id, matter, bank, day, held, currency in run(
        "with days as (select a.firm_id, l.matter_id, l.bank_id, l.dated_on, -sum(l.minor) as moved"
        "  from ledger_account a join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
        f" where a.slot = 'TRUST_HELD' and {scope.of('a.firm_id')}"
        "  group by a.firm_id, l.matter_id, l.bank_id, l.dated_on),"
        " running as (select days.*, sum(moved) over (partition by matter_id, bank_id order by dated_on) as held"
        "  from days),"
        " below as (select running.*, row_number() over (partition by matter_id, bank_id order by dated_on)"
        "  as place from running where held < 0)"
        " select b.firm_id, m.code, k.code, b.dated_on, b.held, f.currency from below b"
        " left join matters_matter m on m.id = b.matter_id left join ledger_bankaccount k on k.id = b.bank_id"
        " join firms_firm f on f.id = b.firm_id where b.place = 1 order by b.firm_id, m.code, k.code"
    ):
        sentence = f"the matter holds {amount(held, currency)} at the end of {day_of(day)}"
        yield Finding("no_matter_overdrawn", sentence, f"matter {matter} in {bank}", firm_id)


def trust_bank_equals_trust_held(scope: Scope) -> Iterator[Finding]:
    """Trust banks and statutory deposit together equal trust funds held, which equal the ledgers of all matters."""
    for firm_id, banks, held, ledgers, currency in run(
        "select f.id,"
        " coalesce(sum(case when a.type = 'trust_bank' or a.slot = 'STATUTORY_DEPOSIT' then l.minor else 0 end), 0),"
        " coalesce(sum(case when a.slot = 'TRUST_HELD' then -l.minor else 0 end), 0),"
        " coalesce(sum(case when a.slot = 'TRUST_HELD' and l.matter_id is not null and l.bank_id is not null"
        "  then -l.minor else 0 end), 0), f.currency"
        " from firms_firm f join ledger_account a on a.firm_id = f.id join ledger_line l on l.account_id = a.id"
        " join ledger_entry e on e.id = l.entry_id"
        f" where {scope.of('f.id')} and (a.type = 'trust_bank' or a.slot in ('TRUST_HELD', 'STATUTORY_DEPOSIT'))"
        " group by f.id, f.currency order by f.id"
    ):
        if not int(banks) == int(held) == int(ledgers):
            sides = [amount(side, currency) for side in (banks, held, ledgers)]
            sentence = f"trust banks hold {sides[0]}, trust funds held are {sides[1]}, the matters' ledgers {sides[2]}"
            yield Finding("trust_bank_equals_trust_held", sentence, "all trust banks", firm_id)
    yield from _by_bank(scope)


def _by_bank(scope: Scope) -> Iterator[Finding]:
    """Each bank for itself: what one bank lacks and another has too much of would balance in the sum.

    What lies in the statutory deposit is counted with the bank that it came from.
    """
    for firm_id, bank, cash, held, currency in run(
        "select b.firm_id, b.code,"
        " (select coalesce(sum(l.minor), 0) from ledger_line l join ledger_entry e on e.id = l.entry_id"
        "  where l.account_id = b.account_id or (l.bank_id = b.id and l.account_id in"
        "   (select id from ledger_account s where s.firm_id = b.firm_id and s.slot = 'STATUTORY_DEPOSIT'))),"
        " (select coalesce(-sum(l.minor), 0) from ledger_account a join ledger_line l on l.account_id = a.id"
        "  join ledger_entry e on e.id = l.entry_id"
        "  where a.firm_id = b.firm_id and a.slot = 'TRUST_HELD' and l.bank_id = b.id), f.currency"
        " from ledger_bankaccount b join firms_firm f on f.id = b.firm_id"
        f" where b.sort = 'trust' and b.type <> 'statutory' and {scope.of('b.firm_id')} order by b.firm_id, b.code"
    ):
        if int(cash) != int(held):
            sentence = f"the bank has {amount(cash, currency)} and {amount(held, currency)} is held in it for matters"
            yield Finding("trust_bank_equals_trust_held", sentence, f"trust bank {bank}", firm_id)


def firm_interest_equals_firm_ledger(scope: Scope) -> Iterator[Finding]:
    """The firm's interest in trust equals the firm's own trust ledger, whatever the bank."""
    for firm_id, interest, ledger, currency in run(
        "select a.firm_id, sum(case when a.slot = 'FIRM_INTEREST_IN_TRUST' then l.minor else 0 end),"
        " sum(case when a.slot = 'TRUST_HELD' and m.code = %s then -l.minor else 0 end), f.currency"
        " from ledger_account a join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
        " join firms_firm f on f.id = a.firm_id left join matters_matter m on m.id = l.matter_id"
        f" where a.slot in ('FIRM_INTEREST_IN_TRUST', 'TRUST_HELD') and {scope.of('a.firm_id')}"
        " group by a.firm_id, f.currency order by a.firm_id",
        [FIRM],
    ):
        if int(interest) != int(ledger):
            sides = f"{amount(interest, currency)}, and its own trust ledger holds {amount(ledger, currency)}"
            sentence = f"the firm's interest in trust is {sides}"
            yield Finding("firm_interest_equals_firm_ledger", sentence, "the firm's own trust ledger", firm_id)


def no_trust_bank_overdrawn(scope: Scope) -> Iterator[Finding]:
    """A trust account itself has never less than nothing, on no day, whatever lies in the statutory deposit."""
    yield from _below(
        scope,
        "no_trust_bank_overdrawn",
        moved="select k.firm_id, k.code as whose, l.dated_on, sum(l.minor) as moved from ledger_bankaccount k"
        " join ledger_line l on l.account_id = k.account_id join ledger_entry e on e.id = l.entry_id"
        f" where k.sort = 'trust' and {scope.of('k.firm_id')} group by k.firm_id, k.code, l.dated_on",
        where="trust bank",
        says="the account has",
    )


def nothing_kept_below_zero(scope: Scope) -> Iterator[Finding]:
    """What is kept above zero for a matter or a bank - advances, deposits, retainers - on no day below it."""
    for slot, kept in KEPT_ABOVE_ZERO.items():
        if slot == "TRUST_HELD":
            continue
        whose = "m.code" if kept.by_matter else "k.code"
        yield from _below(
            scope,
            "nothing_kept_below_zero",
            moved=f"select a.firm_id, coalesce({whose}, '') as whose, l.dated_on,"
            f" sum(l.minor) * {kept.grows_by} as moved from ledger_account a"
            " join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
            " left join matters_matter m on m.id = l.matter_id left join ledger_bankaccount k on k.id = l.bank_id"
            f" where a.slot = '{slot}' and {scope.of('a.firm_id')} group by a.firm_id, {whose}, l.dated_on",
            where="matter" if kept.by_matter else "trust bank",
            says=f"what is {kept.called} comes to",
        )


def _below(scope: Scope, check: str, *, moved: str, where: str, says: str) -> Iterator[Finding]:
    """The first day on which the sum of what moved is below zero, for each that it moved for."""
    for firm_id, whose, day, stood, currency in run(
        f"with days as ({moved}), running as (select days.*,"
        "  sum(moved) over (partition by firm_id, whose order by dated_on) as stood from days),"
        " below as (select running.*, row_number() over (partition by firm_id, whose order by dated_on) as place"
        "  from running where stood < 0)"
        " select b.firm_id, b.whose, b.dated_on, b.stood, f.currency from below b"
        " join firms_firm f on f.id = b.firm_id where b.place = 1 order by b.firm_id, b.whose"
    ):
        sentence = f"{says} {amount(stood, currency)} at the end of {day_of(day)}"
        yield Finding(check, sentence, f"{where} {whose}", firm_id)
