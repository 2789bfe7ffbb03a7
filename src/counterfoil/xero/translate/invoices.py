"""Bills and credits become invoices and credit notes: lines summed by account and tax, our own tax amounts.

client_bill        Invoices ACCREC             InvoiceNumber is ours, the marker ends the Reference
credit_note        CreditNotes ACCRECCREDIT    the same
supplier_bill      Invoices ACCPAY             InvoiceNumber is the supplier's, the marker ends the first line
supplier_credit    CreditNotes ACCPAYCREDIT    the same
"""

from collections.abc import Mapping
from typing import Any

from counterfoil.xero.translate.parts import Copy, Untranslatable, Write, description, marked, put, reference

MADE_BY_XERO = ("RECEIVABLE", "PAYABLE", "TAX_COLLECTED", "TAX_PAID")
"""Xero makes the debtor's or creditor's line itself, and the tax line from the lines' tax amounts."""


SALES = ("ACCREC", "ACCRECCREDIT")


def sales_invoice(copy: Copy) -> Write:
    named = _by_our_number("InvoiceNumber", copy)
    return put("Invoices", _head(copy, "ACCREC", named, due=True) | {"LineItems": _lines(copy, sign=-1)})


def sales_credit(copy: Copy) -> Write:
    named = _by_our_number("CreditNoteNumber", copy)
    return put("CreditNotes", _head(copy, "ACCRECCREDIT", named) | {"LineItems": _lines(copy, sign=1)})


def supplier_bill(copy: Copy) -> Write:
    named = {"InvoiceNumber": _theirs(copy)}
    return put("Invoices", _head(copy, "ACCPAY", named, due=True) | {"LineItems": _marked(copy, sign=1)})


def supplier_credit(copy: Copy) -> Write:
    named = {"CreditNoteNumber": _theirs(copy)}
    return put("CreditNotes", _head(copy, "ACCPAYCREDIT", named) | {"LineItems": _marked(copy, sign=-1)})


def number(snapshot: Mapping[str, Any]) -> str:
    """`B-1001`; posted again it is `B-1001/2`, because the copy before it keeps the number over there."""
    version = snapshot["version"]
    return snapshot["number"] if version == 1 else f"{snapshot['number']}/{version}"


def _head(copy: Copy, type_: str, named: Mapping[str, str], *, due: bool = False) -> dict[str, Any]:
    """Suppliers' documents begin as drafts: Xero would make a second one of the same number."""
    day = copy.snapshot["dated_on"]
    return {
        "Type": type_,
        **named,
        "Contact": {"ContactID": copy.carrier("Contacts")},
        "Date": day,
        **({"DueDate": copy.snapshot["due_on"] or day} if due else {}),
        "LineAmountTypes": "Exclusive",
        "Status": "AUTHORISED" if type_ in SALES else "DRAFT",
    }


def _by_our_number(field: str, copy: Copy) -> dict[str, str]:
    matter = copy.snapshot["matter"]
    return {field: number(copy.snapshot), "Reference": reference(matter and matter["code"], copy.marker)}


def _theirs(copy: Copy) -> str:
    """The supplier's own number, as bookkeepers look for it; ours where it may not leave."""
    return copy.snapshot["memo"] or number(copy.snapshot)


def _marked(copy: Copy, *, sign: int) -> list[dict[str, Any]]:
    """Xero takes no Reference of a supplier's document: our number and mark end the first line, however long it is."""
    first, *rest = _lines(copy, sign=sign)
    first["Description"] = marked(first["Description"], copy)
    return [first, *rest]


def _lines(copy: Copy, *, sign: int) -> list[dict[str, Any]]:
    """Summed for each account and tax, as the article says; one by one where the firm keeps its lines apart.

    `sign` turns the lines of the entry: -1 where the document's lines are credits.
    """
    sums: dict[tuple[str, str, int], list[int]] = {}
    texts: dict[tuple[str, str, int], list[str]] = {}
    apart = copy.snapshot.get("lines_apart", False)
    for place, line in enumerate(copy.snapshot["lines"]):
        if line["slot"] in MADE_BY_XERO:
            continue
        account, tax_type = copy.counterparts.taxed(line)
        group = (account.code, tax_type, place if apart else 0)
        net_and_tax = sums.setdefault(group, [0, 0])
        net_and_tax[0] += sign * line["minor"]
        net_and_tax[1] += sign * line["tax"]
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
            "the lines differ from the total by a rounding; map the rounding account under Xero sync > Mapping",
        )
    return {
        "Description": "Rounding",
        "Quantity": 1,
        "UnitAmount": copy.amount(off),
        "AccountCode": account.code,
        "TaxType": "NONE",
        "TaxAmount": copy.amount(0),
    }
