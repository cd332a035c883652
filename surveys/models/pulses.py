"""Pulses: how often the next wave of a survey is planned."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.planning import Survey


class Rhythm(models.TextChoices):
    """How much time lies between two openings."""

    WEEKLY = "weekly", _("Every week")
    BIWEEKLY = "biweekly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every three months")


class PulseSchedule(models.Model):
    """The rhythm of a survey. The next wave is drafted in time, and launched by a person.

    None is drafted that would open after `last_date`, and none with a number above `wave_limit`;
    without both the pulse goes on.
    """

    survey = models.OneToOneField(
        Survey, primary_key=True, on_delete=models.CASCADE, related_name="pulse"
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    last_date = models.DateField(null=True)
    wave_limit = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm__in=Rhythm.values), name="pulse_rhythm_known"
            )
        ]

    def __str__(self) -> str:
        return self.rhythm
