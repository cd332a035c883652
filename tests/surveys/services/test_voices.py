"""What a release leaves for people to read: the review queue, alerts, quotes. Attacks included."""

import datetime as dt
import logging
from collections.abc import Sequence

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AuditEntry, User
from jobs.models import Job
from surveys.models import (
    AlertState,
    Cell,
    CommentAlert,
    Invitation,
    OtherName,
    Release,
    ReleasedComment,
    ReviewState,
    Verbatim,
    Wave,
)
from surveys.obstacles import AlreadyReviewed, EditRefused
from surveys.published import CommentSummary
from surveys.selectors import published_wave
from surveys.services.alerts import note_alert, tell_persons_of_trust
from surveys.services.retention import apply_retention
from surveys.services.reviewing import decide_verbatim
from surveys.voices_shown import next_to_review, review_lines, wave_alerts
from tests.surveys.factories import anna_leader, answer, dora_confidant, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
ALARM = "My boss [name] keeps touching me at the printer."
HARMLESS = [
    "We need more training for the new tools.",
    "Training for the tools came far too late.",
    "The training was good, I want more of it.",
    "Please offer training during working hours.",
    "Nobody has time for the training.",
    "This deadline kills me, there is no time for training.",
    "More hands-on training, fewer slides.",
    "Training should be in our own language.",
    "The tools are great, the training is not.",
    "Give new people training before the tools change.",
    "Ask Anton Acker of Acme, anton@acme.example, for better training.",
]


def released(
    comments: Sequence[str],
    *,
    answers: int = 12,
    shows_verbatims: bool = False,
    passes_on_alerts: bool = False,
) -> Wave:
    """A released wave of so many answers, each with the next comment."""
    if passes_on_alerts:
        dora_confidant()
    hire({"Sales": answers})
    wave = open_wave(shows_verbatims=shows_verbatims, passes_on_alerts=passes_on_alerts)
    for place, invitation in enumerate(Invitation.objects.all()):
        said = {"wish": comments[place]} if place < len(comments) else {}
        answer(invitation, AGREE, said)
    return release(wave)


def test_nothing_waits_for_review_where_respondents_were_not_told() -> None:
    wave = released(HARMLESS)

    assert not Verbatim.objects.exists()
    assert not CommentAlert.objects.exists()
    assert review_lines(wave) == ()


def test_comments_wait_redacted_and_without_a_group() -> None:
    OtherName.objects.create(name="Anton Acker")
    wave = released(HARMLESS, shows_verbatims=True)

    assert Verbatim.objects.count() == len(HARMLESS)
    texts = " ".join(Verbatim.objects.values_list("text", flat=True))
    assert "Acker" not in texts
    assert "acme.example" not in texts
    assert {field.name for field in Verbatim._meta.get_fields()} == {
        *("id", "release", "item", "text", "places", "state", "is_edited", "version")
    }
    assert [line.total for line in review_lines(wave)] == [len(HARMLESS)]


def test_question_with_too_few_authors_is_never_reviewed() -> None:
    released(HARMLESS[:9], shows_verbatims=True)

    assert ReleasedComment.objects.count() == 9
    assert not Verbatim.objects.exists()


def test_order_of_the_queue_is_random_stays_and_differs_by_reviewer() -> None:
    wave = released(HARMLESS, shows_verbatims=True)

    def first(reviewer_id: int) -> object:
        comment = next_to_review(wave, "wish", reviewer_id=reviewer_id)
        return comment and comment.id

    assert first(1) == first(1)
    assert len({first(reviewer_id) for reviewer_id in range(1, 60)}) > 5


def test_nothing_is_quoted_before_it_is_approved() -> None:
    wave = released(HARMLESS, shows_verbatims=True)

    assert quotes(wave) == []


def quotes(wave: Wave) -> list[str]:
    (summary,) = published_wave(wave.pk).comments
    assert isinstance(summary, CommentSummary)
    themes = (*summary.themes, *summary.topics, summary.overall)
    return sorted(quote.text for theme in themes for quote in theme.quotes)


def decide(verbatim: Verbatim, decision: ReviewState, reviewer: User, text: str = "") -> None:
    decide_verbatim(
        verbatim_id=verbatim.pk,
        version=verbatim.version,
        decision=decision,
        reviewer=reviewer,
        text=text,
    )


def test_approved_comment_is_quoted_and_withheld_one_is_not() -> None:
    wave = released(HARMLESS, shows_verbatims=True)
    anna = User.objects.get(email="anna@example.org")
    approved, withheld = [
        verbatim for verbatim in Verbatim.objects.order_by("text") if "" in verbatim.places
    ][:2]

    decide(approved, ReviewState.APPROVED, anna)
    decide(withheld, ReviewState.WITHHELD, anna)

    assert quotes(wave) == [approved.text]


def test_audit_log_tells_who_decided_and_no_text(caplog: pytest.LogCaptureFixture) -> None:
    released(HARMLESS, shows_verbatims=True)
    anna = User.objects.get(email="anna@example.org")
    verbatim = Verbatim.objects.order_by("pk")[0]
    AuditEntry.objects.all().delete()

    with caplog.at_level(logging.DEBUG):
        decide(verbatim, ReviewState.APPROVED, anna)

    (entry,) = AuditEntry.objects.all()
    assert (entry.actor, entry.verb, entry.subject) == (anna, "comment.approve", str(verbatim.pk))
    assert verbatim.text not in caplog.text


def test_second_of_two_reviewers_overwrites_nothing() -> None:
    released(HARMLESS, shows_verbatims=True)
    anna = User.objects.get(email="anna@example.org")
    seen_by_both = Verbatim.objects.order_by("pk")[0]

    decide(seen_by_both, ReviewState.WITHHELD, anna)
    with pytest.raises(AlreadyReviewed):
        decide(seen_by_both, ReviewState.APPROVED, anna)

    assert Verbatim.objects.get(pk=seen_by_both.pk).state == ReviewState.WITHHELD


def test_reviewer_can_take_words_out_and_put_none_in() -> None:
    released(HARMLESS, shows_verbatims=True)
    anna = User.objects.get(email="anna@example.org")
    verbatim = Verbatim.objects.get(text="Training for the tools came far too late.")

    with pytest.raises(EditRefused, match="early"):
        decide(verbatim, ReviewState.APPROVED, anna, "Training for the tools came early.")
    assert Verbatim.objects.get(pk=verbatim.pk).version == 0
    decide(verbatim, ReviewState.APPROVED, anna, "Training came far too late.")

    edited = Verbatim.objects.get(pk=verbatim.pk)
    assert (edited.text, edited.is_edited) == ("Training […] came far too late.", True)
    assert AuditEntry.objects.filter(verb="comment.edit").count() == 1


def test_alert_goes_to_persons_of_trust_and_nowhere_else() -> None:
    wave = released([*HARMLESS, ALARM], shows_verbatims=True, passes_on_alerts=True)

    (shown,) = wave_alerts()
    assert [alert.text for alert in shown.alerts] == [ALARM]
    assert not Verbatim.objects.filter(text=ALARM).exists()
    assert not ReleasedComment.objects.filter(text=ALARM).exists()
    cells = " ".join(f"{cell.subject} {cell.category}" for cell in Cell.objects.all())
    assert "alert" not in cells
    assert "touching" not in str(published_wave(wave.pk))


def test_no_count_of_comments_tells_that_one_was_passed_on() -> None:
    """Counted in the figures, an alert would be missing from the queue and from the kept rows."""
    wave = released([*HARMLESS, ALARM], shows_verbatims=True, passes_on_alerts=True)

    (summary,) = published_wave(wave.pk).comments
    (line,) = review_lines(wave)

    assert CommentAlert.objects.count() == 1
    assert isinstance(summary, CommentSummary)
    assert summary.n == line.total == ReleasedComment.objects.count() == len(HARMLESS)


def test_nothing_is_passed_on_where_respondents_were_not_told() -> None:
    released([*HARMLESS, ALARM])

    assert not CommentAlert.objects.exists()


def test_nothing_is_passed_on_where_few_answered() -> None:
    released([ALARM], answers=9, passes_on_alerts=True)

    assert Release.objects.get().answered_count == 9
    assert not CommentAlert.objects.exists()


def test_logs_and_jobs_are_the_same_with_an_alert_and_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, logger="surveys"):
        released([*HARMLESS[:10], ALARM], passes_on_alerts=True)

    assert "printer" not in caplog.text
    assert "alert" not in caplog.text
    assert Job.objects.filter(task="surveys.tell_persons_of_trust").count() == 1


def test_mail_to_persons_of_trust_is_the_same_with_an_alert_and_without() -> None:
    wave = released(HARMLESS, passes_on_alerts=True)

    tell_persons_of_trust(wave_id=wave.pk)
    without = mail.outbox[-1].body
    CommentAlert.objects.create(release=Release.objects.get(), item="wish", text=ALARM)
    tell_persons_of_trust(wave_id=wave.pk)

    assert mail.outbox[-1].body == without
    assert mail.outbox[-1].to == ["dora@example.org"]


def test_second_person_of_trust_overwrites_no_note() -> None:
    released([*HARMLESS, ALARM], passes_on_alerts=True)
    alert = CommentAlert.objects.get()

    note_alert(alert_id=alert.pk, version=0, state=AlertState.SEEN, note=" spoke to HR law ")
    with pytest.raises(AlreadyReviewed):
        note_alert(alert_id=alert.pk, version=0, state=AlertState.NEW, note="")

    alert.refresh_from_db()
    assert (alert.state, alert.note) == (AlertState.SEEN, "spoke to HR law")
    assert not AuditEntry.objects.filter(subject__contains=str(alert.pk)).exists()


@pytest.mark.parametrize(("days", "left"), [(89, 1), (90, 0)])
def test_alerts_and_verbatims_are_deleted_with_comments(days: int, left: int) -> None:
    released([*HARMLESS, ALARM], shows_verbatims=True, passes_on_alerts=True)

    apply_retention(today=timezone.localdate() + dt.timedelta(days=days))

    assert CommentAlert.objects.count() == left
    assert bool(Verbatim.objects.exists()) is bool(left)


def test_name_of_somebody_with_an_account_is_redacted() -> None:
    anna_leader()
    released([*HARMLESS, "Tell Anna Berg that training helps."], shows_verbatims=True)

    assert not Verbatim.objects.filter(text__contains="Berg").exists()
