"""A launched wave keeps its rules: the database itself refuses to change them.

Thresholds, reporting dimensions, retention and keys were promised to respondents. The trigger is on
the table, so no page, API, console or ORM call gets past it. A later migration that rebuilds the
table on SQLite must create the trigger again; a test looks for it.
"""

from django.db import migrations

FROZEN = (
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

POSTGRESQL = [
    """
    CREATE FUNCTION surveys_refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'draft' AND ({changed} OR NEW.state = 'draft') THEN
            RAISE EXCEPTION 'the settings of a launched wave are frozen' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$
    """.format(changed=" OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN)),
    """
    CREATE TRIGGER surveys_wave_frozen BEFORE UPDATE ON surveys_wave
    FOR EACH ROW EXECUTE FUNCTION surveys_refuse_thaw()
    """,
]
SQLITE = [
    """
    CREATE TRIGGER surveys_wave_frozen BEFORE UPDATE ON surveys_wave
    WHEN OLD.state <> 'draft' AND ({changed} OR NEW.state = 'draft')
    BEGIN SELECT RAISE(ABORT, 'the settings of a launched wave are frozen'); END
    """.format(changed=" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FROZEN)),
]


def create_triggers(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER surveys_wave_frozen ON surveys_wave")
        schema_editor.execute("DROP FUNCTION surveys_refuse_thaw()")
    else:
        schema_editor.execute("DROP TRIGGER surveys_wave_frozen")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_partition_envelopes")]

    operations = [migrations.RunPython(create_triggers, drop_triggers)]
