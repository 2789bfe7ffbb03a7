"""`counterfoil push`: send all that is due now, and stop."""

import time
from collections import Counter
from datetime import UTC, datetime
from typing import Annotated

import typer

from counterfoil import config
from counterfoil.cli.people import FirmOption, firm_called
from counterfoil.cli.saying import say, wrong
from counterfoil.outbox import safe
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.models import Item
from counterfoil.runner.embedded import Worker
from counterfoil.xero.client import new_http
from counterfoil.xero.drain import Drained

app = typer.Typer()
HOPELESS = ("suspended", "safe", "no connection")
LOOKED_FOR = ("rejected", "review", "unknown", "sending")
WORDS = {
    "rejected": "failed",
    "review": "need a decision",
    "unknown": "in doubt",
    "sending": "being sent by another worker",
    "drafted": "drafts",
    "pending": "waiting",
}


@app.command()
def push(
    firm: FirmOption = "",
    wait: Annotated[int, typer.Option(min=0, help="Seconds to go on waiting where Xero asks for a pause.")] = 90,
) -> None:
    """Push all that is due now, and stop.

    Exit codes: 0 nothing is left failed or in doubt, 1 something is, or nothing could be sent.
    """
    destination = destination_of(firm_called(firm).pk)
    if destination is None:
        raise typer.BadParameter("the firm is not connected to Xero; connect it under Xero sync", param_hint="--firm")
    if reason := safe.check_at_start(at=datetime.now(UTC)):
        wrong(f"Nothing is sent until a person has looked: {reason}")
        raise typer.Exit(1)
    done = _push(Worker(settings=config.load()), destination.pk, give_up_at=time.monotonic() + wait)
    states = Counter(Item.objects.filter(destination=destination).values_list("state", flat=True))
    say(f"{states['confirmed']} pushed in all, {sum(drained.requests for drained in done)} requests now.")
    for state, word in WORDS.items():
        if states[state]:
            say(f"{states[state]} {word}.")
    destination.refresh_from_db()
    if destination.state != "live":
        wrong(f"The connection is {destination.state}: {destination.state_reason}")
    left = any(states[state] for state in LOOKED_FOR) or destination.state != "live"
    raise typer.Exit(1 if left or (done and done[-1].busy) else 0)


def _push(worker: Worker, destination_id: int, *, give_up_at: float) -> list[Drained]:
    """Turn after turn, as long as something is due before the patience ends."""
    done = []
    with new_http() as http:
        while True:
            drained = worker.serve(destination_id, http)
            done.append(drained)
            pause = drained.again_in
            if pause is None or drained.stopped_by in HOPELESS or time.monotonic() + pause > give_up_at:
                return done
            if pause >= 1:
                wrong(f"{drained.left.open} left; going on in {pause:.0f} seconds.")
            time.sleep(max(0.2, pause))
