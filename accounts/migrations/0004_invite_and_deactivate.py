from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_add_person_of_trust")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False, verbose_name="must change the password"),
        ),
        migrations.AddField(
            model_name="user",
            name="left_groups_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left every group"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["-at", "id"], name="audit_newest_first"),
        ),
    ]
