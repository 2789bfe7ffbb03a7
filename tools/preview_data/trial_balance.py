"""A trial balance compared with the month before."""

from tools.preview_data.shapes import LEDGER_FILTERS, Values


def trial_balance() -> Values:
    def group(title: str, money: str, *accounts: tuple[str, str, int, int]) -> Values:
        rows = [
            {
                "code": code,
                "name": name,
                "href": "/",
                "debit_minor": max(minor, 0),
                "credit_minor": max(-minor, 0),
                "before_minor": before,
            }
            for code, name, minor, before in accounts
        ]
        return {
            "title": title,
            "money": money,
            "rows": rows,
            "debit_minor": sum(each["debit_minor"] for each in rows),
            "credit_minor": sum(each["credit_minor"] for each in rows),
        }

    groups = [
        group(
            "Trust",
            "trust",
            ("1120", "Trust bank, current account", 143898176, 139200510),
            ("1130", "Trust bank, designated deposits", 40822740, 40822740),
            ("2110", "Trust liability", -184720916, -180023250),
        ),
        group(
            "Office",
            "office",
            ("1010", "Office bank, current account", 21844190, 20117455),
            ("1015", "Office bank, tax reserve", 4500000, 4500000),
            ("1200", "Receivables", 18420360, 17204900),
            ("1300", "Disbursements not yet billed", 1188240, 1040600),
            ("2010", "Payables", -2914405, -3120080),
            ("2200", "VAT collected", -3648210, -2911340),
            ("1250", "VAT paid", 412655, 366210),
        ),
        group(
            "Capital",
            "",
            ("3000", "Partners' capital", -20000000, -20000000),
            ("3100", "Retained profit", -8212670, -8212670),
        ),
        group(
            "Income",
            "office",
            ("4100", "Professional fees", -31894000, -28744000),
            ("4200", "Disbursements recovered", -2233160, -2011820),
        ),
        group(
            "Expenses",
            "office",
            ("6010", "Salaries", 15842500, 14402250),
            ("6100", "Rent and rates", 3300000, 3000000),
            ("6200", "Practising certificates and insurance", 2194500, 2194500),
            ("6300", "Software", 1200000, 1100000),
        ),
    ]
    debit, credit = sum(each["debit_minor"] for each in groups), sum(each["credit_minor"] for each in groups)
    return {
        "page": {
            "title": "Trial balance",
            "crumbs": [{"label": "Reports", "href": "/reports/"}, {"label": "Trial balance"}],
            "facts": [{"text": "as at 21 Nov 2026"}, {"text": "GBP"}, {"text": "Accrual"}],
            "actions": [
                {"label": "Compare with Xero", "href": "/sync/", "icon": "scale"},
                {"label": "New journal", "href": "/entry/", "icon": "plus", "key": "N", "main": True},
            ],
        },
        "trial": {
            "caption": "Trial balance as at 21 Nov 2026",
            "before": "31 Oct 2026",
            "groups": groups,
            "debit_minor": debit,
            "credit_minor": credit,
            "filters": {
                **LEDGER_FILTERS,
                "action": "/trial-balance/",
                "target": "trial",
                "placeholder": "",
                "saved": None,
                "selects": [
                    {
                        "name": "basis",
                        "label": "Accounts",
                        "value": "",
                        "options": [
                            {"value": "", "label": "Accounts with a balance"},
                            {"value": "all", "label": "All accounts"},
                        ],
                    }
                ],
                "dates": [
                    {"name": "as_at", "label": "As at", "value": "21 Nov 2026"},
                    {"name": "before", "label": "Compare with", "value": "31 Oct 2026"},
                ],
            },
        },
    }
