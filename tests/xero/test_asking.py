"""When Xero cannot be read, the sentence says why and what to do: before connecting, at Refresh, in the comparison."""

import httpx
import pytest

from counterfoil import config
from counterfoil.core.refusals import CODES, Refusal
from counterfoil.outbox.models import Destination
from counterfoil.xero.asking import not_read
from counterfoil.xero.client import Client, new_http
from counterfoil.xero.consent import begin_custom
from counterfoil.xero.models import Connection
from counterfoil.xero.preflight_reading import read_organisation
from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply
from counterfoil.xero.secrets import Secret
from counterfoil.xero.tenants import tenants_of
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from tests.xero.test_refresh import refresh
from xero_sandbox.server.running import Running

pytestmark = pytest.mark.one_database(
    "what is asked of Xero and how an answer is read; the store is asked on both in simulation/test_stores_*.py"
)

TROUBLE = {
    "429": ("xero-calls-used-up", "calls of this minute are used up"),
    "429:day": ("xero-calls-used-up", "calls of the day are used up"),
    "429:concurrent": ("xero-calls-used-up", "calls at once are used up"),
    "503": ("xero-not-reached", "Xero answered 503"),
    "502": ("xero-not-reached", "Xero answered 502: it is not available"),
    "504": ("xero-not-reached", "Xero answered 504: it is not available"),
    "500_before": ("xero-not-reached", "it broke down while looking; try again, and look at status.xero.com"),
    "drop_before": ("xero-not-reached", "the connection ended before Xero answered"),
    "unreadable": ("xero-not-reached", "was cut short or cannot be read"),
    "html": ("xero-not-reached", "was cut short or cannot be read"),
    "403": ("consent-refused", "connect again under Xero sync > Connection"),
}
"""Each fault of the sandbox with the refusal's code and what it says."""


@pytest.mark.parametrize("fault", TROUBLE)
@pytest.mark.parametrize("resource", ["Organisation", "Accounts", "TaxRates"])
def test_each_trouble_at_refresh_says_its_own_cause_and_remedy(linked: Linked, resource: str, fault: str) -> None:
    code, words = TROUBLE[fault]
    linked.fault(fault, match={"method": "GET", "resource": resource})

    with pytest.raises(Refusal) as refusal:
        refresh(linked)

    assert refusal.value.code == code
    assert words.lower() in refusal.value.advice.lower()
    assert refresh(linked).accounts > 40


def test_a_token_that_ran_out_is_renewed_and_nobody_hears_of_it(linked: Linked) -> None:
    linked.fault("401", match={"method": "GET", "resource": "Organisation"})

    assert refresh(linked).accounts > 40


def test_an_answer_that_does_not_come_in_time_says_so(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterfoil.xero.transport.SINGLE_SECONDS", 0.3)
    linked.fault("slow:2", match={"method": "GET", "resource": "Organisation"})

    with refused("xero-not-reached", "took too long to answer"):
        refresh(linked)


def test_a_xero_that_nobody_can_reach_is_told_from_one_that_refuses(committed_database: CommittedDatabase) -> None:
    nowhere = "http://localhost:9"
    with new_http() as http:
        client = Client(
            http=http,
            api_base_url=f"{nowhere}/api.xro/2.0",
            tenant_id="t",
            token=lambda: Secret("token"),
            renewed=lambda: False,
        )
        with refused("xero-not-reached", "look at this machine's network"):
            read_organisation(client)


def test_a_lost_consent_is_the_only_thing_that_asks_to_connect_again(linked: Linked) -> None:
    httpx.post(
        f"{linked.sandbox.origin}/_sandbox/organisations/{linked.destination.remote_id}/disconnect"
    ).raise_for_status()

    with refused("consent-refused", "the organisation's settings"):
        refresh(linked)
    assert Destination.objects.get().state == "live"


def answered(status: int, body: bytes = b"", **headers: str) -> Answered:
    return Answered(
        status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body
    )


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (
            NoAnswer(left=False, why="ConnectTimeout"),
            "xero-not-reached",
            "cannot be reached from here (ConnectTimeout)",
        ),
        (NoAnswer(left=True, why="ReadTimeout"), "xero-not-reached", "took too long"),
        (NoAnswer(left=True, why="RemoteProtocolError"), "xero-not-reached", "the connection ended"),
        (NotAllowed("connect again under Xero > Connection"), "consent-refused", "connect again"),
        (answered(401), "consent-refused", "no longer takes this connection's token"),
        (answered(403, b'{"Detail": "AuthenticationUnsuccessful"}'), "consent-refused", "no longer lets this app in"),
        (
            answered(401, b'{"Detail": "AuthorizationUnsuccessful"}'),
            "consent-refused",
            "the consent does not cover this",
        ),
        (answered(404), "xero-not-reached", "XERO_API_BASE_URL"),
        (answered(400, b'{"Message": "Expression expected"}'), "xero-not-reached", "Expression expected"),
        (answered(503, b"Organisation offline"), "xero-not-reached", "this organisation is offline there"),
        (answered(503, b"The Xero API is currently offline for maintenance"), "xero-not-reached", "for maintenance"),
        (answered(503, b"The Xero API is temporarily unavailable"), "xero-not-reached", "503: it is not available"),
        (answered(429, x_rate_limit_problem="day", retry_after="9000"), "xero-calls-used-up", "in 3 hours"),
        (answered(429, x_rate_limit_problem="appminute", retry_after="7"), "xero-calls-used-up", "the whole app"),
        (answered(429, x_rate_limit_problem="minute", retry_after="200"), "xero-calls-used-up", "in 4 minutes"),
        (answered(418), "xero-not-reached", "418, which is not understood here"),
    ],
)
def test_every_answer_that_is_none_has_a_cause_and_a_remedy(reply: Reply, code: str, words: str) -> None:
    said = not_read(reply, what="its accounts")

    assert said.code == code in CODES
    assert words in said.advice


def test_the_list_of_organisations_says_why_it_is_not_there(linked: Linked) -> None:
    for fault, words in (("503", "answered 503"), ("429", "are used up"), ("drop_before", "the connection ended")):
        linked.fault(fault, match={"method": "GET", "resource": "connections"})
        with pytest.raises(Refusal, match=words):
            tenants_of(
                Connection.objects.get(),
                at=linked.store.now(),
                settings=linked.settings,
                http=linked.http,
            )


def test_a_wrong_secret_of_the_app_is_told_from_a_silent_xero(
    committed_database: CommittedDatabase, sandbox: Running
) -> None:
    firm, now = a_firm(), ShiftedStore().now()
    right = settings_for(sandbox.origin)
    wrong = right.model_copy(update={"xero_client_secret": type(config.load().xero_client_secret)("not this")})
    with new_http() as http:
        with refused("consent-refused", "XERO_CLIENT_SECRET"):
            begin_custom(by=firm.by, at=now, settings=wrong, http=http)
        httpx.post(f"{sandbox.origin}/_sandbox/offline", json={"offline": True}).raise_for_status()
        with refused("xero-not-reached", "sign-in service"):
            begin_custom(by=firm.by, at=now, settings=right, http=http)
