"""Which account and tax rate in Xero answers to which here: saved as a person chooses, read when translating."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import day_of, run
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination, Item
from counterfoil.taxes.models import TaxCode
from counterfoil.xero.fitting import BANKS, Ours, Theirs, unfit, unfit_rate
from counterfoil.xero.models import AccountMapping, RemoteAccount, RemoteTaxRate, TaxMapping
from counterfoil.xero.suggesting import Suggestion, suggest_accounts, suggest_tax_types
from counterfoil.xero.translate import parts


def adopt_suggestions(*, by: Actor, at: datetime, destination: Destination) -> list[Suggestion]:
    """Save what suggests itself for whatever is not mapped yet. Returns what still has no counterpart."""
    require(by, "connect")
    with transaction.atomic():
        mapped = set(AccountMapping.objects.filter(destination=destination).values_list("account_id", flat=True))
        open_ones = []
        for suggestion in suggest_accounts(destination):
            if suggestion.account.pk in mapped:
                continue
            if suggestion.remote is None:
                open_ones.append(suggestion)
            else:
                save_account(destination, suggestion.account.pk, suggestion.remote)
        codes = dict(TaxCode.objects.filter(firm_id=destination.firm_id).values_list("code", "pk"))
        for code, tax_type in suggest_tax_types(destination).items():
            TaxMapping.objects.get_or_create(
                destination=destination,
                tax_code_id=codes[code],
                defaults={"firm_id": destination.firm_id, "tax_type": tax_type},
            )
        try_again(destination.pk)
        audit.note(
            by=by, at=at, action="map", subject="destination", subject_id=destination.pk, detail={"by": "suggestion"}
        )
    return open_ones


def choose(
    *, by: Actor, at: datetime, destination: Destination, accounts: Mapping[int, str], taxes: Mapping[int, str]
) -> int:
    """A person's choices, all or none: account id -> Xero's id, tax code id -> tax type; an empty one takes it away.

    Returns how many changed. What failed for want of a counterpart goes on by itself. InputRefused names every row by
    `account-<id>` or `tax-<id>`: account-unknown-there, counterpart-unfit, counterpart-taken.
    """
    require(by, "connect")
    with transaction.atomic():
        wrong: dict[str, Refusal] = {}
        said = _choose_accounts(destination, accounts, wrong) | _choose_taxes(destination, taxes, wrong)
        _each_bank_alone(destination, accounts, wrong)
        if wrong:
            raise InputRefused(wrong)
        if said:
            try_again(destination.pk)
            audit.note(by=by, at=at, action="map", subject="destination", subject_id=destination.pk, detail=said)
    return len(said)


def map_account(*, by: Actor, at: datetime, destination: Destination, account_id: int, remote_id: str) -> None:
    choose(by=by, at=at, destination=destination, accounts={account_id: remote_id}, taxes={})


def _choose_accounts(destination: Destination, chosen: Mapping[int, str], wrong: dict[str, Refusal]) -> dict[str, str]:
    """What changed, for the audit log."""
    ours = Account.objects.filter(firm_id=destination.firm_id).in_bulk(list(chosen))
    theirs = {
        one.remote_id: one
        for one in RemoteAccount.objects.filter(destination=destination, remote_id__in=set(chosen.values()))
    }
    had = {one.account_id: one.remote_id for one in AccountMapping.objects.filter(destination=destination)}
    said: dict[str, str] = {}
    for account_id, remote_id in chosen.items():
        account, remote = ours.get(account_id), theirs.get(remote_id)
        if account is not None and remote_id == had.get(account_id, ""):
            continue
        if account is None or (remote_id and remote is None):
            wrong[f"account-{account_id}"] = _unknown("accounts")
        elif remote is None:
            AccountMapping.objects.filter(destination=destination, account=account).delete()
            said[str(account)] = "nothing"
        elif why := unfit(
            Ours(account.type, account.slot or ""), Theirs(remote.type, remote.account_class, remote.system)
        ):
            wrong[f"account-{account_id}"] = Refusal("counterpart-unfit", why)
        else:
            save_account(destination, account.pk, remote)
            said[str(account)] = str(remote)
    return said


def _choose_taxes(destination: Destination, chosen: Mapping[int, str], wrong: dict[str, Refusal]) -> dict[str, str]:
    codes = TaxCode.objects.filter(firm_id=destination.firm_id).in_bulk(list(chosen))
    rates = {
        one.tax_type: one
        for one in RemoteTaxRate.objects.filter(destination=destination, tax_type__in=set(chosen.values()))
    }
    had = {one.tax_code_id: one.tax_type for one in TaxMapping.objects.filter(destination=destination)}
    said: dict[str, str] = {}
    for code_id, tax_type in chosen.items():
        code, rate = codes.get(code_id), rates.get(tax_type)
        if code is not None and tax_type == had.get(code_id, ""):
            continue
        if code is None or (tax_type and rate is None):
            wrong[f"tax-{code_id}"] = _unknown("tax rates")
        elif rate is None:
            TaxMapping.objects.filter(destination=destination, tax_code=code).delete()
            said[f"tax code {code.code}"] = "nothing"
        elif why := unfit_rate(
            code.direction, classes=frozenset(rate.classes.split(",")), active=rate.status == "ACTIVE"
        ):
            wrong[f"tax-{code_id}"] = Refusal("counterpart-unfit", why)
        else:
            TaxMapping.objects.update_or_create(
                destination=destination,
                tax_code=code,
                defaults={"firm_id": destination.firm_id, "tax_type": tax_type},
            )
            said[f"tax code {code.code}"] = tax_type
    return said


def _unknown(what: str) -> Refusal:
    return Refusal("account-unknown-there", "refresh the {what}, then choose one of the list", what=what)


def _each_bank_alone(destination: Destination, chosen: Mapping[int, str], wrong: dict[str, Refusal]) -> None:
    """Looked at when all is chosen, so that two banks may change places."""
    seen: dict[str, str] = {}
    banks = AccountMapping.objects.filter(destination=destination, account__type__in=BANKS).select_related("account")
    for mapped in sorted(banks, key=lambda each: each.account_id in chosen):
        other = seen.setdefault(mapped.remote_id, str(mapped.account))
        if other != str(mapped.account) and mapped.account_id in chosen:
            wrong[f"account-{mapped.account_id}"] = Refusal(
                "counterpart-taken", "{other} is mapped to that bank account; each has one of its own", other=other
            )


def save_account(destination: Destination, account_id: int, remote: RemoteAccount) -> None:
    AccountMapping.objects.update_or_create(
        destination=destination,
        account_id=account_id,
        defaults={
            "firm_id": destination.firm_id,
            "remote_id": remote.remote_id,
            "remote_code": remote.code,
            "remote_name": remote.name,
            "remote_type": remote.type,
            "remote_status": remote.status,
        },
    )


def counterparts(destination_id: int) -> parts.Counterparts:
    """The mapping as translations read it."""
    accounts = {
        row[0]: parts.RemoteAccount(*row[1:])
        for row in run(
            "select m.account_id, m.remote_id, m.remote_code, m.remote_name, m.remote_type, m.remote_status,"
            " coalesce(r.account_class, ''), coalesce(r.takes_payments, true) from xero_accountmapping m"
            " left join xero_remoteaccount r on r.destination_id = m.destination_id and r.remote_id = m.remote_id"
            " where m.destination_id = %s",
            [destination_id],
        )
    }
    taxes = run(
        "select c.code, m.tax_type from xero_taxmapping m join taxes_taxcode c on c.id = m.tax_code_id"
        " where m.destination_id = %s",
        [destination_id],
    )
    rounding = run(
        "select remote_id, code, name, type, status from xero_remoteaccount"
        " where destination_id = %s and system = 'ROUNDING'",
        [destination_id],
    )
    making = run(
        "select source_id from outbox_item where destination_id = %s and source_kind = 'account'"
        " and state in ('pending', 'sending', 'unknown', 'review')",
        [destination_id],
    )
    rates = run(
        "select r.tax_type, r.status, r.classes from xero_remotetaxrate r where r.destination_id = %s", [destination_id]
    )
    ((locked,),) = run("select locked_through from outbox_destination where id = %s", [destination_id])
    return parts.Counterparts(
        accounts,
        dict(taxes),
        parts.RemoteAccount(*rounding[0]) if rounding else None,
        frozenset(row[0] for row in making),
        rates={row[0]: parts.RemoteRate(row[1] == "ACTIVE", frozenset(row[2].split(",")) - {""}) for row in rates},
        locked_through=day_of(locked) if locked else None,
    )


def try_again(destination_id: int, codes: Sequence[str] = parts.LACKING) -> None:
    """What was refused here before it was sent, for one of those reasons, waits its turn again."""
    refused = Q(state="rejected", reason_code__in=codes) | Q(state="pending", reason_code=parts.BEING_MADE)
    Item.objects.filter(refused, destination_id=destination_id).update(
        state="pending",
        reason_code="",
        reason_text="",
        not_before=None,
        settled_at=None,
        body=None,
        body_sha256=None,
    )
