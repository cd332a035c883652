"""Envelopes: on PostgreSQL partitioned by wave, so that a release drops a file, not rows."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

CREATE_PARTITIONED = """
CREATE TABLE surveys_envelope (
    wave_id uuid NOT NULL REFERENCES surveys_wave (id) DEFERRABLE INITIALLY DEFERRED,
    id uuid NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (wave_id, id)
) PARTITION BY LIST (wave_id)
"""


def create_table(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE_PARTITIONED)
    else:
        schema_editor.create_model(apps.get_model("surveys", "Envelope"))


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE surveys_envelope")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Envelope",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "wave_id",
                                "id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("sealed", models.BinaryField()),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="envelopes",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.RunPython(create_table, drop_table),
    ]
