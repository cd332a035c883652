"""The day after which no wave of a pulse opens."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0017_import_people_as_jobs")]

    operations = [
        migrations.AddField(
            model_name="pulseschedule",
            name="last_date",
            field=models.DateField(null=True),
        )
    ]
