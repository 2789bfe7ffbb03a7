"""Contacts and accounts: names and codes that must be unique, archiving, and what may then no longer be done."""

from tests.sandbox.harness import World, new_world, sale


def test_a_name_is_taken_whatever_its_case(world: World) -> None:
    world.contact("Ann Client")

    (message,) = world.refused("PUT", "Contacts", {"Name": "ANN client"})

    assert message.startswith("The contact name ANN client is already assigned to another contact.")


def test_an_archived_contact_frees_its_name_but_cannot_be_edited_or_used(world: World) -> None:
    archived = world.contact("Ann Client")
    world.ask("POST", f"Contacts/{archived}", {"ContactStatus": "ARCHIVED"})

    edited = world.refused("POST", f"Contacts/{archived}", {"EmailAddress": "ann@example.com"})
    used = world.refused("PUT", "Invoices", sale(archived))

    assert "matched an archived contact" in edited[0]
    assert used == ["The contact is archived and cannot be used."]
    assert world.contact("Ann Client") != archived


def test_a_contact_is_found_by_its_number(world: World) -> None:
    made = world.made("Contacts", {"Name": "Ann Client", "ContactNumber": "C-0007"})

    found = world.ask("GET", "Contacts/C-0007").json()["Contacts"][0]

    assert found["ContactID"] == made["ContactID"]


def test_post_changes_the_contact_with_that_number(world: World) -> None:
    made = world.made("Contacts", {"Name": "Ann Client", "ContactNumber": "C-0007"})

    changed = world.ask("POST", "Contacts", {"Name": "Ann Married", "ContactNumber": "C-0007"}).json()["Contacts"][0]

    assert (changed["ContactID"], changed["Name"]) == (made["ContactID"], "Ann Married")


def test_a_document_with_a_new_name_makes_a_contact_and_the_next_one_finds_it(world: World) -> None:
    first = world.made("Invoices", sale("") | {"Contact": {"Name": "Walk-in"}})
    second = world.made("Invoices", sale("") | {"Contact": {"Name": "walk-in"}})

    assert first["Contact"]["ContactID"] == second["Contact"]["ContactID"]


def test_a_contact_made_for_a_refused_document_is_not_kept(world: World) -> None:
    world.refused("PUT", "Invoices", sale("", {"Description": "No account", "UnitAmount": 1}) | _new_contact())

    assert len(world.books.contacts) == 0


def test_an_email_without_a_place_is_refused(world: World) -> None:
    messages = world.refused("PUT", "Contacts", {"Name": "Ann", "EmailAddress": "ann"})

    assert messages == ["Email address must be valid."]


def test_one_account_is_made_a_call_and_the_rest_is_cut_off(world: World) -> None:
    two = {"Accounts": [{"Code": code, "Name": f"New {code}", "Type": "EXPENSE"} for code in ("498", "499")]}

    made = world.ask("PUT", "Accounts", two).json()["Accounts"]

    assert [account["Code"] for account in made] == ["498"]
    assert made[0]["Class"] == "EXPENSE"


def test_an_account_needs_a_free_code_of_ten_characters_and_a_free_name(world: World) -> None:
    long_code = world.refused("PUT", "Accounts", {"Code": "12345678901", "Name": "New", "Type": "EXPENSE"})
    taken_name = world.refused("PUT", "Accounts", {"Code": "498", "Name": "Rent", "Type": "EXPENSE"})

    assert long_code == ["Account Code is too long. Maximum of 10 characters allowed"]
    assert taken_name == ["Please enter a unique Name."]


def test_an_account_is_archived_alone_and_never_a_system_account(world: World) -> None:
    rent, receivable = (_account(world, code) for code in ("469", "610"))

    mixed = world.refused("POST", f"Accounts/{rent}", {"Status": "ARCHIVED", "Name": "Old rent"})
    system = world.refused("POST", f"Accounts/{receivable}", {"Status": "ARCHIVED"})
    alone = world.ask("POST", f"Accounts/{rent}", {"AccountID": rent, "Status": "ARCHIVED"})

    assert mixed and system
    assert alone.json()["Accounts"][0]["Status"] == "ARCHIVED"


def test_payments_can_be_enabled_on_an_account(world: World) -> None:
    deposit = _account(world, "853")

    changed = world.ask("POST", f"Accounts/{deposit}", {"EnablePaymentsToAccount": True}).json()["Accounts"][0]

    assert changed["EnablePaymentsToAccount"] is True


def test_an_empty_organisation_has_only_its_system_accounts() -> None:
    accounts = new_world(seed="empty").ask("GET", "Accounts").json()["Accounts"]

    assert all(account["SystemAccount"] for account in accounts)


def _account(world: World, code: str) -> str:
    return world.books.accounts.find("code", code)[0].id


def _new_contact() -> dict[str, dict[str, str]]:
    return {"Contact": {"Name": "Nobody yet"}}
