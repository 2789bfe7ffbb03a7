"""A Xero without HTTP for tests of its rules: a clock that stands, chance from a seed, and an app already connected."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from xero_sandbox.model import seeds
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.messages import Request, Response, write_json
from xero_sandbox.model.settings import SCOPES, Settings
from xero_sandbox.model.trial_balance import balances
from xero_sandbox.model.xero import Xero

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
REDIRECT = "http://localhost:9999/callback"
Json = dict[str, Any]


class PlainSigner:
    """Tests of the rules need tokens that differ, not tokens that are safe."""

    algorithm = "none"
    key_id = "test"

    def sign(self, message: bytes) -> bytes:
        return b"signed"


@dataclass
class World:
    xero: Xero
    books: Books
    now: datetime = START
    access_token: str = ""
    refresh_token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def call(self) -> Call:
        return Call(self.books, self.now, "A person")

    def later(self, **parts: float) -> None:
        self.now += timedelta(**parts)

    def ask(
        self, method: str, path: str, sent: Any = None, *, fault: str | None = None, in_progress: int = 1, **query: str
    ) -> Response:
        """One request to the Accounting API; further keywords are its query."""
        headers = {
            "authorization": f"Bearer {self.access_token}",
            "xero-tenant-id": self.books.tenant_id,
            "accept": "application/json",
        } | self.headers
        body = sent if isinstance(sent, bytes) else b"" if sent is None else write_json(sent)
        request = Request(method, f"/api.xro/2.0/{path}", urlencode(query), headers, body)
        response = self.xero.answer(request, now=self.now, in_progress=in_progress, fault=fault)
        for store in self.xero.stores():
            store.settle()
        return response

    def keyed(self, key: str, method: str, path: str, sent: Any, **more: Any) -> Response:
        self.headers["idempotency-key"] = key
        try:
            return self.ask(method, path, sent, **more)
        finally:
            del self.headers["idempotency-key"]

    def form(self, path: str, **form: str) -> Response:
        """One request to the identity service, with the demo app's name and secret in the body."""
        known = {"client_id": "counterfoil-demo", "client_secret": "counterfoil-demo-secret"}
        return self.xero.answer(Request("POST", path, "", {}, urlencode(known | form).encode()), now=self.now)

    def connect(self, scopes: str | None = None) -> None:
        code = self.xero.identity.consent(
            tenants=[self.books.tenant_id],
            scopes=(scopes or " ".join(sorted(SCOPES))).split(),
            redirect_uri=REDIRECT,
            challenge=None,
            nonce=None,
            now=self.now,
        )
        tokens = self.form("/connect/token", grant_type="authorization_code", code=code, redirect_uri=REDIRECT).json()
        self.access_token, self.refresh_token = tokens["access_token"], tokens.get("refresh_token", "")

    def contact(self, name: str = "Ann Client") -> str:
        return str(self.made("Contacts", {"Name": name})["ContactID"])

    def made(self, resource: str, sent: Json) -> Json:
        """Create with PUT, which must succeed."""
        response = self.ask("PUT", resource, {resource: [sent]})
        assert response.status == 200, response.body
        (one,) = response.json()[resource]
        return dict(one)

    def refused(self, method: str, path: str, sent: Any) -> list[str]:
        """The messages of a refusal with status 400."""
        response = self.ask(method, path, sent)
        assert response.status == 400, response.body
        return [error["Message"] for element in response.json()["Elements"] for error in element["ValidationErrors"]]

    def trial_balance(self) -> str:
        """Year-to-date balances as text, debits plain and credits with a minus."""
        return "\n".join(
            f"{one.account.code} {one.account.name}: {one.year / 100:.2f}" for one in balances(self.books, START.date())
        )


def new_world(*, country: str = "AU", seed: str = "demo", **settings: Any) -> World:
    known = {"minute_limit": 100_000, "day_limit": 100_000} | settings
    rng = random.Random(7)  # noqa: S311 - the same ids in every run
    xero = Xero(settings=Settings(**known), rng=rng, signer=PlainSigner())
    books = xero.open_books(xero.identity.new_id())
    seeds.plant(books, seed=seed, country=country, now=START)
    world = World(xero, books)
    world.connect()
    return world


def line(amount: str, **more: Any) -> Json:
    return {
        "Description": "Work",
        "Quantity": 1,
        "UnitAmount": amount,
        "AccountCode": "200",
        "TaxType": "OUTPUT",
    } | more


def sale(contact_id: str, *lines: Json, **more: Any) -> Json:
    return {
        "Type": "ACCREC",
        "Contact": {"ContactID": contact_id},
        "Date": "2026-11-01",
        "DueDate": "2026-11-15",
        "Status": "AUTHORISED",
        "LineItems": list(lines) or [line("100.00")],
    } | more


def bill(contact_id: str, *lines: Json, **more: Any) -> Json:
    cost = {"AccountCode": "310", "TaxType": "INPUT"}
    return sale(contact_id, *(lines or [line("50.00", **cost)])) | {"Type": "ACCPAY"} | more


def credit_note(contact_id: str, *lines: Json, **more: Any) -> Json:
    return {
        "Type": "ACCRECCREDIT",
        "Contact": {"ContactID": contact_id},
        "Date": "2026-11-01",
        "Status": "AUTHORISED",
        "LineItems": list(lines) or [line("40.00")],
    } | more


def supplier_credit(contact_id: str, **more: Any) -> Json:
    back = line("20.00", AccountCode="310", TaxType="INPUT")
    return credit_note(contact_id, back, **({"Type": "ACCPAYCREDIT"} | more))


def allocation(invoice_id: str, amount: str, **more: Any) -> Json:
    return {"Invoice": {"InvoiceID": invoice_id}, "Amount": amount, "Date": "2026-11-02"} | more


def order(contact_id: str, *lines: Json, **more: Any) -> Json:
    return {
        "Contact": {"ContactID": contact_id},
        "Date": "2026-11-01",
        "LineItems": list(lines) or [line("15.00", AccountCode="453", TaxType="INPUT")],
    } | more


def payment(invoice_id: str, amount: str, account: str = "090", **more: Any) -> Json:
    return {
        "Invoice": {"InvoiceID": invoice_id},
        "Account": {"Code": account},
        "Date": "2026-11-02",
        "Amount": amount,
    } | more


def bank(contact_id: str, *lines: Json, kind: str = "RECEIVE", account: str = "095", **more: Any) -> Json:
    held = {"Description": "Trust", "LineAmount": "300.00", "AccountCode": "850", "TaxType": "BASEXCLUDED"}
    return {
        "Type": kind,
        "Contact": {"ContactID": contact_id},
        "BankAccount": {"Code": account},
        "Date": "2026-11-01",
        "LineAmountTypes": "NoTax",
        "LineItems": list(lines) or [held],
    } | more


def transfer(amount: str, source: str = "095", target: str = "090", **more: Any) -> Json:
    return {
        "FromBankAccount": {"Code": source},
        "ToBankAccount": {"Code": target},
        "Date": "2026-11-01",
        "Amount": amount,
    } | more


def journal_line(amount: str, account: str, **more: Any) -> Json:
    return {"LineAmount": amount, "AccountCode": account, "Description": "From one matter to another"} | more


def journal(*lines: Json, **more: Any) -> Json:
    return {
        "Narration": "Matter to matter LX-1",
        "Date": "2026-11-01",
        "Status": "POSTED",
        "JournalLines": list(lines) or [journal_line("100.00", "850"), journal_line("-100.00", "851")],
    } | more
