from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0009_keep_surplus"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="key",
            field=models.CharField(blank=True, db_default="", max_length=128),
        ),
    ]
