"""An upload of a list of employees: where its check and its import stand."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0016_pulse_schedules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PeopleImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("checked", "Waits for you"),
                            ("refused", "Has faults"),
                            ("writing", "Being imported"),
                            ("done", "Done"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("upload", models.CharField(blank=True, max_length=64)),
                ("removes_absent", models.BooleanField(default=False)),
                ("faults", models.JSONField(default=list)),
                ("people", models.PositiveIntegerField(default=0)),
                ("managers", models.PositiveIntegerField(default=0)),
                ("attributes", models.JSONField(default=list)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("absent", models.PositiveIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["checking", "checked", "refused", "writing", "done"])
                        ),
                        name="people_import_state_known",
                    )
                ],
            },
        ),
    ]
