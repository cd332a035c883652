"""Comments to review and to pass on, names besides those of employees, what a model wrote.

Whether comments may be quoted or passed on freezes at launch like the rest: the trigger of the wave
table is made anew with two more columns, as SQLite loses it where a column with a default is added.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

FROZEN_BEFORE = (
    "survey_id",
    "number",
    "reporting_dimensions",
    "min_group_size",
    "min_distribution_size",
    "min_comment_size",
    "retention_mode",
    "has_trustee",
    "is_imported",
    "public_key",
    "settings_hash",
    "roster_hash",
    "invited_count",
    "reminder_mode",
    "scheduled_reminders",
)
FROZEN = (*FROZEN_BEFORE, "shows_verbatims", "passes_on_alerts")


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER surveys_wave_frozen ON surveys_wave")
        schema_editor.execute("DROP FUNCTION surveys_refuse_thaw()")
    else:
        schema_editor.execute("DROP TRIGGER surveys_wave_frozen")


def freeze_before(apps, schema_editor):
    _create_trigger(schema_editor, FROZEN_BEFORE)


def freeze(apps, schema_editor):
    _create_trigger(schema_editor, FROZEN)


def _create_trigger(schema_editor, names):
    if schema_editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names)
        schema_editor.execute(
            f"""
            CREATE FUNCTION surveys_refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state <> 'draft' AND ({changed} OR NEW.state = 'draft') THEN
                    RAISE EXCEPTION 'the settings of a launched wave are frozen'
                    USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
            END $$
            """
        )
        schema_editor.execute(
            """
            CREATE TRIGGER surveys_wave_frozen BEFORE UPDATE ON surveys_wave
            FOR EACH ROW EXECUTE FUNCTION surveys_refuse_thaw()
            """
        )
        return
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in names)
    schema_editor.execute(
        f"""
        CREATE TRIGGER surveys_wave_frozen BEFORE UPDATE ON surveys_wave
        WHEN OLD.state <> 'draft' AND ({changed} OR NEW.state = 'draft')
        BEGIN SELECT RAISE(ABORT, 'the settings of a launched wave are frozen'); END
        """
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_cast_verified_ballots")]

    operations = [
        migrations.RunPython(drop_trigger, freeze_before),
        migrations.CreateModel(
            name="OtherName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="wave",
            name="passes_on_alerts",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="wave",
            name="shows_verbatims",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="CommentAlert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=100)),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "New"), ("seen", "Seen"), ("handled", "Handled")],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="surveys.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "seen", "handled"])),
                        name="alert_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentSummaryText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=100)),
                ("model", models.CharField(max_length=200)),
                ("points", models.JSONField(default=list)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summaries",
                        to="surveys.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "item"), name="one_summary_per_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verbatim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=100)),
                ("text", models.TextField()),
                ("places", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "To be reviewed"),
                            ("approved", "Approved"),
                            ("withheld", "Withheld"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("is_edited", models.BooleanField(default=False)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verbatims",
                        to="surveys.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "approved", "withheld"])),
                        name="verbatim_state_known",
                    )
                ],
            },
        ),
        migrations.RunPython(freeze, drop_trigger),
    ]
