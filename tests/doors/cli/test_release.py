"""`counterfoil release`: the push goes on once somebody has looked."""

from counterfoil.outbox import safe
from counterfoil.outbox.models import Destination
from tests.builders import BuiltFirm
from tests.doors.cli.conftest import Run


def test_a_held_connection_is_let_go_with_a_reason(firm: BuiltFirm, run: Run) -> None:
    destination = firm.connect()
    safe.enter(reason="this database was restored from a backup", at=firm.at)

    code, out, _ = run("release", "--why", "swept, and nothing is missing")
    again, _, refused = run("release", "--why", "once more")

    assert (code, out.startswith("The push goes on.")) == (0, True)
    assert Destination.objects.get(pk=destination.pk).state == "live"
    assert (again, refused.startswith("item-not-retriable:")) == (1, True)
