"""One conveyancing matter's trust ledger, with a reversal, a failed copy and an uncleared cheque."""

from datetime import date
from typing import Any

from tools.preview_data.shapes import CLIENT, Values


def row(
    day: str, reference: str, payee: str, narration: str, *, out: int = 0, into: int = 0, balance: int, **more: Any
) -> Values:
    return {
        "on": date.fromisoformat(f"2026-{day}"),
        "reference": reference,
        "href": "/document/",
        "payee": payee,
        "narration": narration,
        "out_minor": out,
        "in_minor": into,
        "balance_minor": balance,
        "reconciled": True,
        "state": "pushed",
        **more,
    }


OPENED = {
    "title": "Journal 118204",
    "note": "posted 16 Nov 2026 11:02 by Priya Nair",
    "links": [{"label": "Open journal", "href": "/document/"}, {"label": "Voucher PDF", "href": "/document/"}],
    "lines": [
        {"code": "2110", "name": "Trust liability", "whose": "24-0117 Harrow & Pike Ltd", "debit_minor": 54000},
        {
            "code": "1120",
            "name": "Trust bank, current account",
            "whose": "Not mapped: archived in Xero",
            "credit_minor": 54000,
        },
    ],
    "total_minor": 54000,
}


def ledger_rows() -> list[Values]:
    return [
        row("08-03", "TR-10412", CLIENT, "Funds on account of costs and searches", into=500000, balance=500000),
        row(
            "08-05",
            "TP-20877",
            "Tendring District Council",
            "Local authority search, invoice 77120",
            out=18640,
            balance=481360,
        ),
        row(
            "08-05", "TP-20878", "HM Land Registry", "Official copies and priority search OS1", out=2100, balance=479260
        ),
        row("08-19", "TR-10460", CLIENT, "Ten per cent deposit, exchange of contracts", into=8650000, balance=9129260),
        row(
            "08-21",
            "TP-20931",
            "Mercer Lowe LLP, client account",
            "Deposit paid on exchange, held as stakeholder",
            out=8650000,
            balance=479260,
        ),
        row(
            "09-02",
            "TR-10498",
            "Northgate Building Society",
            "Mortgage advance, roll no. 88-201174",
            into=51900000,
            balance=52379260,
        ),
        row("09-03", "TR-10503", CLIENT, "Balance of purchase price", into=25950000, balance=78329260),
        row(
            "09-03",
            "TR-10502",
            CLIENT,
            "Balance of purchase price (entered twice)",
            into=25950000,
            balance=104279260,
            reversed=True,
        ),
        row(
            "09-03",
            "TJ-00391",
            "Reversal of TR-10502",
            "Posted twice from bank feed, see note of 4 September",
            out=25950000,
            balance=78329260,
            reversed=True,
        ),
        row(
            "09-04",
            "TP-20988",
            "Mercer Lowe LLP, client account",
            "Completion monies, 14 Quayside",
            out=77850000,
            balance=479260,
        ),
        row("09-11", "TR-10531", CLIENT, "Stamp duty, registration fee and costs", into=5264000, balance=5743260),
        row("09-12", "TP-21004", "HM Revenue & Customs", "SDLT return 309-22187-K", out=3325000, balance=2418260),
        row("09-14", "TP-21010", "HM Land Registry", "AP1 registration fee, scale 1", out=65500, balance=2352760),
        row(
            "09-30",
            "TI-00086",
            "Interest on designated deposit",
            "Quarter to 30 September 2026",
            into=14218,
            balance=2366978,
        ),
        row(
            "10-09",
            "TX-04415",
            "Matter 24-0122 Harrow & Pike Ltd",
            "Transfer between matters, client authority of 8 October",
            out=250000,
            balance=2116978,
        ),
        row(
            "10-16",
            "TB-03307",
            "Bill 50871, office account",
            "Bill dated 14 October paid from trust",
            out=438000,
            balance=1678978,
        ),
        row("11-12", "TR-10702", CLIENT, "Retention released by seller", into=1250000, balance=2928978),
        row(
            "11-16",
            "TP-21190",
            "Eastern Drainage Surveys Ltd",
            "CCTV drain survey, invoice 3391",
            out=54000,
            balance=2874978,
            reconciled=False,
            state="failed",
            journal=OPENED,
            cause="Xero refused it: account 1120 is archived there. Choose another account for it, then retry.",
            fixes=[{"label": "Fix mapping", "href": "/sync/"}, {"label": "Retry", "href": "/sync/", "post": True}],
        ),
        row(
            "11-18",
            "TP-21196",
            "Quayside Management Co.",
            "Service charge apportionment to 31 December 2026",
            out=189423,
            balance=2685555,
            reconciled=False,
            state="pushing",
        ),
        row(
            "11-19",
            "TR-10733",
            CLIENT,
            "Cheque 000418, further costs on account",
            into=240000,
            balance=2925555,
            reconciled=False,
            state="queued",
            uncleared=True,
        ),
        row(
            "11-20",
            "TB-03351",
            "Bill 50944, office account",
            "Bill dated 18 November paid from trust",
            out=115500,
            balance=2810055,
            reconciled=False,
            state="queued",
        ),
    ]
