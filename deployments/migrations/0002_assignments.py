"""Who settles a question of the questionnaire, and until when; the role under the EU AI Act."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deployments", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sovereignty",
            name="ai_act_role",
            field=models.CharField(
                choices=[
                    ("undetermined", "Not determined"),
                    ("provider", "Provider"),
                    ("deployer", "Deployer"),
                    ("importer", "Importer or distributor"),
                ],
                default="undetermined",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="sovereignty",
            name="risk_class",
            field=models.CharField(
                choices=[
                    ("undetermined", "Not determined"),
                    ("minimal", "Minimal"),
                    ("limited", "Limited: people must be told"),
                    ("high", "High"),
                    ("prohibited", "Prohibited"),
                ],
                default="undetermined",
                max_length=15,
            ),
        ),
        migrations.AddConstraint(
            model_name="sovereignty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ai_act_role__in=["undetermined", "provider", "deployer", "importer"]
                ),
                name="sovereignty_ai_act_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sovereignty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    risk_class__in=["undetermined", "minimal", "limited", "high", "prohibited"]
                ),
                name="sovereignty_risk_class_known",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("owner", models.CharField(blank=True, max_length=100)),
                ("due_date", models.DateField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="deployments.assessment",
                    ),
                ),
            ],
            options={
                "ordering": ["key", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "key"), name="question_assigned_once"
                    )
                ],
            },
        ),
    ]
