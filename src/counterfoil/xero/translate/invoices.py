"""A client bill becomes an approved sales invoice: lines summed for each account and tax, with our own tax amounts."""

from collections.abc import Sequence
from typing import Any

from counterfoil.outbox.work import Carrier
from counterfoil.xero.translate.parts import (
    Counterparts,
    RemoteAccount,
    Untranslatable,
    Write,
    amount,
    description,
    put,
    reference,
    remote_id,
)

MADE_BY_XERO = ("RECEIVABLE", "TAX_COLLECTED")
"""Xero makes the debtor's line itself, and the tax line from the lines' tax amounts."""


def sales_invoice(
    snapshot: dict[str, Any],
    *,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    matter = snapshot["matter"]
    return put(
        "Invoices",
        {
            "Type": "ACCREC",
            "InvoiceNumber": number(snapshot),
            "Reference": reference(matter and matter["code"], marker),
            "Contact": {"ContactID": remote_id(carriers, "Contacts")},
            "Date": snapshot["dated_on"],
            "DueDate": snapshot["due_on"] or snapshot["dated_on"],
            "LineAmountTypes": "Exclusive",
            "Status": "AUTHORISED",
            "LineItems": _lines(snapshot, counterparts),
        },
    )


def number(snapshot: dict[str, Any]) -> str:
    """`B-1001`; posted again it is `B-1001/2`, because the copy before it keeps the number over there."""
    version = snapshot["version"]
    return snapshot["number"] if version == 1 else f"{snapshot['number']}/{version}"


def _lines(snapshot: dict[str, Any], counterparts: Counterparts) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], list[int]] = {}
    texts: dict[tuple[str, str], list[str]] = {}
    for line in snapshot["lines"]:
        if line["slot"] in MADE_BY_XERO:
            continue
        group = (counterparts.line_account(line).code, counterparts.tax_type(line["tax_code"]))
        net_and_tax = sums.setdefault(group, [0, 0])
        net_and_tax[0] -= line["minor"]
        net_and_tax[1] -= line["tax"]
        texts.setdefault(group, []).append(line["text"])
    currency = snapshot["currency"]
    lines = [
        {
            "Description": description("\n".join(dict.fromkeys(texts[account, tax_type]))),
            "Quantity": 1,
            "UnitAmount": amount(net, currency),
            "AccountCode": account,
            "TaxType": tax_type,
            "TaxAmount": amount(tax, currency),
        }
        for (account, tax_type), (net, tax) in sums.items()
        if net or tax
    ]
    off = snapshot["total"] - sum(net + tax for net, tax in sums.values())
    if off:
        lines.append(_rounding(off, currency, counterparts.rounding))
    return lines


def _rounding(off: int, currency: str, account: RemoteAccount | None) -> dict[str, Any]:
    if account is None or not account.code:
        raise Untranslatable(
            "mapping-missing",
            "the lines differ from the total by a rounding; map the rounding account under Xero > Accounts",
        )
    return {
        "Description": "Rounding",
        "Quantity": 1,
        "UnitAmount": amount(off, currency),
        "AccountCode": account.code,
        "TaxType": "NONE",
        "TaxAmount": amount(0, currency),
    }
