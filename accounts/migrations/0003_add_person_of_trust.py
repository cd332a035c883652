"""A person of trust receives comments about harassment, threats and self-harm."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_count_failed_sign_ins"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="user",
            name="user_role_known",
        ),
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "Administrator"),
                    ("hr_leader", "HR leader"),
                    ("initiative_owner", "Initiative owner"),
                    ("engineering_lead", "Engineering lead"),
                    ("executive", "Executive"),
                    ("auditor", "Auditor"),
                    ("trustee", "Trustee"),
                    ("confidant", "Person of trust"),
                ],
                max_length=30,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "administrator",
                            "hr_leader",
                            "initiative_owner",
                            "engineering_lead",
                            "executive",
                            "auditor",
                            "trustee",
                            "confidant",
                        ],
                    )
                ),
                name="user_role_known",
            ),
        ),
    ]
