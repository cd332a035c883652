"""Whether a model summarizes comments freezes at launch like the rest: respondents are told.

The column may be empty, as it is in a draft: SQLite then adds it without making the table anew,
which would lose the triggers.
"""

from django.db import migrations, models

REFUSAL = "the settings of a launched wave are frozen"


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"""
            CREATE FUNCTION surveys_refuse_new_summaries() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state <> 'draft'
                    AND NEW.summarizes_comments IS DISTINCT FROM OLD.summarizes_comments
                THEN
                    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
            END $$
            """
        )
        schema_editor.execute(
            """
            CREATE TRIGGER surveys_wave_summaries_frozen BEFORE UPDATE ON surveys_wave
            FOR EACH ROW EXECUTE FUNCTION surveys_refuse_new_summaries()
            """
        )
        return
    schema_editor.execute(
        f"""
        CREATE TRIGGER surveys_wave_summaries_frozen BEFORE UPDATE ON surveys_wave
        WHEN OLD.state <> 'draft' AND NEW.summarizes_comments IS NOT OLD.summarizes_comments
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER surveys_wave_summaries_frozen ON surveys_wave")
        schema_editor.execute("DROP FUNCTION surveys_refuse_new_summaries()")
    else:
        schema_editor.execute("DROP TRIGGER surveys_wave_summaries_frozen")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0013_hand_out_codes")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="summarizes_comments",
            field=models.BooleanField(null=True),
        ),
        migrations.RunPython(freeze, thaw),
    ]
