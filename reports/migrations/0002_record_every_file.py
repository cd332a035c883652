"""Record every file of a report, so that one report may have several."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def record_printed_reports(apps, schema_editor):
    """The PDF of every finished report becomes the first row of its files."""
    report_model = apps.get_model("reports", "Report")
    file_model = apps.get_model("reports", "ReportFile")
    for report in report_model.objects.exclude(file_name="").defer("snapshot").order_by("pk"):
        file_model.objects.create(
            report=report,
            kind="pdf",
            edition="final",
            name=report.file_name,
            sha256=report.file_sha256,
            size_bytes=0,
            page_count=report.page_count,
            built_at=report.built_at or report.requested_at,
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("archive", "PDF for the archive, with the frozen results inside"),
                            ("summary", "One page as PDF"),
                            ("workbook", "Tables as Excel workbook"),
                            ("slides", "Key pages as PowerPoint slides"),
                            ("data", "Frozen results as JSON"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.CharField(
                        choices=[("draft", "Draft"), ("final", "Final")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size_bytes", models.PositiveIntegerField()),
                ("page_count", models.PositiveSmallIntegerField(null=True)),
                ("is_signed", models.BooleanField(default=False)),
                ("built_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-built_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="reportfile",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="reports.report",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=("report", "kind", "edition", "sha256"), name="report_file_recorded_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["pdf", "archive", "summary", "workbook", "slides", "data"])
                ),
                name="report_file_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("edition__in", ["draft", "final"])),
                name="report_file_edition_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                ),
                name="report_file_is_whole",
            ),
        ),
        migrations.RunPython(record_printed_reports, migrations.RunPython.noop),
    ]
