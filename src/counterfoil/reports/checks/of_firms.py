"""No row of one firm refers to a row of another. Walks the models, so that a new table is looked at by itself."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from counterfoil.firms.rows import run
from counterfoil.reports.checks.finding import Finding, Scope


def no_cross_firm_reference(scope: Scope) -> Iterator[Finding]:
    for table, key, column, target, target_key in references():
        for firm_id, row_id, other in run(
            f"select x.firm_id, x.{key}, t.firm_id from {table} x join {target} t on t.{target_key} = x.{column}"
            f" where t.firm_id <> x.firm_id and {scope.of('x.firm_id')} order by x.{key}"
        ):
            sentence = f"{table}.{column} refers to a row of firm {other}"
            yield Finding("no_cross_firm_reference", sentence, f"{table} {row_id}", firm_id)


def references() -> Iterator[tuple[str, str, str, str, str]]:
    """(table, its key, the column, the table referred to, its key) wherever both sides belong to a firm."""
    for model in apps.get_models():
        if model.__module__.startswith("counterfoil.") and _has_firm(model):
            own = model._meta
            for field in own.concrete_fields:
                other = field.related_model if isinstance(field, models.ForeignKey) and field.name != "firm" else None
                if isinstance(other, type) and issubclass(other, models.Model) and _has_firm(other):
                    keys = [str(pk.column) for pk in (own.pk, field, other._meta.pk)]
                    yield own.db_table, keys[0], keys[1], other._meta.db_table, keys[2]
    yield "ledger_entry", "id", "document_id", "documents_document", "id"


def _has_firm(model: type[models.Model]) -> bool:
    return any(field.name == "firm" for field in model._meta.concrete_fields)
