"""Each firm gets an owner: its first admin, who founded it."""

from typing import Any

from django.db import migrations


def name_owners(apps: Any, schema_editor: Any) -> None:
    Member = apps.get_model("firms", "Member")
    seen = set()
    for member in Member.objects.filter(active=True).order_by("firm_id", "id"):
        roles = member.roles.split(",")
        if "admin" in roles and member.firm_id not in seen:
            seen.add(member.firm_id)
            roles.insert(roles.index("admin") + 1, "owner")
            member.roles = ",".join(roles)
            member.save(update_fields=["roles"])


class Migration(migrations.Migration):
    dependencies = [("firms", "0003_set_up")]

    operations = [migrations.RunPython(name_owners, migrations.RunPython.noop)]
