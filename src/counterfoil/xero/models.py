"""The connection to an organisation in Xero, and which account and tax rate there answers to which here."""

from django.db import models
from django.db.models import Q

from counterfoil.documents.models import Document
from counterfoil.firms.models import Firm, User, of_its_parents_firm
from counterfoil.firms.publicid import new_public_id
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination, Item
from counterfoil.taxes.models import TaxCode
from counterfoil.xero.correction_steps import OPEN, OVER
from counterfoil.xero.drift_answers import ANSWERS, SORTS


class Connection(models.Model):
    """A consent and its tokens, encrypted (`secrets.py`). A destination is added when the organisation is chosen.

    `sort` is code (a person consented) or custom (an app of one organisation, which has no refresh token).
    `refreshing_until` keeps a second refresh away; `lost_since` is when a refresh first went unanswered.
    `feeds_read_by` is who read the advice about bank feeds, before anything was sent.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, null=True)
    sort = models.CharField(max_length=8, choices=[("code", "Consent"), ("custom", "Custom connection")])
    state = models.CharField(
        max_length=12,
        choices=[("choosing", "Choosing"), ("live", "Live"), ("broken", "Reconnect"), ("gone", "Disconnected")],
    )
    client_id = models.CharField(max_length=128)
    auth_event_id = models.CharField(max_length=64, blank=True)
    connection_id = models.CharField(max_length=64, blank=True)
    scopes = models.TextField()
    short_code = models.CharField(max_length=20, blank=True)
    organisation_class = models.CharField(max_length=40, blank=True)
    is_demo = models.BooleanField(default=False)
    access_token = models.TextField(blank=True)
    refresh_token = models.TextField(blank=True)
    previous_refresh_token = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True)
    refreshed_at = models.DateTimeField(null=True)
    refreshing_until = models.DateTimeField(null=True)
    lost_since = models.DateTimeField(null=True)
    token_version = models.PositiveIntegerField(default=0)
    accounts_read_at = models.DateTimeField(null=True)
    feeds_read_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    feeds_read_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"connection {self.pk}"


class Asking(models.Model):
    """A consent that was asked for: single use, ten minutes, bound to a session and a firm. Secrets as digests."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    state_sha256 = models.CharField(max_length=64, unique=True)
    session_sha256 = models.CharField(max_length=64)
    verifier = models.TextField(blank=True)
    redirect_uri = models.TextField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"asking {self.pk}"


class RemoteAccount(models.Model):
    """An account in Xero as it was last read. `number` is a bank account's own."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    remote_id = models.CharField(max_length=64)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=40)
    account_class = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20)
    tax_type = models.CharField(max_length=40, blank=True)
    takes_payments = models.BooleanField(default=False)
    number = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "remote_id"), name="remote_account_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class RemoteTaxRate(models.Model):
    """A tax rate in Xero as it was last read. `rate_bp` is in hundredths of a percent, `classes` as Xero names them."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    tax_type = models.CharField(max_length=50)
    name = models.CharField(max_length=255)
    rate_bp = models.IntegerField()
    status = models.CharField(max_length=20)
    classes = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "tax_type"), name="remote_tax_rate_once"),)

    def __str__(self) -> str:
        return f"{self.tax_type} {self.name}"


class RemoteChart(models.Model):
    """The newest reading of an organisation's accounts and tax rates: how many there were, and what had changed.

    `changes` is JSON: a list of `xero.changes.Change`.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT)
    read_at = models.DateTimeField()
    accounts = models.PositiveIntegerField()
    rates = models.PositiveIntegerField()
    changes = models.TextField()

    def __str__(self) -> str:
        return f"{self.accounts} accounts"


class RemoteTrialBalance(models.Model):
    """Xero's trial balance of one day as it was last read, between `began_at` and `read_at`.

    `year_began_on` is the first day of Xero's financial year; `figures` is JSON: a list of [account's id, name, minor
    units], debits above zero.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    as_at = models.DateField()
    year_began_on = models.DateField()
    began_at = models.DateTimeField()
    read_at = models.DateTimeField()
    figures = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "as_at"), name="remote_trial_balance_once"),)

    def __str__(self) -> str:
        return f"as at {self.as_at}"


class SignedComparison(models.Model):
    """Both trial balances of a day as a person signed them off: JSON, as `signing.py` writes it. Sealed."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT)
    as_at = models.DateField()
    read_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    why = models.TextField(blank=True)
    accounts = models.TextField()
    trust = models.TextField()

    def __str__(self) -> str:
        return f"signed as at {self.as_at}"


class HandledInXero(models.Model):
    """An old bill that stays out of the copies: the firm deals with it in Xero by hand. `by` said so, with a reason."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_index=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    at = models.DateTimeField()
    why = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "document"), name="handled_in_xero_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} is handled in Xero"


class Correction(models.Model):
    """A document that went out wrong is corrected on both sides: where that stands. Its steps are in `correcting.py`.

    `stopped_code` is the refusal that a step here ended in, until somebody lets it go on. `replacement` is the draft
    that it ended on. `theirs` is what stands in Xero and the draft is to say (`taking_over.py`), `said` what became of
    that.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=[(name, name) for name in (*OPEN, *OVER)])
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stopped_code = models.CharField(max_length=40, blank=True)
    stopped_text = models.TextField(blank=True)
    theirs = models.TextField(blank=True, db_default="")
    said = models.TextField(blank=True, db_default="")
    replacement = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document",), condition=Q(state__in=OPEN), name="correction_one_open"),
            models.CheckConstraint(condition=Q(state__in=(*OPEN, *OVER)), name="correction_state"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | Q(state__in=OVER, ended_at__isnull=False),
                name="correction_ended",
            ),
        )
        indexes = (models.Index(fields=("destination",), name="correction_open", condition=Q(state__in=OPEN)),)

    def __str__(self) -> str:
        return f"correction {self.public_id}"


class CorrectionPart(models.Model):
    """A document that a correction takes back, in order: what leans on others first, the corrected one last.

    `redrafted` is the draft that stands for it afterwards; its own, where it went back to draft.
    """

    firm = of_its_parents_firm()
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="parts")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    redrafted = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("correction", "document"), name="correction_part_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} of correction {self.correction_id}"


class Sweep(models.Model):
    """One reading of what changed in Xero. `trouble` says why it did not end.

    Sweeps that did not `read_every_list` told only of what was sent: nothing that was made there is known from them.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    calls = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    read_every_list = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = (models.Index(fields=("destination", "began_at"), name="sweep_newest"),)

    def __str__(self) -> str:
        return f"sweep of {self.began_at}"


class RecordThere(models.Model):
    """A record in Xero that was never sent from here, or stands otherwise than it was sent, as a sweep read it.

    It stood so from `since` to `until`. `effect` is JSON: account's id there -> minor units, debits above zero; empty
    where that cannot be told. A record that was voided there has none: `{}`. `other_id` is an overpayment's own.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    resource = models.CharField(max_length=40)
    remote_id = models.CharField(max_length=64)
    other_id = models.CharField(max_length=64, blank=True, db_default="")
    type = models.CharField(max_length=40, blank=True)
    on = models.DateField(db_column="dated_on")
    number = models.CharField(max_length=255, blank=True)
    contact = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("destination", "remote_id"), condition=Q(until=None), name="record_there_once"
            ),
        )
        indexes = (models.Index(fields=("destination", "on"), name="record_there_by_day"),)

    def __str__(self) -> str:
        return f"{self.resource} {self.remote_id}"


class Drift(models.Model):
    """Something that stands in Xero otherwise than it was sent, and what a person answered.

    `item` is the copy that drifted, or that was paid there; none for a record that is nobody's copy. `document` is what
    was recorded here for it. `theirs` is what a payment found only there, or a copy that was changed, says of itself.
    """

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, db_index=False)
    resource = models.CharField(max_length=40)
    remote_id = models.CharField(max_length=64)
    sort = models.CharField(max_length=10, choices=[(name, words) for name, words in SORTS.items()])
    text = models.TextField()
    theirs = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="open", choices=[(name, words) for name, words in ANSWERS.items()])
    found_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("destination", "remote_id", "sort"), condition=Q(state="open"), name="drift_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                name="drift_answered",
            ),
        )
        indexes = (models.Index(fields=("destination", "remote_id"), name="drift_record"),)

    def __str__(self) -> str:
        return f"{self.sort}: {self.remote_id}"


class Digest(models.Model):
    """When a firm was last mailed what needs a person, and of which sorts that was."""

    firm = models.OneToOneField(Firm, on_delete=models.PROTECT, primary_key=True)
    sent_at = models.DateTimeField()
    told = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"digest of {self.firm_id}"


class AccountMapping(models.Model):
    """Which account in Xero an account here becomes. Names are kept for the screen; the id decides."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    remote_id = models.CharField(max_length=64)
    remote_code = models.CharField(max_length=20, blank=True)
    remote_name = models.CharField(max_length=255)
    remote_type = models.CharField(max_length=40)
    remote_status = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "account"), name="account_mapping_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} is {self.remote_code}"


class TaxMapping(models.Model):
    """Which tax type in Xero a tax code here becomes."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, db_index=False)
    tax_code = models.ForeignKey(TaxCode, on_delete=models.PROTECT, db_index=False)
    tax_type = models.CharField(max_length=50)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("destination", "tax_code"), name="tax_mapping_once"),)

    def __str__(self) -> str:
        return f"{self.tax_code_id} is {self.tax_type}"
