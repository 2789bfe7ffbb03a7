"""The trial balance, computed from the entries: the month's movement, and the balance of the year so far.

Income and expense count from the first day of the financial year; what earlier years earned is in retained earnings.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from xero_sandbox.model.books import Books
from xero_sandbox.model.dates import in_words
from xero_sandbox.model.money import plain
from xero_sandbox.model.records import Account, Profile

SECTIONS = (
    ("Revenue", "REVENUE"),
    ("Expenses", "EXPENSE"),
    ("Assets", "ASSET"),
    ("Liabilities", "LIABILITY"),
    ("Equity", "EQUITY"),
)
DEBIT_CLASSES = ("EXPENSE", "ASSET")
OF_THE_YEAR = ("REVENUE", "EXPENSE")
COLUMNS = ("Account", "Debit", "Credit", "YTD Debit", "YTD Credit")


class Balance(NamedTuple):
    account: Account
    month: int
    year: int
    """Both with debits positive."""


def year_begins(profile: Profile, on: date) -> date:
    ended = date(on.year, profile.year_end_month, min(profile.year_end_day, 28))
    ended = ended.replace(day=profile.year_end_day) if profile.year_end_day > 28 else ended
    if ended >= on:
        ended = ended.replace(year=ended.year - 1)
    return ended + timedelta(days=1)


def balances(books: Books, on: date) -> list[Balance]:
    """Every account that moved, in order of code."""
    first_of_month, first_of_year = on.replace(day=1), year_begins(books.profile, on)
    month: dict[str, int] = {}
    year: dict[str, int] = {}
    retained = books.system_account("RETAINEDEARNINGS").id
    for entry in books.entries:
        if entry.on > on:
            continue
        for account_id, amount in entry.movements:
            if entry.on >= first_of_month:
                month[account_id] = month.get(account_id, 0) + amount
            past = entry.on < first_of_year and books.accounts[account_id].account_class in OF_THE_YEAR
            kept_in = retained if past else account_id
            year[kept_in] = year.get(kept_in, 0) + amount
    moved = [
        Balance(account, month.get(account.id, 0), year.get(account.id, 0))
        for account in books.accounts
        if month.get(account.id) or year.get(account.id)
    ]
    return sorted(moved, key=lambda balance: (balance.account.code, balance.account.name))


def report(books: Books, on: date) -> dict[str, Any]:
    found = balances(books, on)
    rows: list[dict[str, Any]] = [{"RowType": "Header", "Cells": [{"Value": column} for column in COLUMNS]}]
    for title, account_class in SECTIONS:
        section = [_row(balance) for balance in found if balance.account.account_class == account_class]
        if section:
            rows.append({"RowType": "Section", "Title": title, "Rows": section})
    sums = [
        sum(max(balance.month, 0) for balance in found),
        sum(max(-balance.month, 0) for balance in found),
        sum(max(balance.year, 0) for balance in found),
        sum(max(-balance.year, 0) for balance in found),
    ]
    total = {"RowType": "SummaryRow", "Cells": [{"Value": "Total"}, *({"Value": plain(one)} for one in sums)]}
    rows.append({"RowType": "Section", "Title": "", "Rows": [total]})
    return {
        "ReportID": "TrialBalance",
        "ReportName": "Trial Balance",
        "ReportType": "TrialBalance",
        "ReportTitles": ["Trial Balance", books.profile.name, f"As at {in_words(on)}"],
        "ReportDate": in_words(on),
        "Fields": [],
        "Rows": rows,
    }


def _row(balance: Balance) -> dict[str, Any]:
    account = balance.account
    name = f"{account.name} ({account.code})" if account.code else account.name
    values = [name, *_debit_and_credit(account, balance.month), *_debit_and_credit(account, balance.year)]
    attributes = [{"Value": account.id, "Id": "account"}]
    return {"RowType": "Row", "Cells": [{"Value": value, "Attributes": attributes} for value in values]}


def _debit_and_credit(account: Account, amount: int) -> tuple[str, str]:
    """The other side is blank; nothing at all shows as 0.00 on the account's own side."""
    debit = amount > 0 or (amount == 0 and account.account_class in DEBIT_CLASSES)
    return (plain(abs(amount)), "") if debit else ("", plain(abs(amount)))
