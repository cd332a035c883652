"""What a released wave leaves: its cube of published cells, and rows that name nobody."""

import uuid

from django.db import models

from surveys.models.planning import Wave


class Release(models.Model):
    """That a wave was opened, once. Cells may be read only when it `is_complete`: key destroyed."""

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.PROTECT, related_name="release"
    )
    released_date = models.DateField()
    answered_count = models.PositiveIntegerField()
    has_cells = models.BooleanField()
    is_complete = models.BooleanField(default=False)
    cube_fingerprint = models.CharField(max_length=64, blank=True)
    audit = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.wave_id}"


class ReleasedResponse(models.Model):
    """The answers of somebody in a cohort; written in random order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="responses")
    cohort = models.CharField(max_length=200)
    answers = models.JSONField()

    def __str__(self) -> str:
        return self.cohort


class ReleasedComment(models.Model):
    """One redacted comment, with no key to answers or to its author's other comments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="comments")
    item = models.CharField(max_length=100)
    cohort = models.CharField(max_length=200)
    text = models.TextField()
    analysis = models.JSONField()

    def __str__(self) -> str:
        return self.item


class Cell(models.Model):
    """One published figure, rounded as it is shown: a `disclosure.cube.Cell` as a row.

    `reporting_dimension` is empty for the whole wave. Where `withheld` gives a reason there is no
    value.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cells")
    statistic = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    reporting_dimension = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=100, blank=True)
    respondents = models.CharField(max_length=20)
    weighting = models.CharField(max_length=20)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    bound = models.CharField(max_length=20, blank=True)
    withheld = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "release",
                    "statistic",
                    "subject",
                    "reporting_dimension",
                    "level",
                    "category",
                    "respondents",
                    "weighting",
                ],
                name="one_cell_per_figure",
            ),
            models.CheckConstraint(
                condition=models.Q(withheld="")
                | models.Q(value=None, low=None, high=None, bound=""),
                name="withheld_cell_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statistic} {self.subject} {self.level}"
