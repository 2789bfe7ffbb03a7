"""A client bill becomes an approved sales invoice: lines summed for each account and tax, with our own tax amounts."""

from collections.abc import Mapping
from typing import Any

from counterfoil.xero.translate.parts import Copy, Untranslatable, Write, description, put, reference

MADE_BY_XERO = ("RECEIVABLE", "TAX_COLLECTED")
"""Xero makes the debtor's line itself, and the tax line from the lines' tax amounts."""


def sales_invoice(copy: Copy) -> Write:
    snapshot, matter = copy.snapshot, copy.snapshot["matter"]
    return put(
        "Invoices",
        {
            "Type": "ACCREC",
            "InvoiceNumber": number(snapshot),
            "Reference": reference(matter and matter["code"], copy.marker),
            "Contact": {"ContactID": copy.carrier("Contacts")},
            "Date": snapshot["dated_on"],
            "DueDate": snapshot["due_on"] or snapshot["dated_on"],
            "LineAmountTypes": "Exclusive",
            "Status": "AUTHORISED",
            "LineItems": _lines(copy),
        },
    )


def number(snapshot: Mapping[str, Any]) -> str:
    """`B-1001`; posted again it is `B-1001/2`, because the copy before it keeps the number over there."""
    version = snapshot["version"]
    return snapshot["number"] if version == 1 else f"{snapshot['number']}/{version}"


def _lines(copy: Copy) -> list[dict[str, Any]]:
    """Summed for each account and tax, as the article says; one by one where the firm keeps its lines apart."""
    sums: dict[tuple[str, str, int], list[int]] = {}
    texts: dict[tuple[str, str, int], list[str]] = {}
    apart = copy.snapshot.get("lines_apart", False)
    for place, line in enumerate(copy.snapshot["lines"]):
        if line["slot"] in MADE_BY_XERO:
            continue
        account, tax_type = copy.counterparts.line_account(line).code, copy.counterparts.tax_type(line["tax_code"])
        group = (account, tax_type, place if apart else 0)
        net_and_tax = sums.setdefault(group, [0, 0])
        net_and_tax[0] -= line["minor"]
        net_and_tax[1] -= line["tax"]
        texts.setdefault(group, []).append(line["text"])
    lines = [
        {
            "Description": description("\n".join(dict.fromkeys(texts[account, tax_type, place]))),
            "Quantity": 1,
            "UnitAmount": copy.amount(net),
            "AccountCode": account,
            "TaxType": tax_type,
            "TaxAmount": copy.amount(tax),
        }
        for (account, tax_type, place), (net, tax) in sums.items()
        if net or tax
    ]
    off = copy.snapshot["total"] - sum(net + tax for net, tax in sums.values())
    if off:
        lines.append(_rounding(copy, off))
    return lines


def _rounding(copy: Copy, off: int) -> dict[str, Any]:
    account = copy.counterparts.rounding
    if account is None or not account.code:
        raise Untranslatable(
            "mapping-missing",
            "the lines differ from the total by a rounding; map the rounding account under Xero > Accounts",
        )
    return {
        "Description": "Rounding",
        "Quantity": 1,
        "UnitAmount": copy.amount(off),
        "AccountCode": account.code,
        "TaxType": "NONE",
        "TaxAmount": copy.amount(0),
    }
