"""The settings of the link from the browser, and the page that says what is copied under them."""

import pytest

from counterfoil.core.link import DEFAULT
from counterfoil.outbox.models import Destination
from counterfoil.xero.link_settings import settings_of
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.doors.web.test_mapping import words

pytestmark = pytest.mark.django_db


USUAL = {"transfers": "native", "trust_transfers": "journal", "lines": "summed", "day_limit": "1000"} | {
    f"area-{code}": "on" for code in DEFAULT.areas
}


def test_the_form_shows_what_is_set_and_saves_what_is_ticked(firm: BuiltFirm, client_of: SignIn) -> None:
    destination, client = firm.connect(), client_of(firm)
    at = f"{base(firm)}connect/settings/"

    client.post(
        at,
        {**USUAL, "area-trust": "", "numbers_only": "on", "lines": "apart", "surplus": "kept"} | {"day_limit": "5000"},
    )

    destination.refresh_from_db()
    found = settings_of(destination)
    assert found.areas == DEFAULT.areas - {"trust"}
    assert (found.numbers_only, found.lines_apart, found.keep_surplus) == (True, True, True)
    assert destination.day_limit == 5000
    page = client.get(at).content.decode()
    assert 'name="numbers_only" id="id_numbers_only" checked' in page
    assert 'id="id_area-sales" checked' in page
    assert 'id="id_area-trust" checked' not in page


def test_the_page_says_that_a_change_touches_only_what_is_posted_later(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()

    page = words(client_of(firm).get(f"{base(firm)}connect/settings/").content.decode())

    assert "A change touches only what is posted from then on." in page
    assert "Stays here unless switched on." in page
    assert "No document of this sort can be entered in this version yet." not in page


def test_what_is_no_setting_is_refused_and_nothing_is_saved(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()

    answer = client_of(firm).post(f"{base(firm)}connect/settings/", {**USUAL, "day_limit": "²"})

    assert answer.status_code == 422
    assert settings_of(Destination.objects.get()) == DEFAULT


def test_the_capabilities_follow_the_settings_of_the_firm(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    client = client_of(firm)
    client.post(f"{base(firm)}connect/settings/", {**USUAL, "area-sales": ""})

    page = words(client.get(f"{base(firm)}capabilities/").content.decode())

    assert "Posting a client bill to your accounting Yes No A setting of the link keeps this here. Sales" in page
    assert "The article contradicts itself" in page
