"""A practice with 100,000 bills on 20,000 matters of 4,000 clients, for the reports that have to add all of it up.

Everything is entered through `documents.actions`, as an import does it. Two years of bills; seven in ten are paid, some
in part, by receipts for many bills each, and one receipt in ten leaves something unallocated. Every matter holds trust
money, and every third has paid some out.
"""

from datetime import date, timedelta

from django.db import transaction

from benchmarks.posting import AT
from counterfoil.core.items import Item
from counterfoil.core.money import Money
from counterfoil.core.references import (
    BillNumber,
    ContactCode,
    IncomeAccount,
    MatterCode,
    OfficeBank,
    SalesTax,
    TrustBank,
)
from counterfoil.documents import actions
from counterfoil.firms.models import User
from counterfoil.firms.roles import ROLES, Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL, ClientBill
from counterfoil.kinds.billing.client_receipt import CLIENT_RECEIPT, ClientReceipt
from counterfoil.kinds.billing.client_receipt import Part as Paid
from counterfoil.kinds.trust.parts import Part as Held
from counterfoil.kinds.trust.trust_payment import TRUST_PAYMENT, TrustPayment
from counterfoil.kinds.trust.trust_receipt import TRUST_RECEIPT, TrustReceipt
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.firm import found_firm
from counterfoil.practice.matters import open_matter
from counterfoil.practice.package import choose_package

CLIENTS, MATTERS, BILLS = 4_000, 20_000, 100_000
FIRST_DAY, DAYS = date(2024, 4, 1), 720
AT_ONCE = 1_000
BILLS_OF_A_CLIENT = BILLS // CLIENTS
PAID_AT_ONCE, RECEIPTS_OF_A_CLIENT = 6, 3


def a_large_practice() -> Actor:
    """A person with every role in the firm, with its books filled."""
    user = User.objects.create(email="bench@example.test", name="Bench Person")
    firm = found_firm(name="Bench LLP", jurisdiction_code="au", at=AT, owner=user)
    by = Actor(user_id=user.pk, name=user.name, firm_id=firm.pk, roles=frozenset(ROLES))
    choose_package(package="ledger", understood=True, by=by, at=AT)
    clients = _clients_and_matters(by)
    numbers = _bills(by)
    _receipts(by, clients, numbers)
    _trust_money(by, clients[0])
    return by


def _clients_and_matters(by: Actor) -> list[ContactCode]:
    with transaction.atomic():
        clients = [
            ContactCode(add_contact(name=f"Client {number:04d}", by=by, at=AT).code) for number in range(CLIENTS)
        ]
        for number in range(MATTERS):
            client = clients[number % CLIENTS]
            code = _matter(number)
            open_matter(title=f"Matter {number}", client_code=client, opened_on=FIRST_DAY, by=by, at=AT, code=code)
    return clients


def _matter(number: int) -> MatterCode:
    return MatterCode(f"M-{number % MATTERS:05d}")


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * DAYS // BILLS)


def _bills(by: Actor) -> list[BillNumber]:
    numbers = []
    for first in range(0, BILLS, AT_ONCE):
        with transaction.atomic():
            for number in range(first, first + AT_ONCE):
                done = actions.enter_within(kind=CLIENT_BILL, document=_bill(number), by=by, at=AT)
                numbers.append(BillNumber(str(done.number)))
    return numbers


def _bill(number: int) -> ClientBill:
    items = tuple(
        Item(
            description=f"Item {line} of bill {number}",
            account=IncomeAccount(account),
            net=Money(_net(number), "AUD"),
            tax=SalesTax("GST"),
        )
        for line, account in enumerate(("4100", "4200"))
    )
    day = _day(number)
    return ClientBill(on=day, due_on=day + timedelta(days=number % 45), matter=_matter(number), items=items)


def _net(number: int) -> int:
    """Of each of a bill's two items; a tenth of it is tax."""
    return 10_000 + number % 997


def _receipts(by: Actor, clients: list[ContactCode], numbers: list[BillNumber]) -> None:
    """Each pays six bills; every fifth half of the last one only, every tenth leaves fifty unallocated."""
    for turn in range(RECEIPTS_OF_A_CLIENT):
        for first in range(0, CLIENTS, AT_ONCE):
            with transaction.atomic():
                for client in range(first, first + AT_ONCE):
                    paid = [client + CLIENTS * (turn * PAID_AT_ONCE + each) for each in range(PAID_AT_ONCE)]
                    receipt = _receipt(clients[client], paid, numbers, number=turn * CLIENTS + client)
                    actions.enter_within(kind=CLIENT_RECEIPT, document=receipt, by=by, at=AT)


def _receipt(client: ContactCode, paid: list[int], numbers: list[BillNumber], *, number: int) -> ClientReceipt:
    owed = {bill: 2 * (_net(bill) + (_net(bill) + 5) // 10) for bill in paid}
    if number % 5 == 0:
        owed[paid[-1]] //= 2
    left_over = 5_000 if number % 10 == 0 else 0
    return ClientReceipt(
        on=_day(paid[-1]) + timedelta(days=30),
        bank=OfficeBank("O1"),
        payer=client,
        amount=Money(sum(owed.values()) + left_over, "AUD"),
        parts=tuple(Paid(bill=numbers[bill], amount=Money(minor, "AUD")) for bill, minor in owed.items()),
    )


def _trust_money(by: Actor, someone: ContactCode) -> None:
    """A hundred matters to a document; every third matter pays some out, half a year later."""
    for first in range(0, MATTERS, 100):
        held = tuple(
            Held(matter=_matter(each), amount=Money(50_000 + each, "AUD")) for each in range(first, first + 100)
        )
        out = tuple(Held(matter=part.matter, amount=Money(12_345, "AUD")) for part in held[::3])
        day = _day(first * BILLS // MATTERS // 2)
        came = TrustReceipt(on=day, bank=TrustBank("T1"), payer=someone, reason="On account", parts=held)
        went = TrustPayment(
            on=day + timedelta(days=180), bank=TrustBank("T1"), payee=someone, reason="Search fees", parts=out
        )
        with transaction.atomic():
            actions.enter_within(kind=TRUST_RECEIPT, document=came, by=by, at=AT)
            actions.enter_within(kind=TRUST_PAYMENT, document=went, by=by, at=AT)
