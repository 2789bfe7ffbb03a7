"""Manual journals: what balances, which accounts take them, and what each status does to the books."""

from decimal import Decimal

import pytest

from tests.sandbox.harness import Json, World, journal, journal_line, new_world
from xero_sandbox.model import people

PATH = "ManualJournals"


def test_a_posted_journal_moves_the_accounts_it_names(world: World) -> None:
    made = world.made(PATH, journal())

    assert (made["Status"], made["LineAmountTypes"], made["Narration"]) == ("POSTED", "NoTax", "Matter to matter LX-1")
    assert [one["LineAmount"] for one in made["JournalLines"]] == [Decimal("100.0"), Decimal("-100.0")]
    assert world.trial_balance() == "850 Trust Liability: 100.00\n851 Trust Transfers: -100.00"


def test_without_a_status_it_is_a_draft_and_moves_nothing(world: World) -> None:
    made = world.made(PATH, journal(Status=None))
    before = world.trial_balance()

    posted = _posted(world, made, Status="POSTED")

    assert (made["Status"], before, posted["Status"]) == ("DRAFT", "", "POSTED")
    assert world.trial_balance() == "850 Trust Liability: 100.00\n851 Trust Transfers: -100.00"


def test_both_lines_may_be_on_one_account(world: World) -> None:
    made = world.made(PATH, journal(journal_line("5.00", "850"), journal_line("-5.00", "850")))

    assert len(made["JournalLines"]) == 2
    assert world.trial_balance() == ""


@pytest.mark.parametrize("status", ["DRAFT", "POSTED"])
def test_debits_must_equal_credits(world: World, status: str) -> None:
    lopsided = journal(journal_line("100.00", "850"), journal_line("-10.00", "851"), Status=status)

    assert world.refused("PUT", PATH, lopsided) == ["The total debits (100.00) must equal total credits (-10.00)"]


@pytest.mark.parametrize("code", ["090", "610", "800", "960"])
def test_a_bank_a_control_account_and_retained_earnings_take_no_journal(world: World, code: str) -> None:
    messages = world.refused("PUT", PATH, journal(journal_line("1.00", code), journal_line("-1.00", "850")))

    assert messages == [f"Account code '{code}' is not a valid code for this document."]


def test_the_tax_account_takes_one(world: World) -> None:
    world.made(PATH, journal(journal_line("1.00", "820"), journal_line("-1.00", "850")))

    assert world.trial_balance() == "820 GST: 1.00\n850 Trust Liability: -1.00"


def test_one_line_is_no_journal(world: World) -> None:
    messages = world.refused("PUT", PATH, journal(journal_line("0.00", "850")))

    assert messages == ["A manual journal needs at least two journal lines"]


def test_a_journal_tells_why_it_was_made(world: World) -> None:
    assert world.refused("PUT", PATH, journal(Narration="")) == ["Narration must be specified"]


def test_a_code_nobody_knows_is_dropped_from_a_draft_with_a_warning(world: World) -> None:
    unknown = journal(journal_line("1.00", "476"), journal_line("-1.00", "850"), Status="DRAFT")

    (made,) = world.ask("PUT", PATH, unknown, summarizeErrors="false").json()[PATH]

    assert made["StatusAttributeString"] == "WARNING"
    assert made["Warnings"] == [
        {"Message": "Account code '476' has been removed as it does not match a recognised account."}
    ]
    assert "AccountCode" not in made["JournalLines"][0]
    assert world.refused("POST", f"{PATH}/{made['ManualJournalID']}", {"Status": "POSTED"}) == [
        "Account code must be specified"
    ]
    assert "Warnings" not in world.ask("GET", f"{PATH}/{made['ManualJournalID']}").json()[PATH][0]


def test_a_code_nobody_knows_refuses_a_journal_that_is_to_be_posted(world: World) -> None:
    unknown = journal(journal_line("1.00", "476"), journal_line("-1.00", "850"))

    assert world.refused("PUT", PATH, unknown) == ["Account code '476' is not a valid code for this document."]


def test_an_archived_account_takes_no_journal(world: World) -> None:
    account = world.books.accounts.find("code", "851")[0]
    people.set_account_status(world.call, account, archived=True)

    assert world.refused("PUT", PATH, journal()) == ["Account code '851' has been archived, or deleted."]


def test_tax_on_a_line_goes_to_the_tax_account(world: World) -> None:
    cost = journal_line("100.00", "429", TaxType="INPUT")

    world.made(PATH, journal(cost, journal_line("-110.00", "850", TaxType="NONE"), LineAmountTypes="Exclusive"))

    assert world.trial_balance() == "429 General Expenses: 100.00\n820 GST: 10.00\n850 Trust Liability: -110.00"


def test_tax_inside_a_line_is_taken_out_of_it() -> None:
    kiwi = new_world(country="NZ")
    cost = journal_line("115.00", "429", TaxType="INPUT2")

    kiwi.made(PATH, journal(cost, journal_line("-115.00", "850", TaxType="NONE"), LineAmountTypes="Inclusive"))

    assert kiwi.trial_balance() == "429 General Expenses: 100.00\n820 GST: 15.00\n850 Trust Liability: -115.00"


def test_a_voided_journal_leaves_the_books_and_stays_voided(world: World) -> None:
    made = world.made(PATH, journal())

    voided = _posted(world, made, Status="VOIDED")

    assert voided["Status"] == "VOIDED"
    assert world.trial_balance() == ""
    assert world.refused("POST", f"{PATH}/{made['ManualJournalID']}", {"Status": "POSTED"}) == [
        "Manual journal not of valid status for modification"
    ]


@pytest.mark.parametrize(("begin", "then"), [("DRAFT", "VOIDED"), ("POSTED", "DELETED"), ("POSTED", "DRAFT")])
def test_a_step_the_status_does_not_allow_is_refused(world: World, begin: str, then: str) -> None:
    made = world.made(PATH, journal(Status=begin))

    assert world.refused("POST", f"{PATH}/{made['ManualJournalID']}", {"Status": then}) == [
        "Manual journal not of valid status for modification"
    ]


def test_a_posted_journal_can_be_rewritten(world: World) -> None:
    made = world.made(PATH, journal())
    lines = [journal_line("40.00", "852"), journal_line("-40.00", "851")]

    _posted(world, made, JournalLines=lines, Status="POSTED")

    assert world.trial_balance() == "851 Trust Transfers: -40.00\n852 Trust Paid by Firm: 40.00"


def test_nothing_is_unique_so_the_same_journal_twice_is_two(world: World) -> None:
    first, second = (world.made(PATH, journal())["ManualJournalID"] for _ in range(2))

    assert first != second
    assert world.trial_balance() == "850 Trust Liability: 200.00\n851 Trust Transfers: -200.00"


def test_a_journal_in_a_locked_period_is_refused(world: World) -> None:
    people.set_lock_dates(world.call, period=world.now.date(), year=None)

    (message,) = world.refused("PUT", PATH, journal())

    assert message.startswith("The document date cannot be before the period lock date")


def test_a_journal_is_found_by_its_whole_narration(world: World) -> None:
    world.made(PATH, journal(Narration="Something else"))
    wanted = world.made(PATH, journal())

    found = world.ask("GET", PATH, where='Narration=="Matter to matter LX-1"').json()[PATH]

    assert [one["ManualJournalID"] for one in found] == [wanted["ManualJournalID"]]


def test_lines_are_listed_on_pages_only(world: World) -> None:
    world.made(PATH, journal())

    whole = world.ask("GET", PATH).json()
    page = world.ask("GET", PATH, page="1").json()

    assert (len(whole[PATH][0]["JournalLines"]), len(page[PATH][0]["JournalLines"])) == (0, 2)
    assert page["pagination"]["itemCount"] == 1


def test_what_changed_since_names_the_voided_journal_too(world: World) -> None:
    world.made(PATH, journal())
    voided = world.made(PATH, journal())
    world.later(minutes=5)
    before = world.now
    _posted(world, voided, Status="VOIDED")
    world.headers["if-modified-since"] = before.strftime("%Y-%m-%dT%H:%M:%S")

    assert [one["Status"] for one in world.ask("GET", PATH).json()[PATH]] == ["VOIDED"]


def test_post_without_an_id_creates_and_with_a_strange_one_is_refused(world: World) -> None:
    made = world.ask("POST", PATH, journal()).json()[PATH][0]
    strange = journal(ManualJournalID="11111111-1111-4111-8111-111111111111")

    assert made["Status"] == "POSTED"
    assert "could not be found" in world.refused("POST", PATH, strange)[0]


def _posted(world: World, made: Json, **change: object) -> Json:
    response = world.ask("POST", f"{PATH}/{made['ManualJournalID']}", change)
    assert response.status == 200, response.body
    return dict(response.json()[PATH][0])
