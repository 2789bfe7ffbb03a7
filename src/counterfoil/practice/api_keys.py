"""Giving a program a key to the firm, and taking it back."""

from datetime import datetime, timedelta

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit
from counterfoil.firms.api_keys import mint
from counterfoil.firms.models import ApiKey, User
from counterfoil.firms.roles import Actor, require, write_roles

LONGEST_DAYS = 730


def give_key(*, name: str, days: int, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A key for one program, and its text, which is shown now and never again. Its work is signed `NAME (API)`."""
    require(by, "manage people")
    name = clean_text(name, most=100)
    if not name:
        raise Refusal("field-missing", "name the program that gets the key")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal("number-not-understood", "a key lasts 1 to {most} days", most=LONGEST_DAYS)
    minted = mint()
    with transaction.atomic():
        account = User.objects.create_user(f"{minted.prefix}@api.invalid", None, name=f"{name} (API)", is_active=False)
        key = ApiKey.objects.create(
            firm_id=by.firm_id,
            user=account,
            name=name,
            prefix=minted.prefix,
            secret_sha256=minted.secret_sha256,
            roles=write_roles({"api_client"}),
            expires_at=at + timedelta(days=days),
        )
        audit.note(by=by, at=at, action="give key", subject="api key", subject_id=key.pk, detail={"name": name})
    return key, minted.token


def revoke_key(*, prefix: str, by: Actor, at: datetime) -> ApiKey:
    """The key opens nothing from now on."""
    require(by, "manage people")
    with transaction.atomic():
        key = ApiKey.objects.filter(firm_id=by.firm_id, prefix=prefix, revoked_at=None).first()
        if key is None:
            raise Refusal("key-unknown", "no key of this firm that still works begins with cf_{prefix}", prefix=prefix)
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        audit.note(by=by, at=at, action="revoke key", subject="api key", subject_id=key.pk, detail={"name": key.name})
    return key
