"""No token, code or verifier is ever in a page, a log, the database or an error, from consent to disconnecting."""

import logging
import traceback
from collections.abc import Iterator

import pytest
from django.db import connection as database

from counterfoil import config
from counterfoil.firms.rows import run
from counterfoil.xero import consent, oauth
from counterfoil.xero.models import Connection
from counterfoil.xero.secrets import Secret
from counterfoil.xero.tokens import unsealed
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.doors.web.test_connect import consented
from tests.doors.web.test_consent_attacks import code_of, state_of
from tests.xero.conftest import settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.django_db

VERIFIER = "canary-verifier-" + "v" * 60
SECRET = "canary-client-secret"


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(client_secret=SECRET, minute_limit=9_999, day_limit=9_999))) as one:
        settings = settings_for(one.origin)
        settings = settings.model_copy(update={"xero_client_secret": type(settings.xero_client_secret)(SECRET)})
        monkeypatch.setattr(config, "load", lambda: settings)
        monkeypatch.setattr(oauth, "new_verifier", lambda: Secret(VERIFIER))
        yield one


def said(caplog: pytest.LogCaptureFixture) -> str:
    text: str = caplog.text
    return text + "".join(str(record.__dict__) for record in caplog.records)


def everything_stored() -> str:
    tables = [name for name in database.introspection.table_names() if not name.startswith("sqlite_")]
    rows = "\n".join(str(row) for name in tables for row in run(f'select * from "{name}"'))
    return rows + file_of_the_database()


def file_of_the_database() -> str:
    """What a copy of the file would hold, pages that were freed and not yet written over among it. A dump of PostgreSQL
    holds rows alone."""
    if database.vendor != "sqlite":
        return ""
    image: bytes = database.connection.serialize()
    return image.decode("latin-1")


def test_from_consent_to_disconnecting_nothing_secret_is_written_or_shown(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, canaries = client_of(firm), [VERIFIER, SECRET]
    shown: list[str] = []

    def see(answer: object) -> str:
        shown.append(str(getattr(answer, "headers", "")) + answer.content.decode())  # type: ignore[attr-defined]
        return shown[-1]

    asked = see(client.post(f"{base(firm)}connect/begin/"))
    logged = said(caplog)
    back = consented(asked, sandbox)
    caplog.clear()  # What the person's own browser did at Xero.
    canaries += [code_of(back), state_of(back)]
    stored = [everything_stored()]
    came = client.get(back)
    see(came)
    see(client.get(back))
    row = Connection.objects.get().pk
    canaries += [unsealed(row, column, config.load()).reveal() for column in ("access_token", "refresh_token")]
    see(client.get(came["Location"]))
    see(client.post(came["Location"], {"feed_advice": "on"}))
    for place in ("connect/", "connect/mapping/", "sync/", "settings/"):
        see(client.get(f"{base(firm)}{place}"))
    stored.append(everything_stored())
    see(client.post(f"{base(firm)}connect/end/", {"why": "moving"}))
    stored.append(everything_stored())

    logged += said(caplog)
    # The page that leads to Xero has to carry the state; it is worth nothing in another session.
    pages = "".join(shown[1:])
    assert [each[:12] for each in canaries if each in pages] == []
    assert [each[:12] for each in canaries if each in "".join(stored)] == []
    assert [each[:12] for each in canaries if each in logged] == []


def test_an_error_in_the_middle_of_it_tells_nothing(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(firm)
    back = consented(client.post(f"{base(firm)}connect/begin/").content.decode(), sandbox)
    kept: list[str] = []

    def broken(connection_id: int, firm_id: int, tokens: oauth.Tokens, **more: object) -> None:
        kept.extend((tokens.access.reveal(), tokens.refresh.reveal()))
        raise RuntimeError(f"a mistake of ours with {tokens!r}")

    monkeypatch.setattr(consent, "write_tokens", broken)
    client.raise_request_exception = True
    with pytest.raises(RuntimeError) as raised:
        client.get(back)

    text = "".join(traceback.format_exception(raised.value))
    assert kept and not [each[:12] for each in (*kept, VERIFIER, SECRET) if each in text]


def test_a_page_after_an_error_tells_nothing(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(firm)
    back = consented(client.post(f"{base(firm)}connect/begin/").content.decode(), sandbox)

    def broken(*given: object, **more: object) -> None:
        raise RuntimeError(f"a mistake of ours with {more!r}")

    monkeypatch.setattr(consent, "write_tokens", broken)
    client.raise_request_exception = False
    page = client.get(back)

    assert page.status_code == 500
    assert not [each for each in (VERIFIER, SECRET, code_of(back)) if each in page.content.decode()]
