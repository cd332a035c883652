"""Reminders, and participation by bucket. Who is reminded freezes at launch like the rest.

The trigger of the wave table is made anew: SQLite loses it where a check constraint is added, and
it has two more columns to watch.
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
)
FROZEN = (*FROZEN_BEFORE, "reminder_mode", "scheduled_reminders")


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
    dependencies = [
        ("surveys", "0005_participation"),
    ]

    operations = [
        migrations.RunPython(drop_trigger, freeze_before),
        migrations.CreateModel(
            name="ParticipationBucket",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("levels", models.JSONField(default=list)),
                ("invited", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["wave", "place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_date", models.DateField()),
                ("refused", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["wave", "number", "pk"],
            },
        ),
        migrations.RemoveField(
            model_name="participation",
            name="answered",
        ),
        migrations.AddField(
            model_name="invitation",
            name="reminder_number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="wave",
            name="reminder_mode",
            field=models.CharField(
                choices=[
                    ("everybody", "Everybody, with “ignore this if you have answered”"),
                    ("open", "Only people who have not answered"),
                ],
                default="everybody",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="wave",
            name="scheduled_reminders",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminder_mode__in", ["everybody", "open"])),
                name="wave_reminder_mode_known",
            ),
        ),
        migrations.AddField(
            model_name="participationbucket",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participation_buckets",
                to="surveys.wave",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="wave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="surveys.wave",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationbucket",
            constraint=models.UniqueConstraint(
                fields=("wave", "place"), name="one_bucket_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationbucket",
            constraint=models.CheckConstraint(
                condition=models.Q(("invited__gte", 10)), name="bucket_of_twice_the_floor"
            ),
        ),
        migrations.AddConstraint(
            model_name="participationbucket",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered__lte", models.F("invited"))),
                name="bucket_not_overfull",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("wave", "number"), name="one_reminder_per_number"
            ),
        ),
        migrations.RunPython(freeze, drop_trigger),
    ]
