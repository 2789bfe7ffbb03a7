"""Batches: what becomes of the good elements beside a bad one, and the shapes of both answers."""

from tests.sandbox.harness import World, line, sale

ZERO = "00000000-0000-0000-0000-000000000000"


def test_one_bad_element_refuses_the_whole_batch(world: World) -> None:
    contact = world.contact()
    batch = {"Invoices": [sale(contact, InvoiceNumber="A"), sale(contact, line("1.00", AccountCode="999"))]}

    response = world.ask("PUT", "Invoices", batch)
    body = response.json()

    assert response.status == 400
    assert (body["ErrorNumber"], body["Type"]) == (10, "ValidationException")
    assert body["Message"] == "A validation exception occurred"
    assert [element["InvoiceID"] for element in body["Elements"]] == [ZERO]
    assert len(world.books.invoices) == 0
    assert world.trial_balance() == ""


def test_without_summary_each_element_has_its_own_verdict(world: World) -> None:
    contact = world.contact()
    batch = {"Invoices": [sale(contact, InvoiceNumber="A"), sale(contact, InvoiceNumber="A"), sale(contact)]}

    response = world.ask("PUT", "Invoices", batch, summarizeErrors="false")
    good, bad, other = response.json()["Invoices"]

    assert response.status == 200
    assert [one["StatusAttributeString"] for one in (good, bad, other)] == ["OK", "ERROR", "OK"]
    assert bad["InvoiceID"] == ZERO and bad["HasErrors"] is True
    assert bad["ValidationErrors"] == [{"Message": "Invoice # must be unique."}]
    assert len(world.books.invoices) == 2


def test_the_verdict_is_absent_when_errors_are_summarised(world: World) -> None:
    assert "StatusAttributeString" not in world.made("Contacts", {"Name": "Ann"})


def test_a_refused_element_echoes_what_was_sent_and_not_what_is_stored(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    sent = {"Invoices": [{"InvoiceID": made["InvoiceID"], "Status": "DELETED"}]}

    (echo,) = world.ask("POST", "Invoices", sent, summarizeErrors="false").json()["Invoices"]

    assert (echo["Status"], echo["InvoiceID"]) == ("DELETED", made["InvoiceID"])
    assert echo["ValidationErrors"][0]["Message"] == "Invoice not of valid status for modification"


def test_results_come_in_the_order_of_the_request(world: World) -> None:
    names = [f"Client {number}" for number in range(50)]

    response = world.ask("PUT", "Contacts", {"Contacts": [{"Name": name} for name in names]})

    assert [one["Name"] for one in response.json()["Contacts"]] == names


def test_one_object_alone_is_taken_too(world: World) -> None:
    assert world.ask("PUT", "Contacts", {"Name": "Ann"}).status == 200
    assert world.ask("PUT", "Contacts", {"Contacts": {"Name": "Bob"}}).status == 200


def test_a_body_that_is_no_document_is_refused(world: World) -> None:
    bodies: list[object] = [[], {"Contacts": []}, "text", {"Contacts": ["text"]}]
    for sent in bodies:
        response = world.ask("PUT", "Contacts", sent)
        assert (response.status, response.json()["ErrorNumber"]) == (400, 14)


def test_only_json_is_spoken(world: World) -> None:
    world.headers["accept"] = "*/*"

    assert world.ask("GET", "Organisation").status == 406
