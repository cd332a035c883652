"""A launch is planned in steps and kept; languages and items asked freeze at launch like the rest.

Both columns are nullable, so that SQLite adds them in place and keeps the trigger of the wave
table. They have a trigger of their own.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FROZEN = ("languages", "asked_items")
REFUSAL = "the settings of a launched wave are frozen"


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN)
        schema_editor.execute(
            f"""
            CREATE FUNCTION surveys_refuse_new_questions() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state <> 'draft' AND ({changed}) THEN
                    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
            END $$
            """
        )
        schema_editor.execute(
            """
            CREATE TRIGGER surveys_wave_questions_frozen BEFORE UPDATE ON surveys_wave
            FOR EACH ROW EXECUTE FUNCTION surveys_refuse_new_questions()
            """
        )
        return
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)
    schema_editor.execute(
        f"""
        CREATE TRIGGER surveys_wave_questions_frozen BEFORE UPDATE ON surveys_wave
        WHEN OLD.state <> 'draft' AND ({changed})
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER surveys_wave_questions_frozen ON surveys_wave")
        schema_editor.execute("DROP FUNCTION surveys_refuse_new_questions()")
    else:
        schema_editor.execute("DROP TRIGGER surveys_wave_questions_frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0009_hand_over_a_passphrase"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="wave", name="languages", field=models.JSONField(null=True)),
        migrations.AddField(
            model_name="wave", name="asked_items", field=models.JSONField(null=True)
        ),
        migrations.RunPython(freeze, thaw),
        migrations.CreateModel(
            name="LaunchDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("template", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("step", models.CharField(default="initiative", max_length=20)),
                ("changed_at", models.DateTimeField()),
                (
                    "audience",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="surveys.audience",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="launch_drafts",
                        to="surveys.initiative",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="surveys.instrument",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wave",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="launch_draft",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={"ordering": ["-changed_at", "pk"]},
        ),
    ]
