"""What waits to be copied to another ledger. Every column is named neutrally; `xero/` knows what they mean there."""

from django.db import models
from django.db.models import Q

from counterfoil.core.link import DEFAULT, TRANSFERS, TRUST_TRANSFERS, write_areas
from counterfoil.firms.models import Firm, of_its_parents_firm
from counterfoil.outbox.work import OPEN_STATES, STATES

AREAS_COPIED = write_areas(DEFAULT.areas)


class Destination(models.Model):
    """Another ledger that a firm sends copies to. Items belong to one destination for ever.

    `for_trying` says that the other ledger is emptied now and then: every page warns of it. `areas` to `keep_surplus`
    are what is copied and how (`core.link`): posting reads them, so a change touches only what is queued later.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    remote_id = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    state = models.CharField(
        max_length=12,
        default="live",
        choices=[("live", "Live"), ("suspended", "Suspended"), ("safe", "Safe"), ("gone", "Gone")],
    )
    state_reason = models.TextField(blank=True)
    connected_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    unreached_since = models.DateTimeField(null=True)
    minute_limit = models.PositiveIntegerField(default=60)
    day_limit = models.PositiveIntegerField(default=1000)
    minute_left = models.IntegerField(null=True)
    day_left = models.IntegerField(null=True)
    clock_offset_ms = models.BigIntegerField(default=0)
    locked_through = models.DateField(null=True)
    areas = models.CharField(max_length=120, blank=True, default=AREAS_COPIED, db_default=AREAS_COPIED)
    transfers = models.CharField(
        max_length=8, default="native", db_default="native", choices=[(code, says) for code, says in TRANSFERS.items()]
    )
    trust_transfers = models.CharField(
        max_length=8,
        default="journal",
        db_default="journal",
        choices=[(code, says) for code, says in TRUST_TRANSFERS.items()],
    )
    numbers_only = models.BooleanField(default=False, db_default=False)
    lines_apart = models.BooleanField(default=False, db_default=False)
    keep_surplus = models.BooleanField(default=False, db_default=False)
    for_trying = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "remote_id"), name="destination_once"),
            models.UniqueConstraint(fields=("firm",), condition=~Q(state="gone"), name="destination_one_current"),
        )

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One record to be made over there, born in the transaction of what it copies. Never deleted."""

    firm = of_its_parents_firm()
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    source_kind = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    part = models.CharField(max_length=60)
    operation = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    resource = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    marker = models.CharField(max_length=20, unique=True)
    snapshot = models.TextField()
    state = models.CharField(max_length=10, default="pending", choices=[(name, name) for name in STATES])
    body = models.TextField(null=True)
    body_sha256 = models.CharField(max_length=64, null=True)
    generation = models.PositiveIntegerField(default=0)
    first_send_at = models.DateTimeField(null=True)
    last_send_at = models.DateTimeField(null=True)
    begun = models.CharField(max_length=80, blank=True, db_default="")
    key = models.CharField(max_length=128, blank=True, db_default="")
    no_replay = models.BooleanField(default=False)
    absent_seen = models.PositiveIntegerField(default=0)
    absent_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    fence = models.BigIntegerField(default=0)
    remote_id = models.CharField(max_length=64, null=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason_text = models.TextField(blank=True)
    held = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("destination", "source_kind", "source_id", "part", "operation", "version"), name="item_once"
            ),
            models.UniqueConstraint(
                fields=("destination", "remote_id", "operation"),
                condition=Q(remote_id__isnull=False),
                name="item_remote_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(remote_id__isnull=False), name="confirmed_has_remote_id"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="item_state"),
        )
        indexes = (
            models.Index(fields=("destination", "id"), name="item_open", condition=Q(state__in=OPEN_STATES)),
            models.Index(fields=("destination", "state"), name="item_state_count"),
            # For the last push and the pushes of a day, on every page's rail. What waits is not in it.
            models.Index(
                fields=("destination", "settled_at", "state"),
                name="item_settled",
                condition=Q(settled_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.marker


class Dependency(models.Model):
    """`item` waits until `on` is confirmed. Nobody asks who waits for an item, so `on` has no index to pay for."""

    firm = of_its_parents_firm()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="leans_on")
    on = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False, related_name="carries")


class Attempt(models.Model):
    """One request for an item: append-only, but for the answer that is filled in once."""

    firm = of_its_parents_firm()
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=10)
    generation = models.PositiveIntegerField()
    key = models.CharField(max_length=128)
    body_sha256 = models.CharField(max_length=64)
    fence = models.BigIntegerField()
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    correlation_id = models.CharField(max_length=64, blank=True)
    answer = models.TextField(blank=True)


class Link(models.Model):
    """What a source became over there. Ended, never deleted, when a person unlinks it.

    `other_id` is a second id of the same record, where it has one (an overpayment beside its bank transaction).
    """

    firm = of_its_parents_firm()
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    item = models.OneToOneField(Item, on_delete=models.PROTECT)
    source_kind = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    part = models.CharField(max_length=60)
    remote_id = models.CharField(max_length=64)
    other_id = models.CharField(max_length=64, blank=True, db_default="")
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("source_kind", "source_id"), name="link_source"),)


class Lease(models.Model):
    """Who may send to a destination now. The fence only ever grows."""

    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, primary_key=True)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    holder = models.CharField(max_length=80, blank=True)
    fence = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)


class Epoch(models.Model):
    """The installation's own count of take-overs, kept also outside the database, to notice a restored backup."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    installation = models.CharField(max_length=4)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="epoch_single"),)
