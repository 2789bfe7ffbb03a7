"""Another organisation in place of the one before: what is closed, what is never sent, what is decided, who may."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from msgspec.structs import replace as changed

from counterfoil.core.link import LinkSettings
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.outbox.models import Destination, Item, Link
from counterfoil.reports.checks import run_checks
from counterfoil.xero import consent
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import connect
from counterfoil.xero.cutover import bring_across
from counterfoil.xero.link_settings import change_settings, settings_of
from counterfoil.xero.mapping import adopt_suggestions
from counterfoil.xero.models import AccountMapping, Connection
from counterfoil.xero.old_bills import old_bills
from counterfoil.xero.reading import refresh_accounts
from counterfoil.xero.replacing import Decision, Replaced, Replacement, look_to_replace, replace_organisation
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, Row, ShiftedStore, settings_for
from tests.xero.test_connecting import SESSION
from tests.xero.test_connecting import consent as consented
from xero_sandbox.server.running import Running

DECIDED = Decision(understood=True, seen_to=True, why="the trial ended")


class Moving:
    """A firm with copies in one organisation, and a second one that it may move to."""

    def __init__(self, firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> None:
        self.firm, self.sandbox, self.http = firm, sandbox, http
        self.settings = settings_for(sandbox.origin)
        self.store = ShiftedStore()
        self.old = next(iter(sandbox.sandbox.xero.organisations))
        self.linked = self.link(connect(self.asked(self.old), tenant_id=self.old, feed_advice_read=True, **self.by()))

    def by(self) -> Row:
        return {"by": self.firm.by, "at": self.store.now(), "settings": self.settings, "http": self.http}

    def asked(self, tenant_id: str) -> Connection:
        """A consent of now that names the organisation."""
        address = consent.begin(by=self.firm.by, at=self.store.now(), session=SESSION, settings=self.settings)
        back = consented(address, self.sandbox, tenant_id)
        made, _ = consent.finish(session=SESSION, state=back["state"], code=back["code"], **self.by())
        return made

    def link(self, destination: Destination) -> Linked:
        linked = Linked(self.firm, self.sandbox, self.settings, self.http, destination, self.store)
        refresh_accounts(by=self.firm.by, at=self.store.now(), destination=destination, network=linked.client)
        adopt_suggestions(by=self.firm.by, at=self.store.now(), destination=destination)
        return linked

    def another(self, name: str = "New Books", **more: str) -> str:
        added = httpx.post(f"{self.sandbox.origin}/_sandbox/organisations", json={"name": name} | more).json()
        tenant_id: str = added["organisations"][-1]["tenantId"]
        return tenant_id

    def looks(self, tenant_id: str) -> Replacement:
        given: Row = {"feed_advice_read": True, **self.by()}
        return look_to_replace(self.asked(tenant_id), tenant_id=tenant_id, **given)

    def replaces(self, tenant_id: str, decision: Decision = DECIDED, **more: object) -> Replaced:
        given: Row = {"feed_advice_read": True, "decision": decision, **self.by(), **more}
        return replace_organisation(self.asked(tenant_id), tenant_id=tenant_id, **given)


@pytest.fixture
def moving(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Moving]:
    """With a bill and trust money that are in the first organisation, and a bill that was refused there."""
    firm = a_firm()
    firm.matter("M-104")
    with new_http() as http:
        one = Moving(firm, sandbox, http)
        firm.bill("800.00", matter="M-104")
        firm.trust_receipt("500.00", matter="M-104")
        one.linked.settle()
        AccountMapping.objects.filter(account__code="4200").delete()
        firm.bill("90.00", matter="M-104", account="4200")
        one.linked.settle()
        yield one


def documents_of(name: str) -> list[tuple[str, str, str]]:
    items = Item.objects.filter(destination__name=name).exclude(source_kind="contact").order_by("id")
    return [(item.resource, item.state, item.reason_code) for item in items]


def test_everything_that_the_decision_is_about_is_shown_and_nothing_changes(moving: Moving) -> None:
    found = moving.looks(moving.another(seed="empty"))

    assert (found.open.copied, found.open.not_sent, found.open.in_doubt, found.open.bills) == (2, 1, 0, 2)
    assert [(each.number, each.word) for each in found.open.listed] == [("B-1002", "Failed")]
    says = {one.ours: one.says for one in found.looked.differences}
    assert says["4100 Professional fees"] == "no account of that code"
    assert "1200 Trade debtors" not in says
    assert not found.refused
    assert Destination.objects.get().state == "live"


def test_tax_rates_that_differ_are_listed_too(moving: Moving) -> None:
    tenant = moving.another()
    rates = moving.sandbox.sandbox.xero.organisations[tenant].tax_rates
    (gst,) = [one for one in rates if one.id == "OUTPUT"]

    rates.put(changed(gst, percent=gst.percent + 5))

    differing = moving.looks(tenant).looked.differences

    assert [(one.ours, one.says) for one in differing] == [("tax code GST", "15 % there, 10 % before")]


def test_the_old_organisation_is_closed_and_nothing_of_it_goes_to_the_new_one(moving: Moving) -> None:
    replaced = moving.replaces(moving.another())
    new = moving.link(replaced.destination)
    new.settle()

    assert (replaced.left, replaced.destination.name, replaced.destination.state) == (
        "Harbour & Vale Lawyers",
        "New Books",
        "live",
    )
    assert documents_of("Harbour & Vale Lawyers") == [
        ("Invoices", "confirmed", ""),
        ("BankTransactions", "confirmed", ""),
        ("Invoices", "cancelled", "left-behind"),
    ]
    assert documents_of("New Books") == []
    assert new.in_xero("Invoices") == new.in_xero("BankTransactions") == []
    assert Destination.objects.get(remote_id=moving.old).state == "gone"
    assert (
        not Link.objects.filter(destination__remote_id=moving.old, ended_at=None)
        .exclude(source_kind="contact")
        .exists()
    )
    assert run_checks(firm_id=moving.firm.id) == []


def test_only_what_is_posted_from_then_on_is_copied_and_the_mapping_begins_anew(moving: Moving) -> None:
    new = moving.link(moving.replaces(moving.another()).destination)

    moving.firm.receipt("880.00", pays={"B-1001": "880.00"})
    moving.firm.trust_receipt("70.00", matter="M-104")
    new.settle()

    assert documents_of("New Books") == [
        ("Payments", "cancelled", "bill-predates-connection"),
        ("BankTransactions", "confirmed", ""),
    ]
    theirs = {row["AccountID"] for row in new.in_xero("Accounts")}
    mapped = set(AccountMapping.objects.filter(destination=new.destination).values_list("remote_id", flat=True))
    assert mapped and mapped <= theirs
    assert AccountMapping.objects.filter(destination__remote_id=moving.old).exists()


def test_open_bills_go_through_the_cut_over_and_say_where_they_stand(moving: Moving) -> None:
    new = moving.link(moving.replaces(moving.another()).destination)
    found = old_bills(new.destination)

    assert [(bill.number, bill.stands_in) for bill in found] == [("B-1001", "Harbour & Vale Lawyers"), ("B-1002", "")]
    bring_across(document_id=found[0].id, by=moving.firm.by, at=moving.store.now())
    new.settle()

    assert [row["InvoiceNumber"] for row in new.in_xero("Invoices")] == ["B-1001"]
    assert [bill.number for bill in old_bills(new.destination)] == ["B-1002"]
    moving.firm.receipt("880.00", pays={"B-1001": "880.00"})
    new.settle()
    assert [row["Amount"] for row in new.in_xero("Payments")] == [880.0]


def test_the_settings_of_the_link_go_with_the_firm(moving: Moving) -> None:
    """A firm that lets no name leave does not let one leave to the next organisation."""
    wanted = replace(LinkSettings(frozenset({"sales"}), "native"), numbers_only=True)
    change_settings(
        by=moving.firm.by,
        at=moving.store.now(),
        destination=moving.linked.destination,
        settings=wanted,
        day_limit=5000,
    )

    new = moving.replaces(moving.another()).destination

    assert (settings_of(new), new.day_limit) == (wanted, 5000)


def test_what_is_in_doubt_has_to_be_looked_up_first(moving: Moving) -> None:
    moving.firm.trust_receipt("70.00", matter="M-104")
    moving.linked.fault("drop_after", match={"method": "PUT", "resource": "BankTransactions"})
    moving.linked.push()
    tenant = moving.another()

    with refused("copies-in-doubt", "Harbour & Vale Lawyers"):
        moving.replaces(tenant, Decision(understood=True, seen_to=False, why="the trial ended"))
    moving.replaces(tenant)

    doubtful = Item.objects.get(resource="BankTransactions", state="cancelled")
    assert "before it was known whether it had arrived" in doubtful.reason_text
    assert run_checks(firm_id=moving.firm.id) == []


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(understood=False, seen_to=True, why="x"), "not-acknowledged"),
        (Decision(understood=True, seen_to=True, why=" "), "reason-missing"),
    ],
)
def test_without_the_decision_nothing_changes(moving: Moving, decision: Decision, code: str) -> None:
    with refused(code):
        moving.replaces(moving.another(), decision)

    assert Destination.objects.get().state == "live"
    assert not Audit.objects.filter(action="leave organisation").exists()


def test_the_pre_flight_holds_for_the_new_organisation_as_for_any(moving: Moving) -> None:
    tenant = moving.another(**{"class": "TRIAL"})

    assert moving.looks(tenant).refused
    with refused("organisation-trial"):
        moving.replaces(tenant)
    assert Destination.objects.get().state == "live"


@pytest.mark.parametrize("roles", [{"admin"}, {"owner"}, {"admin", "trust_manager", "bookkeeper"}])
def test_only_an_owner_who_may_connect_leaves_an_organisation(moving: Moving, roles: set[str]) -> None:
    person = Actor(user_id=moving.firm.by.user_id, name="A. Admin", firm_id=moving.firm.id, roles=frozenset(roles))

    with refused("not-permitted", "owner" if "admin" in roles else "admin"):
        moving.replaces(moving.another(), by=person)


def test_who_decided_and_what_was_left_is_kept_for_good(moving: Moving) -> None:
    moving.replaces(moving.another(seed="empty"))

    row = Audit.objects.get(action="leave organisation")
    assert (row.by_id, row.why) == (moving.firm.by.user_id, "the trial ended")
    assert '"copies there":2' in row.detail and "4100 Professional fees: no account of that code" in row.detail
    assert Audit.objects.filter(action="connect").count() == 2


def test_the_app_is_taken_away_from_the_old_organisation_alone(moving: Moving) -> None:
    replaced = moving.replaces(moving.another())

    left = [one.tenant_id for one in moving.sandbox.sandbox.xero.identity.connections]
    assert replaced.at_xero and moving.old not in left and replaced.destination.remote_id in left
    old = Connection.objects.get(destination__remote_id=moving.old)
    assert (old.state, old.access_token, old.refresh_token) == ("gone", "", "")


def test_an_organisation_that_is_dead_can_be_left_all_the_same(moving: Moving) -> None:
    """A trial that ended, a demo company that was emptied: nobody answers there any more."""
    httpx.post(f"{moving.sandbox.origin}/_sandbox/organisations/{moving.old}/disconnect").raise_for_status()
    moving.firm.trust_receipt("70.00", matter="M-104")
    moving.linked.push()
    assert Destination.objects.get().state == "suspended"

    assert moving.replaces(moving.another()).destination.state == "live"


def test_the_firm_comes_back_with_a_new_cut_over_of_its_own(moving: Moving) -> None:
    """Somebody left the wrong one: what was closed stays closed, and bills are decided about anew."""
    moving.replaces(moving.another())
    moving.firm.bill("50.00", matter="M-104")
    moving.store.ahead += timedelta(minutes=1)

    back = moving.link(moving.replaces(moving.old, Decision(understood=True, seen_to=True, why="mistaken")).destination)
    found = {bill.number: bill.stands_in for bill in old_bills(back.destination)}
    bill = next(one for one in old_bills(back.destination) if one.number == "B-1001")
    bring_across(document_id=bill.id, by=moving.firm.by, at=moving.store.now())
    moving.firm.trust_receipt("70.00", matter="M-104")
    back.settle()

    assert back.destination.pk == moving.linked.destination.pk
    assert found == {"B-1001": "Harbour & Vale Lawyers", "B-1002": "", "B-1003": ""}
    numbers = sorted(row["InvoiceNumber"] for row in back.in_xero("Invoices"))
    assert numbers == ["B-1001", "B-1001/2"]
    assert run_checks(firm_id=moving.firm.id) == []
