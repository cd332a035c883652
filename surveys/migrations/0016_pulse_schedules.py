"""How often the next wave of a survey is planned."""

import django.db.models.deletion
from django.db import migrations, models

RHYTHMS = [
    ("weekly", "Every week"),
    ("biweekly", "Every two weeks"),
    ("monthly", "Every month"),
    ("quarterly", "Every three months"),
]


class Migration(migrations.Migration):
    dependencies = [("surveys", "0015_write_questionnaires")]

    operations = [
        migrations.CreateModel(
            name="PulseSchedule",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pulse",
                        serialize=False,
                        to="surveys.survey",
                    ),
                ),
                ("rhythm", models.CharField(choices=RHYTHMS, max_length=10)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rhythm__in", ["weekly", "biweekly", "monthly", "quarterly"])
                        ),
                        name="pulse_rhythm_known",
                    )
                ],
            },
        ),
    ]
