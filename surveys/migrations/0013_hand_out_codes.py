"""One-time codes for people without mail: batches, their invitations, and a count of wrong ones."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0012_audit_over_waves")]

    operations = [
        migrations.CreateModel(
            name="WrongCodes",
            fields=[
                ("minute", models.BigIntegerField(primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CodeBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="place")),
                ("count", models.PositiveIntegerField(verbose_name="number of codes")),
                ("levels", models.JSONField(default=dict)),
                ("is_printed", models.BooleanField(default=False)),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="code_batches",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("wave", "name"), name="one_code_batch_per_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 5)), name="code_batch_floor"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="surveys.codebatch",
            ),
        ),
    ]
