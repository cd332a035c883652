"""Who may use the product, in which role, and the log of what they did."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is responsible for. What each role may do stands in `accounts.permissions`."""

    ADMINISTRATOR = "administrator", _("Administrator")
    HR_LEADER = "hr_leader", _("HR leader")
    INITIATIVE_OWNER = "initiative_owner", _("Initiative owner")
    ENGINEERING_LEAD = "engineering_lead", _("Engineering lead")
    EXECUTIVE = "executive", _("Executive")
    AUDITOR = "auditor", _("Auditor")
    TRUSTEE = "trustee", _("Trustee")
    CONFIDANT = "confidant", _("Person of trust")


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail, whatever its case. Users are created by `accounts.services`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user who signs in with this e-mail."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in: never a respondent, who answers without an account."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    left_groups_at = models.DateTimeField(_("left every group"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)  # of the last sign-in

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_known"
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One thing a signed-in person did. Never written on the respondent's path."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at", "id"], name="audit_newest_first")]
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class SignInFailures(models.Model):
    """Failed sign-ins on one account since a moment; the account need not exist."""

    email_hash = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveSmallIntegerField()
    since_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "sign-in failures"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.count} since {self.since_at}"
