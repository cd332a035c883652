"""What the disclosure audit notes of a wave, and marks of those invited to published groups."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0011_share_results_and_plan_actions"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisclosureAudit",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="disclosure_audit",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("findings", models.JSONField(default=list)),
                ("is_without_groups", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="PublishedPeople",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reporting_dimension", models.CharField(blank=True, max_length=100)),
                ("level", models.CharField(blank=True, max_length=200)),
                ("marks", models.JSONField(default=list)),
                ("answered", models.PositiveIntegerField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="surveys.release",
                    ),
                ),
            ],
        ),
    ]
