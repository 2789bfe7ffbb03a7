"""The three tables that all kinds share. Columns are what reports need; `content` is the whole of what was entered.

A document that was entered under a request key keeps it with the hash of what came: the same request answers the same.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from counterfoil.core.lifecycle import STATES
from counterfoil.firms.models import Firm, User, of_its_parents_firm
from counterfoil.firms.publicid import new_public_id
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.matters.models import Contact, Matter
from counterfoil.taxes.models import TaxCode

REFERRED_TO_ONCE = ("supplier_bill", "supplier_credit")
"""Kinds that carry a supplier's own number: on one posted document of each supplier. Their seals name them too."""


class Document(models.Model):
    """A document of some kind. `settled_minor` is kept by a trigger on Allocation and never leaves 0..total."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=[(name, name) for name in STATES])
    number = models.CharField(max_length=20, null=True)
    dated_on = models.DateField()
    due_on = models.DateField(null=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True)
    bank = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, db_index=False)
    related = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False)
    memo = models.CharField(max_length=255)
    total_minor = models.BigIntegerField()
    settled_minor = models.BigIntegerField(default=0)
    content = models.TextField()
    request_key = models.CharField(max_length=128, null=True)
    request_sha256 = models.CharField(max_length=64, null=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    entered_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "number"), name="document_number"),
            models.UniqueConstraint(
                fields=("firm", "request_key"), condition=Q(request_key__isnull=False), name="document_request_key"
            ),
            # A supplier's own number, which stands in `memo`: what a posting costs is paid by these two kinds alone.
            models.UniqueConstraint(
                F("firm"),
                F("contact"),
                F("kind"),
                Lower("memo"),
                condition=Q(kind__in=REFERRED_TO_ONCE, state="posted"),
                name="supplier_reference",
            ),
            models.CheckConstraint(
                condition=Q(settled_minor__gte=0, settled_minor__lte=F("total_minor")), name="settled_within_total"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="document_state"),
            models.CheckConstraint(condition=~Q(state="posted") | Q(number__isnull=False), name="posted_has_number"),
        )
        indexes = (
            models.Index(fields=("firm", "kind", "dated_on"), name="document_list"),
            # Drafts are few among very many: counted on the home page, searched for a matter. Posting does not pay.
            models.Index(fields=("firm", "kind"), name="document_draft", condition=Q(state="draft")),
            # What was made from an order; most documents were not, and do not pay.
            models.Index(fields=("related",), name="document_made_from", condition=Q(related__isnull=False)),
        )

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"

    @property
    def open_minor(self) -> int:
        return self.total_minor - self.settled_minor


class DocumentLine(models.Model):
    """One row of a document, priced: what was charged, to which account and matter, with which tax."""

    firm = of_its_parents_firm()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, db_index=False)
    tax_code = models.ForeignKey(TaxCode, on_delete=models.PROTECT, null=True, db_index=False)
    related = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, db_index=False, related_name="named_by")
    description = models.TextField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField(default=0)


class Allocation(models.Model):
    """So much of `source` settles `target`. Signed; undoing adds a row; `recorded_by` is the document that said so."""

    firm = of_its_parents_firm()
    recorded_by = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recorded")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="given")
    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="received")
    dated_on = models.DateField()
    minor = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(minor=0), name="allocation_not_zero"),)
