"""Movements within the books become a manual journal: every line by itself, debits above zero, without tax.

It begins as a draft. Xero has no Reference here: number and marker end the Narration. It takes no bank account and
neither debtors nor creditors, so a journal on one of those stays here and says so.
"""

from typing import Any

from counterfoil.xero.translate.parts import Copy, Untranslatable, Write, description, marked, put

NOT_IN_JOURNALS = ("RECEIVABLE", "PAYABLE", "RETAINED_EARNINGS")
BANKS = ("bank", "trust_bank")
MOST_NARRATION = 2000


def journal(copy: Copy) -> Write:
    words = description(copy.snapshot["memo"])[:MOST_NARRATION]
    return put(
        "ManualJournals",
        {
            "Narration": marked(words, copy),
            "Date": copy.snapshot["dated_on"],
            "LineAmountTypes": "NoTax",
            "Status": "DRAFT",
            "JournalLines": [_line(line, copy) for line in copy.snapshot["lines"]],
        },
    )


def _line(line: dict[str, Any], copy: Copy) -> dict[str, Any]:
    if line["type"] in BANKS or line["slot"] in NOT_IN_JOURNALS:
        raise Untranslatable(
            "journal-account",
            f"Xero lets no journal name {line['account']} {line['account_name']}; enter it there by hand, or as money"
            " in, money out or a bill",
        )
    return {
        "Description": description(line["matter"], line["text"] or copy.snapshot["memo"]),
        "LineAmount": copy.amount(line["minor"]),
        "AccountCode": copy.counterparts.line_account(line).code,
        "TaxType": "NONE",
    }
