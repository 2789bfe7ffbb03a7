"""What is promised of each transaction when a firm is connected, against what the kinds declare."""

import pytest

from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.kinds import all_kinds

PUSHED = {
    # transaction: the kinds that are it, and the records over there, in order
    "a bill to a client": {"client_bill": ["Invoices ACCREC"]},
    "a client's payment of a bill": {
        "client_receipt": ["Payments ACCREC per allocation", "BankTransactions RECEIVE-OVERPAYMENT per remainder"],
        "receipt_allocation": ["Allocations Overpayments per allocation"],
    },
    "a credit note": {"credit_note": ["CreditNotes ACCRECCREDIT"]},
    "a credit note applied to a bill": {"credit_application": ["Allocations CreditNotes per allocation"]},
    "trust receipts and payments": {
        "trust_receipt": ["BankTransactions RECEIVE"],
        "trust_payment": ["BankTransactions SPEND"],
    },
    "interest on trust money": {"trust_interest": ["BankTransactions RECEIVE"]},
    "a supplier's bill": {"supplier_bill": ["Invoices ACCPAY"]},
    "the payment of a supplier's bill": {"supplier_payment": ["Payments ACCPAY per allocation"]},
    "a supplier's credit": {"supplier_credit": ["CreditNotes ACCPAYCREDIT"]},
    "a supplier's credit applied to a bill": {
        "supplier_credit_application": ["Allocations CreditNotes per allocation"],
    },
    "a bill paid from trust": {
        "bill_paid_from_trust": ["BankTransactions SPEND", "Payments ACCREC per allocation through into"],
        "bill_kept_in_trust": ["Payments ACCREC per allocation through FIRM_INTEREST_IN_TRUST"],
    },
    "statutory deposits": {
        "statutory_deposit_made": ["BankTransactions SPEND"],
        "statutory_deposit_returned": ["BankTransactions RECEIVE"],
    },
    "money the firm advances": {
        "firm_advance": ["BankTransactions SPEND"],
        "firm_advance_repaid": ["ManualJournals"],
        "firm_interest_added": ["BankTransactions SPEND", "BankTransactions RECEIVE through into"],
        "firm_interest_drawn": ["BankTransactions SPEND", "BankTransactions RECEIVE through into"],
    },
}
KEPT = {
    "orders and templates of purchases": ["purchase_order", "purchase_credit_order", "purchase_template"],
    "a refund to a client": ["client_refund"],
    "general retainers": ["retainer_receipt", "retainer_refund", "retainer_payment"],
    "a write-off": ["write_off"],
    "deposits and withdrawals without a bill": ["firm_deposit", "firm_withdrawal"],
    "a general journal": ["general_journal"],
    "balances from before": ["opening_balances"],
    "a tax return": ["tax_return_settlement"],
}
BY_SETTING = {
    "trust journals and transfers": {
        "trust_journal": [
            "ManualJournals",
            "BankTransactions SPEND",
            "BankTransactions RECEIVE through bank",
        ],
        "trust_transfer": [
            "ManualJournals",
            "BankTransactions SPEND",
            "BankTransactions RECEIVE through bank",
        ],
        "trust_bank_transfer": [
            "BankTransfers",
            "BankTransactions SPEND",
            "BankTransactions RECEIVE through into",
        ],
    },
    "transfers between the firm's own banks": {
        "bank_transfer": [
            "BankTransfers",
            "BankTransactions SPEND through bank",
            "BankTransactions RECEIVE through into",
        ]
    },
}
"""A setting says how these are copied; of the banks' own, whose promise contradicts itself, also whether."""


def declared(kind: Kind) -> list[str]:
    assert not isinstance(kind.push, Kept)
    return [_in_words(one) for one in kind.push]


def _in_words(pushed: Pushed) -> str:
    per = f" per {pushed.per}" if pushed.per != "document" else ""
    through = f" through {pushed.through}" if pushed.through else ""
    return f"{pushed.resource} {pushed.type}".strip() + per + through


@pytest.mark.parametrize("transaction", [*PUSHED, *BY_SETTING])
def test_what_is_promised_is_declared(transaction: str) -> None:
    for code, records in (PUSHED | BY_SETTING)[transaction].items():
        assert declared(all_kinds()[code]) == records


@pytest.mark.parametrize("transaction", KEPT)
def test_what_is_kept_says_why(transaction: str) -> None:
    for code in KEPT[transaction]:
        push = all_kinds()[code].push
        assert isinstance(push, Kept) and push.reason.endswith(".")


def test_every_kind_stands_in_the_table() -> None:
    assert set(all_kinds()) == {
        code for row in (*PUSHED.values(), *BY_SETTING.values(), *KEPT.values()) for code in row
    }
