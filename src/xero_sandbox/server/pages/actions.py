"""The buttons of a document's page, each one thing a person may do in Xero."""

from collections.abc import Callable, Mapping
from typing import Any

from xero_sandbox.model import people
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import NotADate, read_date
from xero_sandbox.model.money import NotANumber, cents
from xero_sandbox.model.records import AUTHORISED, BILLED, DELETED
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.server.pages import by_hand

Form = Mapping[str, str]
Action = Callable[[Call, Any, Form], object]


def _amount(form: Form) -> int:
    try:
        return cents(form.get("amount", "").replace(",", ""))
    except NotANumber as bad:
        raise Invalid(str(bad)) from None


def _pay(call: Call, document: Any, form: Form) -> object:
    """An invoice is paid, a credit refunded."""
    try:
        on = read_date(form.get("on", ""))
    except NotADate as bad:
        raise Invalid(str(bad)) from None
    return people.pay(call, document, amount=_amount(form), account_id=form.get("account", ""), on=on)


def _edit(call: Call, document: Any, form: Form) -> object:
    return people.rewrite(call, document, by_hand.edited(call.books, document, form))


def _rename(member: str, field: str) -> Action:
    return lambda call, row, form: people.rewrite(call, row, {member: form.get(field, "").strip()})


def _apply(call: Call, credit: Any, form: Form) -> object:
    return people.allocate(call, credit, invoice_id=form.get("invoice", ""), amount=_amount(form))


def _reference(call: Call, document: Any, form: Form) -> object:
    return people.edit_reference(call, document, form.get("reference", "").strip())


_INVOICE: dict[str, Action] = {
    "approve": lambda call, row, form: people.approve(call, row),
    "void": lambda call, row, form: people.void(call, row),
    "pay": _pay,
    "reference": _reference,
    "edit": _edit,
}
_MONEY: dict[str, Action] = {
    "reconcile": lambda call, row, form: people.set_reconciled(call, row, reconciled=True),
    "unreconcile": lambda call, row, form: people.set_reconciled(call, row, reconciled=False),
    "reference": _reference,
}
_CREDIT: dict[str, Action] = {
    "apply": _apply,
    "take-back": lambda call, row, form: people.take_back(call, row, form.get("allocation", "")),
    "refund": _pay,
}
ACTIONS: dict[str, dict[str, Action]] = {
    "invoices": _INVOICE,
    "bills": {name: action for name, action in _INVOICE.items() if name != "reference"},
    "payments": _MONEY | {"delete": lambda call, row, form: people.delete_payment(call, row)},
    "bank-transactions": _MONEY
    | {"delete": lambda call, row, form: people.delete_bank_transaction(call, row), "edit": _edit},
    "bank-transfers": {
        "delete": lambda call, row, form: people.delete_bank_transfer(call, row),
        "reference": _reference,
    },
    "credit-notes": _CREDIT
    | {
        "approve": lambda call, row, form: people.approve(call, row),
        "void": lambda call, row, form: people.void(call, row),
        "reference": _reference,
        "edit": _edit,
    },
    "overpayments": _CREDIT,
    "prepayments": _CREDIT,
    "purchase-orders": {
        "approve": lambda call, row, form: people.move_order(call, row, AUTHORISED),
        "bill": lambda call, row, form: people.move_order(call, row, BILLED),
        "delete": lambda call, row, form: people.move_order(call, row, DELETED),
    },
    "manual-journals": {
        "post": lambda call, row, form: people.post_journal(call, row),
        "void": lambda call, row, form: people.void_journal(call, row),
        "edit": _edit,
        "narration": lambda call, row, form: people.edit_narration(call, row, form.get("narration", "").strip()),
    },
    "contacts": {
        "archive": lambda call, row, form: people.archive_contact(call, row),
        "restore": lambda call, row, form: people.restore_contact(call, row),
        "name": _rename("Name", "name"),
        "number": _rename("ContactNumber", "number"),
        "merge": lambda call, row, form: people.merge_contact(call, row, form.get("into", "")),
    },
    "accounts": {
        "archive": lambda call, row, form: people.set_account_status(call, row, archived=True),
        "restore": lambda call, row, form: people.set_account_status(call, row, archived=False),
        "name": _rename("Name", "name"),
        "payments": lambda call, row, form: people.rewrite(
            call, row, {"EnablePaymentsToAccount": not row.takes_payments}
        ),
        "code": lambda call, row, form: people.set_account_code(call, row, form.get("code", "").strip()),
    },
}
