"""The tables of the survey room, envelopes apart."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                ("selection", models.JSONField(default=dict, verbose_name="selection")),
                (
                    "includes_managers",
                    models.BooleanField(default=False, verbose_name="managers answer too"),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("source", models.TextField()),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["key", "-version", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("released", "Released"),
                            ("too_few", "Too few answers"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                (
                    "reporting_dimensions",
                    models.JSONField(default=list, verbose_name="reporting dimensions"),
                ),
                ("min_group_size", models.PositiveSmallIntegerField(verbose_name="smallest group")),
                (
                    "min_distribution_size",
                    models.PositiveSmallIntegerField(verbose_name="smallest group for shares"),
                ),
                (
                    "min_comment_size",
                    models.PositiveSmallIntegerField(verbose_name="fewest comment authors"),
                ),
                (
                    "retention_mode",
                    models.CharField(
                        choices=[("cohort", "Answers by cohort"), ("aggregate", "Figures only")],
                        max_length=10,
                    ),
                ),
                ("has_trustee", models.BooleanField(default=False)),
                ("is_imported", models.BooleanField(default=False)),
                ("public_key", models.BinaryField(null=True)),
                ("settings_hash", models.CharField(blank=True, max_length=64)),
                ("roster_hash", models.CharField(blank=True, max_length=64)),
                ("invited_count", models.PositiveIntegerField(null=True)),
                ("opened_date", models.DateField(null=True)),
                ("closed_date", models.DateField(null=True)),
            ],
            options={
                "ordering": ["survey", "number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="surveys.audience",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Employee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language"),
                ),
                ("is_manager", models.BooleanField(default=False, verbose_name="manager")),
                ("attributes", models.JSONField(default=dict, verbose_name="attributes")),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="employee_email_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("purpose", models.TextField(verbose_name="purpose")),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done")], default="open", max_length=4
                    ),
                ),
                ("labels", models.JSONField(default=dict)),
                ("is_sent", models.BooleanField(default=False)),
                (
                    "employee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="surveys.employee",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="surveys.wave",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvitationLink",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="surveys.invitation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="release",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("released_date", models.DateField()),
                ("answered_count", models.PositiveIntegerField()),
                ("has_cells", models.BooleanField()),
                ("is_complete", models.BooleanField(default=False)),
                ("cube_fingerprint", models.CharField(blank=True, max_length=64)),
                ("audit", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("commitment", models.CharField(max_length=64)),
                ("answers", models.JSONField(null=True)),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="wave",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="waves",
                to="surveys.survey",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="initiative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to="surveys.initiative",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to="surveys.instrument",
            ),
        ),
        migrations.CreateModel(
            name="ReleasedResponse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("cohort", models.CharField(max_length=200)),
                ("answers", models.JSONField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="surveys.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleasedComment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=100)),
                ("cohort", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("analysis", models.JSONField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="surveys.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("statistic", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("reporting_dimension", models.CharField(blank=True, max_length=100)),
                ("level", models.CharField(blank=True, max_length=200)),
                ("category", models.CharField(blank=True, max_length=100)),
                ("respondents", models.CharField(max_length=20)),
                ("weighting", models.CharField(max_length=20)),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("n", models.PositiveIntegerField(null=True)),
                ("bound", models.CharField(blank=True, max_length=20)),
                ("withheld", models.CharField(blank=True, max_length=40)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="surveys.release",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("wave", "employee"), name="one_invitation_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "done"])), name="invitation_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="expectation",
            constraint=models.UniqueConstraint(
                fields=("wave", "leader"), name="one_expectation_per_leader"
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(
                fields=("survey", "number"), name="wave_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "scheduled", "open", "closed", "released", "too_few"])
                ),
                name="wave_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="wave_closes_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_group_size__gte", 5)), name="wave_group_floor"
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_distribution_size__gte", 10), ("min_comment_size__gte", 10)
                ),
                name="wave_detail_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(
                fields=(
                    "release",
                    "statistic",
                    "subject",
                    "reporting_dimension",
                    "level",
                    "category",
                    "respondents",
                    "weighting",
                ),
                name="one_cell_per_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withheld", ""),
                    models.Q(("bound", ""), ("high", None), ("low", None), ("value", None)),
                    _connector="OR",
                ),
                name="withheld_cell_is_empty",
            ),
        ),
    ]
