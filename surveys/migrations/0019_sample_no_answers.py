"""PostgreSQL keeps samples of columns to plan queries, and an emptied table keeps its last ones.

Columns that hold what respondents wrote are sampled no more.
"""

from django.db import migrations

COLUMNS = {
    "surveys_releasedresponse": ("answers",),
    "surveys_releasedcomment": ("text", "analysis"),
    "surveys_verbatim": ("text",),
    "surveys_commentalert": ("text", "note"),
    "surveys_commentsummarytext": ("points",),
    "surveys_publishedpeople": ("marks",),
}


def _sample(schema_editor, target):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS {target}'
            )


def stop(_apps, schema_editor):
    _sample(schema_editor, 0)


def sample_again(_apps, schema_editor):
    _sample(schema_editor, -1)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0018_end_pulses"),
    ]

    operations = [migrations.RunPython(stop, sample_again)]
