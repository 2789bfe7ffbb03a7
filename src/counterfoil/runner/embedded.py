"""The worker: one loop that sends what is due, for every firm of the installation, until it is told to stop.

It looks three times a second for something due, so that a posting is on its way within half a second. Xero or the
database being away is everyday business: it waits, says so in the log, and goes on.
"""

import threading

import httpx
import structlog
from django.db import DatabaseError, InterfaceError, connection

from counterfoil.config import Settings
from counterfoil.outbox import safe
from counterfoil.outbox.store import DatabaseStore
from counterfoil.outbox.work import StoreAway
from counterfoil.runner.holder import Holder
from counterfoil.xero.client import Client, new_http
from counterfoil.xero.connection import client_for
from counterfoil.xero.correcting import destinations_with_corrections, go_on_by_itself
from counterfoil.xero.digest import tell_all
from counterfoil.xero.drain import Drained, drain
from counterfoil.xero.hands import Clock, Hands, MachineClock
from counterfoil.xero.keeping import keep_alive
from counterfoil.xero.mapping import counterparts
from counterfoil.xero.pace import Pace
from counterfoil.xero.store import LinkStore
from counterfoil.xero.sweeping import sweep_due

log = structlog.get_logger("counterfoil.runner")

POLL_SECONDS = 0.3
TOKENS_EVERY_SECONDS = 60.0
CORRECTIONS_EVERY_SECONDS = 5.0
SWEEPS_EVERY_SECONDS = 60.0
AT_WORK_SECONDS = 1800.0
LONGEST_WAIT_SECONDS = 5.0


class Worker:
    """Everything it holds belongs to one thread. One in each process keeps house.

    The one that `keeps_house` takes corrections further, sweeps, mails, and notices consents that were lost; the others
    send.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        store: DatabaseStore | None = None,
        clock: Clock | None = None,
        poll_seconds: float = POLL_SECONDS,
        keeps_house: bool = True,
    ) -> None:
        self.settings = settings
        self.store = store or LinkStore()
        self.clock = clock or MachineClock()
        self.poll_seconds, self.keeps_house = poll_seconds, keeps_house
        self.stopping = threading.Event()
        self.holder = Holder()
        self._paces: dict[int, Pace] = {}
        self._not_before: dict[int, float] = {}
        self._served_at: dict[int, float] = {}
        self._tokens_at = 0.0
        self._corrections_at = 0.0
        self._sweeps_at = 0.0
        self._told: set[int] = set()

    def stop(self) -> None:
        """The request under way is finished and written down; nothing else is begun."""
        self.stopping.set()

    def run(self) -> None:
        """Until `stop`. Whatever goes wrong in a round, the next one begins with a lease of its own."""
        log.info("worker starts", holder=self.holder.name)
        wait, checked = self.poll_seconds, False
        with new_http() as http:
            while not self.stopping.is_set():
                try:
                    if not checked:
                        self._check_epoch()
                        checked = True
                    self.round(http)
                    wait = self.poll_seconds
                except (DatabaseError, InterfaceError, StoreAway) as away:
                    self._begin_anew("the database is away", away)
                    wait = min(LONGEST_WAIT_SECONDS, wait * 2)
                    checked = False  # It may come back as it was earlier.
                self.stopping.wait(wait)
            self.release()
        log.info("worker stops")

    def round(self, http: httpx.Client) -> list[Drained]:
        """Serve every destination with something due, once."""
        done = []
        for destination_id in self.store.waiting():
            if self.stopping.is_set():
                break
            if self._not_before.get(destination_id, 0.0) > self.clock.boot():
                continue
            try:
                done.append(self.serve(destination_id, http))
            except (DatabaseError, InterfaceError, StoreAway):
                raise
            except Exception as mistake:  # noqa: BLE001 - one firm's trouble must not end everybody's sending
                self._begin_anew("a firm's copies could not be sent", mistake)
                self._not_before[destination_id] = self.clock.boot() + LONGEST_WAIT_SECONDS
        if self.clock.boot() - self._tokens_at >= TOKENS_EVERY_SECONDS:
            self._tokens_at = self.clock.boot()
            self._keep_alive(http)
        if self.keeps_house:
            self._keep_house(http)
        return done

    def _keep_house(self, http: httpx.Client) -> None:
        if self.clock.boot() - self._corrections_at >= CORRECTIONS_EVERY_SECONDS:
            self._corrections_at = self.clock.boot()
            self._correct()
        if self.clock.boot() - self._sweeps_at >= SWEEPS_EVERY_SECONDS:
            self._sweeps_at = self.clock.boot()
            self._sweep(http)
            self._tell()

    def serve(self, destination_id: int, http: httpx.Client) -> Drained:
        """Send what is due to one destination."""
        client = self._client(destination_id, http)
        if client is None:
            self._not_before[destination_id] = self.clock.boot() + LONGEST_WAIT_SECONDS
            return Drained(self.store.left(destination_id), 0, stopped_by="no connection")
        self._served_at[destination_id] = self.clock.boot()
        pace = self._paces.setdefault(destination_id, Pace())
        hands = Hands(
            store=self.store,
            network=client,
            counterparts=lambda: counterparts(destination_id),
            clock=self.clock,
        )
        drained = drain(
            destination_id,
            hands=hands,
            holder=self.holder.name,
            pace=pace,
            gone=self.holder.gone,
            stop=self.stopping.is_set,
        )
        go_on_by_itself(destination_id, at=self.store.now())
        held_up = drained.busy or drained.stopped_by in ("pace", "day")
        if held_up and drained.again_in:
            self._not_before[destination_id] = self.clock.boot() + drained.again_in
        return drained

    def _correct(self) -> None:
        """Corrections that a worker left behind when it died: whatever was sent took the others further."""
        for destination_id in destinations_with_corrections():
            try:
                go_on_by_itself(destination_id, at=self.store.now())
            except (DatabaseError, InterfaceError, StoreAway):
                raise
            except Exception as mistake:  # noqa: BLE001 - one firm's trouble must not end everybody's sending
                self._begin_anew("a firm's corrections could not go on", mistake)

    def _sweep(self, http: httpx.Client) -> None:
        try:
            sweep_due(store=self.store, settings=self.settings, http=http)
        except (DatabaseError, InterfaceError, StoreAway):
            raise
        except Exception as mistake:  # noqa: BLE001 - reading back must not end the sending
            self._begin_anew("what changed in Xero could not be read back", mistake)

    def _tell(self) -> None:
        try:
            tell_all(now=self.store.now(), base_url=self.settings.base_url)
        except (DatabaseError, InterfaceError, StoreAway):
            raise
        except Exception as mistake:  # noqa: BLE001 - a mail must not end the sending
            self._begin_anew("what needs a person could not be mailed", mistake)

    def _client(self, destination_id: int, http: httpx.Client) -> Client | None:
        """Asked each time: a firm may have connected again with other tokens."""
        client = client_for(destination_id, at=self.store.now, settings=self.settings, http=http)
        if client is None and destination_id not in self._told:
            self._told.add(destination_id)
            log.warning("items wait for a connection", destination=destination_id)
        return client

    def _keep_alive(self, http: httpx.Client) -> None:
        lately = self.clock.boot() - AT_WORK_SECONDS
        at_work = {destination_id for destination_id, at in self._served_at.items() if at >= lately}
        keep_alive(now=self.store.now(), at_work=at_work, notices=self.keeps_house, settings=self.settings, http=http)

    def _check_epoch(self) -> None:
        reason = safe.check_at_start(at=self.store.now())
        if reason:
            log.error("nothing is sent until a person has looked", reason=reason)

    def _begin_anew(self, event: str, error: Exception) -> None:
        """What was under way under the old name becomes unknown at the next lease. No details: they may hold names."""
        log.error(event, error=type(error).__name__, where=_where(error))
        self.holder.renew()
        connection.close()

    def release(self) -> None:
        """When the work ends: so that the next worker need not wait for the leases to run out."""
        try:
            self.store.release_all(self.holder.name)
        except (DatabaseError, InterfaceError):
            log.warning("the leases could not be given back; they run out by themselves")


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
