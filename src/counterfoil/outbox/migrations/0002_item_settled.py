from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", False)),
                fields=["destination", "settled_at", "state"],
                name="item_settled",
            ),
        )
    ]
