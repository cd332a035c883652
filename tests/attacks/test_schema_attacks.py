"""The schema of anonymous tables as an attacker would like it to be, refused. AT-11."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

ANONYMOUS = {
    *("Envelope", "ReleasedResponse", "ReleasedComment", "Cell"),
    *("Verbatim", "CommentAlert", "CommentSummaryText"),
}
"""Rows of these name nobody; each was decided upon."""

NAMED = {
    "Employee": "a person",
    "PeopleImport": "an upload of a list of persons, and who made it",
    "OtherName": "somebody who is no employee, to be redacted",
    "Audience": "a selection of persons",
    "Invitation": "a person's right to answer, and whether it is used",
    "InvitationLink": "the hash of a link",
    "Expectation": "a leader, by name and consent",
    "Initiative": "what is announced",
    "Instrument": "a questionnaire",
    "Survey": "a questionnaire put to an audience",
    "Wave": "a dated run",
    "CodeBatch": "a place and how many codes it got",
    "WrongCodes": "how many wrong codes were typed in a minute",
    "InstrumentDraft": "a questionnaire in the making",
    "PulseSchedule": "how often a survey is repeated",
    "LaunchDraft": "what a leader has planned so far",
    "Participation": "a day",
    "ParticipationBucket": "a count of at least twice the floor",
    "ResultGrant": "who else may read the results of a wave",
    "Action": "what is done because of a wave, in words that a leader wrote",
    "FollowUpPage": "the link of a page that a survey has for everybody",
    "Reminder": "a day on which everybody was reminded",
    "Release": "a date and two counts",
    "Trusteeship": "a sealed passphrase on its way to the release worker",
    "DisclosureAudit": "kinds of attacks that stopped a release",
    "PublishedPeople": "keyed marks of those invited to a group, sorted, never of who answered",
    "VerifiedWave": "a manifest, and receipts in the order of their value",
    "CohortKey": "the signing key of a group of at least twice the floor",
    "BlindSignature": "that an invitation was signed for, and the hash of what nobody can read",
}
"""Every other table of the room, and what its rows are about."""

MAY_POINT_TO = {"Wave", "Release"}
TIMES = (models.DateField, models.TimeField, models.DurationField)  # DateTimeField is a DateField
NUMBERED = (models.AutoField, models.SmallAutoField, models.BigAutoField)


def faults(model: type[models.Model]) -> Iterator[str]:
    """What in this table could tell order, time or a person."""
    for field in model._meta.get_fields():
        if isinstance(field, TIMES):
            yield f"{field.name} is a time"
        if isinstance(field, NUMBERED):
            yield f"{field.name} is numbered in order"
        if isinstance(field, models.UUIDField) and field.has_default():
            version = field.get_default().version
            if version != 4:
                yield f"{field.name} is a UUID of version {version}"
        target = getattr(field, "related_model", None)
        if field.concrete and target is not None and target.__name__ not in MAY_POINT_TO:
            yield f"{field.name} points to {target.__name__}"


def own_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("surveys").get_models())


def test_at_11_every_table_was_decided_upon() -> None:
    assert {model.__name__ for model in own_models()} - set(NAMED) == ANONYMOUS


@pytest.mark.parametrize("name", sorted(ANONYMOUS))
def test_at_11_anonymous_tables_hold_no_time_no_order_and_no_person(name: str) -> None:
    (model,) = [model for model in own_models() if model.__name__ == name]

    assert list(faults(model)) == []


def test_at_11_a_leaking_table_is_seen() -> None:
    """The control: a table with every fault that the lint knows."""

    class Leaking(models.Model):  # noqa: DJ008  # nobody prints it
        id = models.BigAutoField(primary_key=True)
        at = models.DateTimeField(auto_now_add=True)
        person = models.ForeignKey("surveys.Employee", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "leaks"
            managed = False

    try:
        assert [fault.partition(" ")[0] for fault in faults(Leaking)] == ["id", "at", "person"]
    finally:
        del apps.all_models["leaks"]
        apps.clear_cache()
