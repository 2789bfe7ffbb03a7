"""Firm, Division, Member, User, and the audit log. Columns only; roles are in `roles.py`."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from counterfoil.firms.publicid import new_public_id


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail address. What they may do follows from their memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Users()

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper() or self.email[:1].upper()


class Firm(models.Model):
    """A law firm. `chart_version` moves with every change of accounts, banks, tax codes, currencies or divisions.

    `package` is one of core.packages, empty until it is chosen; the seals let it be chosen once. `matter_word` is what
    screens call a matter.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    name = models.CharField(max_length=255)
    jurisdiction = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=64)
    method = models.CharField(max_length=8, default="accrual", choices=[("accrual", "Accrual"), ("cash", "Cash")])
    year_end_month = models.PositiveSmallIntegerField()
    year_end_day = models.PositiveSmallIntegerField()
    chart_version = models.PositiveIntegerField(default=1)
    matter_word = models.CharField(max_length=8, default="matter", db_default="matter")
    package = models.CharField(max_length=16, blank=True)
    package_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    package_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


def of_its_parents_firm() -> "models.ForeignKey[Firm, Firm]":
    """The firm of a row that belongs to another row of the firm.

    The guard against strangers holds it to that row's firm, which has its constraint; a second one for each row of a
    posting cost PostgreSQL a tenth of it.
    """
    return models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False, db_constraint=False)


class Division(models.Model):
    """A part of the firm. Every firm has one, its first; another can be set up, and is not posted in yet."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=255)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="division_code"),)

    def __str__(self) -> str:
        return self.name


class OtherCurrency(models.Model):
    """A currency besides the firm's own: an ISO 4217 code. It can be set up, and is not posted in yet."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    code = models.CharField(max_length=3)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="other_currency_code"),)

    def __str__(self) -> str:
        return self.code


class Member(models.Model):
    """A person in a firm. `roles` is a comma-separated list of role codes; a person may hold several."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    roles = models.CharField(max_length=200)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "user"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.firm_id}"


class ApiKey(models.Model):
    """A program's key to one firm. Only a hash is kept; `user` is the account that its work is signed with."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    roles = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


class RequestKey(models.Model):
    """A contact or matter made under a request key: the same request again answers the same record."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    key = models.CharField(max_length=128)
    content_sha256 = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "key"), name="firm_request_key"),)

    def __str__(self) -> str:
        return self.key


class Audit(models.Model):
    """One change: who did what to which record, and why. Append-only; written in the change's own transaction."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    detail = models.TextField()
    why = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("subject", "subject_id"), name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"
