"""The tokens of a connection: one refresh at a time, written down before it is used.

Order: claim; call; write the new pair; use it. An unanswered refresh is tried again with the old refresh token, which
still works for half an hour; after 25 minutes the connection is broken and a person connects again.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import structlog
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.firms import audit
from counterfoil.firms.roles import installation
from counterfoil.firms.rows import moment, run
from counterfoil.outbox.destinations import instant
from counterfoil.xero import oauth
from counterfoil.xero.oauth import Lost, Refused, Tokens
from counterfoil.xero.request import NoAnswer, NotAllowed
from counterfoil.xero.secrets import Secret, seal, unseal

log = structlog.get_logger("counterfoil.xero")

NEARLY_OLD = timedelta(minutes=2)
AHEAD = timedelta(minutes=10)
"""Tokens live 30 minutes; the worker refreshes at 20."""
IDLE = timedelta(days=7)
CLAIM = timedelta(seconds=45)
GRACE = timedelta(minutes=25)
RECONNECT = "Xero no longer accepts this connection; an admin has to connect again"


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    firm_id: int
    destination_id: int | None
    sort: str
    state: str
    access: str
    refresh: str
    previous: str
    expires_at: datetime | None
    refreshed_at: datetime | None
    refreshing_until: datetime | None
    lost_since: datetime | None
    version: int


_TEXTS = "id firm_id destination_id sort state access refresh previous".split()


def read_row(connection_id: int) -> Row:
    row = run(
        "select id, firm_id, destination_id, sort, state, access_token, refresh_token, previous_refresh_token,"
        " expires_at, refreshed_at, refreshing_until, lost_since, token_version from xero_connection where id = %s",
        [connection_id],
    )[0]
    return Row(
        **dict(zip(_TEXTS, row[:8], strict=True)),
        expires_at=instant(row[8]),
        refreshed_at=instant(row[9]),
        refreshing_until=instant(row[10]),
        lost_since=instant(row[11]),
        version=row[12],
    )


class TokenKeeper:
    """The access token of one connection, for one thread of one process."""

    def __init__(self, connection_id: int, *, http: httpx.Client, settings: Settings) -> None:
        self.connection_id = connection_id
        self._http, self._settings = http, settings
        self._kept: tuple[int, Secret, datetime] | None = None

    def access(self, now: datetime) -> Secret | NoAnswer | NotAllowed:
        """A token that is good for two minutes more, or why there is none."""
        if self._kept and self._kept[2] - now > NEARLY_OLD:
            return self._kept[1]
        row = read_row(self.connection_id)
        if row.state not in ("broken", "gone") and (row.expires_at is None or row.expires_at - now <= NEARLY_OLD):
            self._refresh(row, now)
            row = read_row(self.connection_id)
        if row.state in ("broken", "gone"):
            return NotAllowed(RECONNECT)
        if row.expires_at is None or row.expires_at <= now:
            return NoAnswer(left=False, why="Xero's sign-in service does not answer")
        return self._keep(row)

    def in_hand(self, now: datetime) -> Secret | None:
        """The token that still works, without asking for another."""
        row = read_row(self.connection_id)
        return self._keep(row) if row.state == "live" and row.expires_at and row.expires_at > now else None

    def renew(self, now: datetime) -> bool:
        """Xero refused the token whatever its age: get another, unless somebody else just has."""
        refused, self._kept = self._kept, None
        row = read_row(self.connection_id)
        if refused and row.version != refused[0]:
            return True
        return self._refresh(row, now)

    def keep_alive(self, now: datetime) -> bool:
        """Refresh what has been idle for a week: a refresh token dies after 60 days unused."""
        row = read_row(self.connection_id)
        if row.state != "live" or row.sort == "custom" or row.refreshed_at is None:
            return False
        return now - row.refreshed_at >= IDLE and self._refresh(row, now)

    def refresh_ahead(self, now: datetime) -> bool:
        """Refresh at 20 minutes of 30, so that nobody has to wait for it."""
        row = read_row(self.connection_id)
        due = row.expires_at is not None and row.expires_at - now <= AHEAD
        return row.state == "live" and due and self._refresh(row, now)

    def refresh(self, now: datetime) -> bool:
        """Get a new pair and write it down. True when a usable token stands in the row afterwards."""
        return self._refresh(read_row(self.connection_id), now)

    def _refresh(self, seen: Row, now: datetime) -> bool:
        """Refresh for the reason found in `seen`; whoever finds another version there since has no reason left."""
        row = self._claim(seen, now)
        if row is None:
            return read_row(self.connection_id).version != seen.version
        answer = self._call(row, now)
        match answer:
            case Tokens():
                self._write(row, answer, now)
                return True
            case Lost():
                self._lost(row, answer, now)
                return False
            case Refused():
                log.warning("Xero refused a refresh", connection=row.id, code=answer.code)
                self._broken(row, now)
                return False

    def _call(self, row: Row, now: datetime) -> oauth.TokenAnswer:
        if row.sort == "custom":
            return oauth.from_client_credentials(self._http, self._settings)
        answer = oauth.from_refresh_token(
            self._http, self._settings, refresh=self._unseal(row, "refresh_token", row.refresh)
        )
        recent = row.refreshed_at is not None and now - row.refreshed_at < GRACE
        if isinstance(answer, Refused) and answer.code == "invalid_grant" and row.previous and recent:
            previous = self._unseal(row, "previous_refresh_token", row.previous)
            return oauth.from_refresh_token(self._http, self._settings, refresh=previous)
        return answer

    def _claim(self, seen: Row, now: datetime) -> Row | None:
        """Keep others from refreshing meanwhile. When another is at it, wait for what comes of that."""
        for _ in range(100):
            with transaction.atomic():
                mine = run(
                    "update xero_connection set refreshing_until = %s where id = %s and token_version = %s"
                    " and state in ('choosing', 'live') and (refreshing_until is null or refreshing_until < %s)"
                    " returning id",
                    [moment(now + CLAIM), self.connection_id, seen.version, moment(now)],
                )
            row = read_row(self.connection_id)
            if mine:
                return row
            if row.version != seen.version or row.state in ("broken", "gone"):
                return None
            time.sleep(0.1)
        return None

    def _write(self, row: Row, tokens: Tokens, now: datetime) -> None:
        write_tokens(row.id, row.firm_id, tokens, now=now, settings=self._settings, before=row.refresh)
        self._kept = (row.version + 1, tokens.access, now + timedelta(seconds=tokens.seconds))

    def _lost(self, row: Row, answer: Lost, now: datetime) -> None:
        since = row.lost_since or now
        log.warning("no answer to a refresh", connection=row.id, why=answer.why)
        if now - since > GRACE:
            self._broken(row, now)
            return
        with transaction.atomic():
            run(
                "update xero_connection set refreshing_until = null, lost_since = %s where id = %s",
                [moment(since), row.id],
            )

    def _broken(self, row: Row, now: datetime) -> None:
        """A person has to connect again. What waits stays where it is."""
        with transaction.atomic():
            run("update xero_connection set state = 'broken', refreshing_until = null where id = %s", [row.id])
            audit.note(
                by=installation(row.firm_id),
                at=now,
                action="lose consent",
                subject="connection",
                subject_id=row.id,
                why=RECONNECT,
            )
            run(
                "update outbox_destination set state = 'suspended', state_reason = %s where id = %s and state = 'live'",
                [RECONNECT, row.destination_id],
            )

    def _keep(self, row: Row) -> Secret:
        token = self._unseal(row, "access_token", row.access)
        assert row.expires_at is not None
        self._kept = (row.version, token, row.expires_at)
        return token

    def _unseal(self, row: Row, column: str, stored: str) -> Secret:
        keys = self._settings.encryption_keys()
        return unseal(stored, column=f"xero_connection.{column}", row=row.id, firm_id=row.firm_id, keys=keys)


def unsealed(connection_id: int, column: str, settings: Settings) -> Secret:
    """The token of that column: access_token or refresh_token."""
    row = read_row(connection_id)
    stored = {"refresh_token": row.refresh, "access_token": row.access}[column]
    place = f"xero_connection.{column}"
    return unseal(stored, column=place, row=row.id, firm_id=row.firm_id, keys=settings.encryption_keys())


def write_tokens(
    connection_id: int, firm_id: int, tokens: Tokens, *, now: datetime, settings: Settings, before: str = ""
) -> None:
    """Encrypted, and synced to disk by the commit. The refresh token before it is kept for a lost answer."""

    def sealed(secret: Secret, column: str) -> str:
        if not secret:
            return ""
        return seal(secret, column=f"xero_connection.{column}", row=connection_id, firm_id=firm_id, keys=keys)

    previous = ""
    with transaction.atomic():
        keys = settings.encryption_keys()
        if before:
            old = unseal(before, column="xero_connection.refresh_token", row=connection_id, firm_id=firm_id, keys=keys)
            previous = sealed(old, "previous_refresh_token")
        run(
            "update xero_connection set access_token = %s, refresh_token = %s, previous_refresh_token = %s,"
            " expires_at = %s, refreshed_at = %s, refreshing_until = null, lost_since = null,"
            " token_version = token_version + 1 where id = %s",
            [
                sealed(tokens.access, "access_token"),
                sealed(tokens.refresh, "refresh_token"),
                previous,
                moment(now + timedelta(seconds=tokens.seconds)),
                moment(now),
                connection_id,
            ],
        )
