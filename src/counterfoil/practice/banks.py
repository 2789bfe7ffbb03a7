"""Bank accounts, office and trust: opening one, changing what it is called, closing it.

Each posts to one account of the chart, which nothing else posts a bank account to. Nobody posts meanwhile: the chain is
locked first, and the chart's version moves on, so that every process sees the account at its next document.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from counterfoil.core.bank_numbers import read_bank_number
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.documents.models import Document
from counterfoil.firms import audit
from counterfoil.firms.models import Division, Firm, OtherCurrency
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger_record
from counterfoil.ledger.models import Account, AccountMonth, BankAccount, TrustBalance
from counterfoil.matters.models import Contact

SORTS = {"office": "Office", "trust": "Trust"}
STATES = {"open": "Open", "closed": "Closed"}
FIRST_OF = {"bank": 1101, "trust_bank": 1151}
"""Where the codes of further accounts begin, after those that a new chart has."""


def open_bank_account(
    *,
    sort: str,
    name: str,
    provider: str,
    by: Actor,
    at: datetime,
    account: str = "",
    account_type: str = "current",
    number: str = "",
    currency: str = "",
    division: str = "",
    own_numbers: bool = False,
    instead_of: str = "",
) -> BankAccount:
    """A further bank account with the next code of its sort (`T2`).

    `account` is the code of an account in the chart; empty makes a new one. `provider` is the code of a bank's contact.
    `currency` is one that the firm has set up, `division` the code of one; empty means the firm's own and its first.
    With `own_numbers` its documents are numbered apart from those of other accounts. `instead_of` is the code of an
    account that nobody has used yet (`unused`): this one takes its place and its code.
    """
    require(by, "set up firm")
    if sort not in SORTS:
        raise Refusal("field-wrong-type", "a bank account is an office or a trust account")
    name = _a_name(name)
    with transaction.atomic():
        ledger_record.open_ledger(by.firm_id)
        firm = Firm.objects.get(pk=by.firm_id)
        _has_type(account_type, sort, firm)
        held = _unused(instead_of, sort, firm) if instead_of else None
        bank = held or BankAccount(firm=firm, code=_next_code(firm, sort), sort=sort)
        bank.name, bank.type = name, account_type
        bank.number = _free_number(number, firm, held)
        if held is None or account or account_type == "statutory":
            bank.account = _account(account, sort, account_type, name, firm)
        bank.provider = a_bank(provider, firm_id=firm.pk)
        bank.currency, bank.division = _currency(currency, firm), _division(division, firm)
        bank.own_numbers = own_numbers
        bank.save()
        _moved_on(firm)
        detail = {"code": bank.code, "name": name, "type": account_type, "number": number, "account": bank.account.code}
        audit.note(by=by, at=at, action="add", subject="bank account", subject_id=bank.pk, detail=detail)
    return bank


def unused(*, firm_id: int, sort: str) -> BankAccount | None:
    """The account that a new firm begins with (`T1`, `O1`), as long as it has no number, no document, no entry."""
    first = BankAccount.objects.filter(firm_id=firm_id, sort=sort).select_related("account").order_by("id").first()
    if first is None or first.number or first.state != "open" or first.name != first.account.name:
        return None
    if Document.objects.filter(bank=first).exists() or AccountMonth.objects.filter(account=first.account).exists():
        return None
    return first


def change_bank_account(
    *,
    code: str,
    name: str,
    number: str,
    provider: str,
    state: str,
    by: Actor,
    at: datetime,
    own_numbers: bool | None = None,
) -> BankAccount:
    """Change the account's name, number, bank, whether it is open, whether its documents are numbered apart.

    Its account in the chart stays, and so does every number that was given.
    """
    require(by, "set up firm")
    if state not in STATES:
        raise Refusal("field-wrong-type", "a bank account is open or closed")
    name = _a_name(name)
    with transaction.atomic():
        ledger_record.open_ledger(by.firm_id)
        firm = Firm.objects.get(pk=by.firm_id)
        bank = BankAccount.objects.filter(firm=firm, code=code).first()
        if bank is None:
            raise Refusal("bank-unknown", "there is no bank account {code}", code=code)
        if state == "closed" and bank.state == "open":
            _holds_nothing(bank)
        fresh = {
            "name": name,
            "number": _free_number(number, firm, bank),
            "provider_id": a_bank(provider, firm_id=firm.pk).pk,
            "state": state,
            "own_numbers": bank.own_numbers if own_numbers is None else own_numbers,
        }
        was = {field: getattr(bank, field) for field in fresh if getattr(bank, field) != fresh[field]}
        if was:
            for field in was:
                setattr(bank, field, fresh[field])
            bank.save(update_fields=[field.removesuffix("_id") for field in was])
            _moved_on(firm)
            detail = {"was": was, "is": {field: fresh[field] for field in was}}
            audit.note(by=by, at=at, action="change", subject="bank account", subject_id=bank.pk, detail=detail)
    return bank


def _unused(code: str, sort: str, firm: Firm) -> BankAccount:
    found = unused(firm_id=firm.pk, sort=sort)
    if found is None or found.code != code:
        raise Refusal("step-not-allowed", "{code} is in use by now; open this account beside it", code=code)
    return found


def a_bank(code: str, *, firm_id: int) -> Contact:
    """The contact of that code, which has to be a bank."""
    contact = Contact.objects.filter(firm_id=firm_id, code=code).first()
    if contact is None:
        raise Refusal("contact-unknown", "there is no contact {code}; choose the bank, or add it first", code=code)
    if contact.sort != "bank":
        raise Refusal(
            "contact-not-a-bank", "{name} is not a bank; choose a contact of type Bank", name=contact.name, code=code
        )
    return contact


def _a_name(name: str) -> str:
    name = clean_text(name, most=150)
    if not name:
        raise Refusal("field-missing", "enter the account's name")
    return name


def _has_type(account_type: str, sort: str, firm: Firm) -> None:
    known = {each.code: each.name for each in jurisdiction(firm.jurisdiction).trust_account_types}
    if sort == "office" and account_type != "current":
        raise Refusal("bank-type-unknown", "an office account is a current account")
    if sort == "trust" and account_type not in known:
        raise Refusal("bank-type-unknown", "choose one of {types}", types=", ".join(known.values()))


def _free_number(typed: str, firm: Firm, bank: BankAccount | None) -> str:
    number = read_bank_number(typed, jurisdiction(firm.jurisdiction).bank_account_format)
    other = BankAccount.objects.filter(firm=firm, number=number).first() if number else None
    if other and other != bank:
        raise Refusal("name-taken", "{number} is the number of {other}", number=number, other=str(other))
    return number


def _account(code: str, sort: str, account_type: str, name: str, firm: Firm) -> Account:
    """The account of the chart that the bank account posts to, free for it and of the class that its money takes."""
    wanted = "trust_bank" if sort == "trust" else "bank"
    if not code and account_type != "statutory":
        return Account.objects.create(
            firm=firm, code=_next_account(firm, wanted), name=name, type=wanted, manual=sort == "office"
        )
    if account_type == "statutory":
        found = Account.objects.filter(firm=firm, slot="STATUTORY_DEPOSIT").first()
    else:
        found = Account.objects.filter(firm=firm, code=code, type=wanted).first()
    if found is None or (code and found.code != code):
        raise Refusal("account-not-allowed", "{code} is no account for this; choose one from the list", code=code)
    taken = BankAccount.objects.filter(account=found).first()
    if taken:
        raise Refusal("account-has-a-bank", "{account} belongs to {bank} already", account=str(found), bank=str(taken))
    return found


def _next_account(firm: Firm, wanted: str) -> str:
    taken = set(Account.objects.filter(firm=firm).values_list("code", flat=True))
    free = next((code for code in range(FIRST_OF[wanted], 2000) if str(code) not in taken), None)
    if free is None:
        raise Refusal("account-not-allowed", "the chart has no free code for another bank account")
    return str(free)


def _next_code(firm: Firm, sort: str) -> str:
    letter = sort[0].upper()
    codes = BankAccount.objects.filter(firm=firm, code__startswith=letter).values_list("code", flat=True)
    return f"{letter}{max((int(code[1:]) for code in codes if code[1:].isdigit()), default=0) + 1}"


def _currency(code: str, firm: Firm) -> str:
    if code in ("", firm.currency):
        return ""
    if not OtherCurrency.objects.filter(firm=firm, code=code).exists():
        raise Refusal("currency-unknown", "the firm has not set up {code}; add the currency first", code=code)
    return code


def _division(code: str, firm: Firm) -> Division | None:
    divisions = list(Division.objects.filter(firm=firm).order_by("id"))
    found = next((division for division in divisions if division.code == code), None)
    if code and found is None:
        raise Refusal("division-unknown", "the firm has no division {code}; add it first", code=code)
    return None if found in (None, divisions[0]) else found


def _holds_nothing(bank: BankAccount) -> None:
    """Neither for matters nor, of a statutory account, of what was deposited."""
    held = TrustBalance.objects.filter(bank=bank).aggregate(sum=Sum("minor"))["sum"] or 0
    if bank.type == "statutory":
        held = AccountMonth.objects.filter(account=bank.account).aggregate(sum=Sum("minor"))["sum"] or 0
    if held:
        raise Refusal("bank-holds-money", "{bank} holds money of clients; pay it out first", bank=str(bank))


def _moved_on(firm: Firm) -> None:
    Firm.objects.filter(pk=firm.pk).update(chart_version=F("chart_version") + 1)
