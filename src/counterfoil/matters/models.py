"""Contact, Matter, Participant. A matter belongs to one client and carries the trust and office ledgers."""

from django.db import models

from counterfoil.firms.models import Firm
from counterfoil.firms.publicid import new_public_id


class Contact(models.Model):
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    sort = models.CharField(
        max_length=8, default="company", choices=[("person", "Person"), ("company", "Company"), ("bank", "Bank")]
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=50, blank=True)
    address = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="contact_code"),)

    def __str__(self) -> str:
        return self.name


class Matter(models.Model):
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    client = models.ForeignKey(Contact, on_delete=models.PROTECT)
    sort = models.CharField(max_length=80, blank=True)
    lawyer = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, default="open", choices=[("open", "Open"), ("closed", "Closed")])
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="matter_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Participant(models.Model):
    """Somebody else with a part in the matter: the other side, an agent, a co-owner."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT)
    role = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.role
