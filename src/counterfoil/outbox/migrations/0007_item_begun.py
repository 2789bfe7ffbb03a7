from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_firm_of_the_parent"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="begun",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
    ]
