"""One upload of a list of employees, from its check to what it changed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Waits for you")
    REFUSED = "refused", _("Has faults")
    WRITING = "writing", _("Being imported")
    DONE = "done", _("Done")


class PeopleImport(models.Model):
    """A list that was uploaded. `upload` names the file, which goes when the import ends.

    `faults` are in the `language` of who asked and may repeat cells of the list; the row is deleted
    after a week.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    upload = models.CharField(max_length=64, blank=True)
    removes_absent = models.BooleanField(default=False)
    faults = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    managers = models.PositiveIntegerField(default=0)
    attributes = models.JSONField(default=list)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="people_import_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
