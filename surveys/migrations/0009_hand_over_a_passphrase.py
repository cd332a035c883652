"""A trustee hands a passphrase to the release worker: sealed, once, for an hour at most."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0008_review_and_pass_on_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trusteeship",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trusteeship",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("slot", models.UUIDField(null=True)),
                ("slot_public_key", models.BinaryField(null=True)),
                ("slot_mark", models.CharField(blank=True, max_length=64)),
                ("sealed_passphrase", models.BinaryField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("failed_count", models.PositiveSmallIntegerField(default=0)),
                ("failed_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
