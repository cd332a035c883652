"""The number of waves after which a pulse ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0019_sample_no_answers")]

    operations = [
        migrations.AddField(
            model_name="pulseschedule",
            name="wave_limit",
            field=models.PositiveSmallIntegerField(null=True),
        )
    ]
