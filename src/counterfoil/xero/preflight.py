"""The pre-flight: what must hold before the first copy is sent. Facts in, verdicts out; nothing is read here.

Each rule is a function of the facts with its source in its docstring. It holds, warns, or refuses; a warning and a
refusal say what to do. Whoever connects sees all of them; `refuse` stops at the first that refuses.
"""

from collections.abc import Callable, Sequence

from counterfoil.core.refusals import Refusal
from counterfoil.xero.preflight_facts import Facts, Link, Ours, Verdict

NO_INVOICES = ("LEDGER", "GST_CASHBOOK", "NON_GST_CASHBOOK")
NEEDED_ACTIONS = {
    "CreateApprovedInvoice": "approve invoices",
    "CreateApprovedBill": "approve bills",
    "CreateInvoicePayment": "pay invoices",
}
"""What Organisation/Actions calls the rights that copies need, in words."""

FEED_ADVICE = (
    "Leave Xero's bank feed off for every bank account whose payments are entered here. A payment that comes through a"
    " feed as well stands in Xero twice, or closes an invoice there that stays open here."
)


def holds(says: str) -> Verdict:
    return Verdict(outcome="holds", says=says)


def warns(says: str, remedy: str, *, links: tuple[Link, ...] = ()) -> Verdict:
    return Verdict(outcome="warns", says=says, remedy=remedy, links=links)


def refuses(code: str, says: str, remedy: str, *, links: tuple[Link, ...] = ()) -> Verdict:
    return Verdict(outcome="refuses", code=code, says=says, remedy=remedy, links=links)


# --- the firm ---------------------------------------------------------------------------------------------------------


def package_leads_to_xero(ours: Ours) -> Verdict:
    """Connecting Xero: the accounting package is chosen first, and for good."""
    choose = (Link(sort="place", key="setup", label="Accounting package"),)
    if not ours.package:
        return refuses(
            "package-not-chosen", "Nobody has chosen the accounting package yet.", "Choose it.", links=choose
        )
    if not ours.package_has_xero:
        return refuses(
            "package-without-xero",
            f"The firm chose {ours.package}, which has no link to Xero.",
            "Set up a new firm to use Xero; the choice is for good.",
        )
    return holds(f"The firm chose {ours.package}.")


def accrual_method(ours: Ours) -> Verdict:
    """Understanding the integration, Limitations: the accrual method, so that an invoice goes before its payment."""
    if ours.method != "accrual":
        return refuses(
            "method-not-accrual",
            f"The firm keeps its books by the {ours.method} method. An invoice has to reach Xero before its payment.",
            "Set the accounting method to accrual. Xero's own setting decides how its reports are reckoned.",
            links=(Link(sort="place", key="settings", label="Settings"),),
        )
    return holds("The books are kept by the accrual method.")


def one_currency_here(ours: Ours) -> Verdict:
    """Understanding the integration, Limitations: it cannot be used with several currencies."""
    others = [code for code in dict.fromkeys(ours.currencies) if code != ours.currency]
    if others:
        return refuses(
            "several-currencies",
            f"The firm uses {', '.join(others)} beside {ours.currency}. Copies know one currency only.",
            f"Close what is kept in {', '.join(others)}, or keep these books without Xero.",
            links=(Link(sort="place", key="banks", label="Bank accounts"),),
        )
    return holds(f"Everything is kept in {ours.currency}.")


def one_division(ours: Ours) -> Verdict:
    """Understanding the integration, Working with divisions: no more than one division."""
    if len(ours.divisions) > 1:
        return refuses(
            "several-divisions",
            f"The firm has {len(ours.divisions)} divisions: {', '.join(ours.divisions)}."
            " Only one can be copied to Xero, and no second one to another organisation.",
            "Bring the books into one division, or keep a firm of its own for each.",
            links=(Link(sort="place", key="settings", label="Settings"),),
        )
    return holds("The firm has one division.")


def no_retainers(ours: Ours) -> Verdict:
    """Understanding the integration: general retainers are not supported; remove any balance from the matters."""
    if ours.retainers:
        links = tuple(
            link
            for one in ours.retainers
            for link in (
                Link(sort="matter", key=one.public_id, label=f"{one.matter} holds {one.held}"),
                Link(sort="new", key="retainer_payment", label="Pay its bills", matter=one.matter),
                Link(sort="new", key="retainer_refund", label="Refund it", matter=one.matter, amount=str(one.held)),
            )
        )
        count = len(ours.retainers)
        says = "1 matter holds a general retainer" if count == 1 else f"{count} matters hold retainers"
        return refuses(
            "retainers-held",
            f"{says}. Retainers cannot be copied.",
            "Use or refund the retainer of each matter until none is left.",
            links=links,
        )
    return holds("No matter holds a general retainer.")


# --- the organisation -------------------------------------------------------------------------------------------------


def same_organisation(facts: Facts) -> Verdict:
    """Understanding the integration, Limitations: a replaced organisation does not overwrite the accounts."""
    before, name = facts.ours.copies_go_to, facts.theirs.name
    if before and before[0] != facts.theirs.tenant_id:
        if facts.leaving:
            return warns(
                f"The firm leaves {before[1]}. What stands there will be missing in {name}.",
                f"Open bills from before are brought across to {name} one by one, or left out.",
            )
        return refuses(
            "already-connected",
            f"The firm's copies go to {before[1]}. What stands there would be missing in {name}.",
            f"Connect {before[1]} again, or let an owner leave it for good: see below.",
        )
    return holds(f"{name} is where copies went before." if before else "This is the first organisation of the firm.")


def same_currency(facts: Facts) -> Verdict:
    """Understanding the integration, Limitations: one currency, the same on both sides."""
    ours, theirs = facts.ours.currency, facts.theirs
    if theirs.base_currency != ours:
        return refuses(
            "organisation-currency",
            f"{theirs.name} keeps its books in {theirs.base_currency or 'no currency'}, the firm in {ours}.",
            f"Choose an organisation in {ours}.",
        )
    others = [code for code in theirs.currencies if code != ours]
    if others:
        return warns(
            f"{theirs.name} also uses {', '.join(others)}.",
            f"Copies go there in {ours} only; leave the others to Xero.",
        )
    return holds(f"Both sides keep their books in {ours}.")


def not_a_trial(facts: Facts) -> Verdict:
    """Understanding the integration, Limitations: do not connect a trial account. Xero: Class TRIAL, IsDemoCompany."""
    theirs = facts.theirs
    if theirs.plan == "TRIAL":
        return refuses(
            "organisation-trial",
            f"{theirs.name} is on trial. When the trial ends its books are gone, and the links with them.",
            "Choose a plan for it in Xero first, or connect the organisation that will stay.",
        )
    if theirs.for_trying:
        return warns(
            f"{theirs.name} is a demo company. Xero empties it after 28 days.",
            "Use it to try things out, never for a firm's real books. Every page says so while it is connected.",
        )
    return holds(f"{theirs.name} has a plan of its own ({theirs.plan.lower() or 'not named'}).")


def takes_invoices(facts: Facts) -> Verdict:
    """Xero, Organisation: ledger and cashbook plans and the partner edition have no invoices."""
    theirs = facts.theirs
    if theirs.plan in NO_INVOICES or theirs.edition == "PARTNER":
        plan = "partner edition" if theirs.edition == "PARTNER" else theirs.plan.lower().replace("_", " ")
        return refuses(
            "organisation-cashbook",
            f"{theirs.name} has a plan without invoices ({plan}).",
            "Choose a business plan for it in Xero.",
        )
    if theirs.status not in ("", "ACTIVE"):
        return refuses(
            "organisation-cashbook",
            f"Xero says that {theirs.name} is {theirs.status.lower()}.",
            "Bring it back to life in Xero, or choose another organisation.",
        )
    return holds("Its plan has invoices and bills.")


def may_do_what_copies_need(facts: Facts) -> Verdict:
    """Integrating with Xero: the app may do exactly what the consenting person may. Xero: Organisation/Actions."""
    if facts.theirs.scopes_missing:
        missing = ", ".join(facts.theirs.scopes_missing)
        return refuses(
            "rights-missing",
            f"The consent leaves out {missing}.",
            "Add it to the app at Xero's developer site, then ask for consent again: a consent does not grow.",
        )
    lacking = [words for action, words in NEEDED_ACTIONS.items() if action in facts.theirs.denied]
    if lacking:
        return refuses(
            "rights-missing",
            f"Whoever consented may not {', '.join(lacking)} in {facts.theirs.name}, so no copy may.",
            "Let somebody consent who may: in Xero a standard user or an adviser.",
        )
    return holds("Whoever consented may approve invoices and bills and pay them.")


def accounts_have_codes(facts: Facts) -> Verdict:
    """Xero FAQs: every Xero account needs a code; bank accounts without one are the usual cause of failed mappings."""
    without = [one for one in facts.theirs.accounts if not one.code]
    active = [one.name for one in without if one.status != "ARCHIVED"]
    if active:
        return refuses(
            "accounts-without-code",
            f"{len(active)} of its accounts have no code: {_some(active)}."
            if len(active) > 1
            else f"Its account {active[0]} has no code.",
            "In Xero open Accounting, Chart of accounts, and give each a code; three digits will do. Then look again.",
        )
    if without:
        return warns(
            f"{len(without)} archived accounts have no code: {_some([one.name for one in without])}.",
            "They can stay archived. One that is brought back needs a code first.",
        )
    return holds(f"Each of its {len(facts.theirs.accounts)} accounts has a code.")


def tax_rates_answer(facts: Facts) -> Verdict:
    """Detailed explanation of Xero mapping: sales taxes are mapped; Xero: TaxRates."""
    missing = [code for code, rate_bp in facts.ours.tax_rates if rate_bp not in facts.theirs.rates_bp]
    if missing:
        return warns(
            f"No active tax rate there is as high as {_some(missing)} here.",
            "Add the rate in Xero, or map the code by hand before it is used.",
        )
    return holds("Each tax code here has a rate there of the same height.")


def lock_dates_known(facts: Facts) -> Verdict:
    """Xero: PeriodLockDate, EndOfYearLockDate. Nothing dated on or before them is taken."""
    locked = facts.theirs.locked_through
    if locked is None:
        return holds("No period is locked there.")
    return warns(
        f"It is locked through {locked.isoformat()}: nothing dated on or before that day is taken.",
        "Copies dated later go through. For earlier ones move the lock date in Xero.",
    )


def feed_advice(facts: Facts) -> Verdict:
    """Understanding the integration and Connecting Xero: bank feeds are not recommended where payments are entered."""
    if not facts.feed_advice_read:
        return refuses("feed-advice-not-read", FEED_ADVICE, "Tick that you have read it. Who did, and when, is kept.")
    return holds("The advice about bank feeds has been read.")


OF_THE_FIRM: dict[str, Callable[[Ours], Verdict]] = {
    "Accounting package": package_leads_to_xero,
    "Accounting method": accrual_method,
    "Currencies here": one_currency_here,
    "Divisions": one_division,
    "General retainers": no_retainers,
}
"""The rules that look at the firm alone: they speak before anybody is asked at Xero."""

OF_BOTH: dict[str, Callable[[Facts], Verdict]] = {
    "Organisation": same_organisation,
    "Trial or demo": not_a_trial,
    "Plan": takes_invoices,
    "Currency there": same_currency,
    "Rights": may_do_what_copies_need,
    "Account codes": accounts_have_codes,
    "Tax rates": tax_rates_answer,
    "Lock dates": lock_dates_known,
    "Bank feeds": feed_advice,
}
"""The rules that need the organisation as well."""

Ruled = tuple[str, Verdict]
"""A rule's title and what it says."""


def of_the_firm(ours: Ours) -> list[Ruled]:
    return [(title, rule(ours)) for title, rule in OF_THE_FIRM.items()]


def verdicts(facts: Facts) -> list[Ruled]:
    """Every rule with what it says, in the order of the page."""
    return [*of_the_firm(facts.ours), *((title, rule(facts)) for title, rule in OF_BOTH.items())]


def refuse(found: Sequence[Ruled]) -> None:
    """Raise the first refusal among the verdicts, if there is one."""
    for _, verdict in found:
        if verdict.outcome == "refuses":
            raise Refusal(verdict.code, "{says} {remedy}", says=verdict.says, remedy=verdict.remedy)


def _some(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    shown, more = ", ".join(names[:6]), len(names) - 6
    return f"{shown} and {more} more" if more > 0 else shown
