"""The language in which somebody last signed in: for mails to them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_invite_and_deactivate")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, max_length=10, verbose_name="language"),
        ),
    ]
