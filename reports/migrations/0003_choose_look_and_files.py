"""A report has a look, an edition and a choice of files; what was printed stands in its rows."""

from django.db import migrations, models


def put_files_back(apps, schema_editor):
    """On the way back each finished report names its newest PDF itself again."""
    report_model = apps.get_model("reports", "Report")
    for report in report_model.objects.defer("snapshot").order_by("pk"):
        newest = report.files.filter(kind="pdf").order_by("-built_at", "pk").first()
        if newest is None:
            report_model.objects.filter(pk=report.pk, state="ready").update(state="failed")
            continue
        report_model.objects.filter(pk=report.pk).update(
            file_name=newest.name,
            file_sha256=newest.sha256,
            page_count=newest.page_count or 1,
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_record_every_file")]

    operations = [
        migrations.RemoveConstraint(
            model_name="report",
            name="ready_report_is_complete",
        ),
        migrations.RunPython(migrations.RunPython.noop, put_files_back),
        migrations.RemoveField(
            model_name="report",
            name="file_name",
        ),
        migrations.RemoveField(
            model_name="report",
            name="file_sha256",
        ),
        migrations.RemoveField(
            model_name="report",
            name="page_count",
        ),
        migrations.AddField(
            model_name="report",
            name="edition",
            field=models.CharField(
                choices=[("draft", "Draft"), ("final", "Final")], default="final", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="kinds",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="report",
            name="look",
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True),
                    models.Q(
                        ("built_at__isnull", False),
                        ("snapshot__isnull", False),
                        models.Q(("snapshot_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ready_report_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("edition__in", ["draft", "final"])), name="report_edition_known"
            ),
        ),
    ]
