"""The ledger's tables. Models read; `record` writes, and the seals of both databases refuse everything else."""

from django.db import models
from django.db.models import Q

from counterfoil.core.chart import CLASS_OF_TYPE, SLOTS
from counterfoil.core.jurisdictions import TRUST_ACCOUNT_TYPES
from counterfoil.firms.models import Division, Firm, User, of_its_parents_firm
from counterfoil.matters.models import Contact, Matter


class Account(models.Model):
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=16, choices=[(name, name) for name in CLASS_OF_TYPE])
    slot = models.CharField(max_length=32, null=True, choices=[(name, name) for name in SLOTS])
    manual = models.BooleanField(default=True)
    tax = models.CharField(max_length=20, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "code"), name="account_code"),
            models.UniqueConstraint(fields=("firm", "slot"), name="account_slot"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BankAccount(models.Model):
    """A bank account, of the firm or of its clients (trust). Each posts to one account of the chart.

    `type` is a trust account's, by jurisdiction; an office account is always current. An empty `currency` is the
    firm's own, no `division` is its first. With `own_numbers` its documents are numbered apart: `T2-TR-1001`.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    sort = models.CharField(max_length=6, choices=[("office", "Office"), ("trust", "Trust")])
    account = models.OneToOneField(Account, on_delete=models.PROTECT)
    provider = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True)
    number = models.CharField(max_length=40, blank=True)
    type = models.CharField(max_length=10, default="current", choices=[(name, name) for name in TRUST_ACCOUNT_TYPES])
    currency = models.CharField(max_length=3, blank=True)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, db_index=False)
    state = models.CharField(max_length=6, default="open", choices=[("open", "Open"), ("closed", "Closed")])
    own_numbers = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="bank_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Entry(models.Model):
    """A sealed journal entry. `seq` has no gaps within the firm; `hash` covers the entry, its lines and `prev_hash`."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    seq = models.BigIntegerField()
    dated_on = models.DateField()
    title = models.CharField(max_length=120)
    document_id = models.BigIntegerField(db_index=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_index=False, related_name="reversed_by"
    )
    line_count = models.PositiveIntegerField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "seq"), name="entry_seq"),
            models.UniqueConstraint(
                fields=("reverses",), condition=Q(reverses__isnull=False), name="entry_reversed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.title}"


class Line(models.Model):
    """One line: debit above zero, credit below, in minor units of the firm's currency."""

    firm = of_its_parents_firm()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, db_index=False)
    bank = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, db_index=False)
    dated_on = models.DateField()
    minor = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(minor=0), name="line_not_zero"),)
        indexes = (
            models.Index(fields=("account", "dated_on"), name="line_account"),
            models.Index(
                fields=("matter", "account", "dated_on"), name="line_matter", condition=Q(matter__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.minor}"


class AccountMonth(models.Model):
    """What moved on an account in a month (202603), net. Kept by the seal."""

    firm = of_its_parents_firm()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    month = models.PositiveIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "month"), name="account_month"),)


class TrustBalance(models.Model):
    """What is held for a matter in a trust bank, now. Never below zero; `newest_on` is its latest line's date."""

    firm = of_its_parents_firm()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_index=False)
    bank = models.ForeignKey(BankAccount, on_delete=models.PROTECT, db_index=False)
    minor = models.BigIntegerField()
    newest_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("matter", "bank"), name="trust_balance"),
            models.CheckConstraint(condition=Q(minor__gte=0), name="trust_not_below_zero"),
        )


class MatterMonth(models.Model):
    """What moved for a matter in a month, net, on trust funds held (per bank, held is above zero) and receivables."""

    firm = of_its_parents_firm()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    bank_key = models.BigIntegerField()
    month = models.PositiveIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("matter", "account", "bank_key", "month"), name="matter_month"),)


class Period(models.Model):
    """How far a ledger of the firm is closed. A row for `general` and one for `trust`."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    ledger = models.CharField(max_length=7, choices=[("general", "General"), ("trust", "Trust")])
    closed_through = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "ledger"), name="period_ledger"),)


class Chain(models.Model):
    """The head of a firm's chain of entries. Locked first by every posting; moved by the seal alone."""

    firm = models.OneToOneField(Firm, on_delete=models.PROTECT, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Series(models.Model):
    """The next number of a series. Goes up by one inside the posting's transaction: no gaps."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=16)
    next = models.BigIntegerField(default=1001)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="series_code"),)
