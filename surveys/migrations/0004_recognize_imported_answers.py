"""An imported wave remembers the fingerprint of its file; the column is nullable, so that SQLite
adds it in place and keeps the trigger of the wave table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_freeze_launched_waves")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="imported_content",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(
                fields=["imported_content"],
                condition=models.Q(("imported_content__isnull", False)),
                name="imported_once",
            ),
        ),
    ]
