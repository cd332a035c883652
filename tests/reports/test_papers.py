"""Papers about a wave: who gets them, what they say, and that they are whole documents."""

import uuid
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from accounts.models import Role, User
from jobs.models import Job
from reports.files import paper_files
from reports.papers.kinds import PaperKind, paper_of
from reports.rendering.paper import Paper, PaperSection
from reports.services.printing import print_papers
from surveys.models import Audience, Wave
from surveys.selectors import readable_terms, wave_terms
from surveys.services.lifecycle import launch_wave
from tests.surveys.factories import draft_wave, hire, tara_trustee, trusted_wave

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def wave() -> Wave:
    """A launched wave with a trustee."""
    hire({"Sales": 12, "Care": 11})
    return launch_wave(wave_id=trusted_wave().pk, now=timezone.now())


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def written(wave: Wave, kind: PaperKind, language: str) -> Paper:
    with translation.override(language):
        terms = wave_terms(wave.pk, language)
    assert terms is not None
    return paper_of(kind, terms, language)


def words(paper: Paper) -> str:
    return repr(paper)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", PaperKind)
def test_papers_are_tagged_files_in_their_language(
    wave: Wave, kind: PaperKind, language: str
) -> None:
    print_papers(wave_id=wave.pk)

    (path,) = [path for path in paper_files(wave.pk) if f"{kind}-{language}" in path.name]
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert "Hackathon pulse" in str(pdf.docinfo["/Title"])
        assert len(pdf.pages) >= 4


def test_information_sheet_says_what_this_wave_is(wave: Wave) -> None:
    sheet = words(written(wave, PaperKind.INFORMATION_SHEET, "en"))

    assert "23 people of the audience" in sheet
    assert wave.roster_hash in sheet
    assert "('Care', '11')" in sheet
    assert "People here want this." in sheet
    assert "together with the trustee" in sheet
    assert "surveys_envelope" in sheet


def test_settings_change_the_sentences(wave: Wave) -> None:
    trusted = words(written(wave, PaperKind.INFORMATION_SHEET, "en"))
    waived = words(written(draft_wave(), PaperKind.INFORMATION_SHEET, "en"))

    assert "the trustee was waived" in waived
    assert "the trustee was waived" not in trusted
    assert "fixed at the launch" in waived


def test_assessment_has_the_four_parts_that_the_law_asks_for_and_blanks(wave: Wave) -> None:
    paper = written(wave, PaperKind.IMPACT_ASSESSMENT, "en")

    titles = [section.title for section in paper.sections]
    for letter in "abcd":
        assert any(f"35(7)({letter})" in title for title in titles)
    assert sum(len(section.blanks) for section in paper.sections) == 13


def test_german_papers_have_no_english_sentence(wave: Wave) -> None:
    for kind in PaperKind:
        english = _texts(written(wave, kind, "en"))
        german = _texts(written(wave, kind, "de"))
        same = {text for text in english & german if len(text.split()) > 3}
        own = {"Try AI.", "Hackathon pulse, wave 1"}
        assert {text for text in same if text not in own} == set()


def _texts(paper: Paper) -> set[str]:
    sections: list[PaperSection] = list(paper.sections)  # annexes quote tables and items
    found = {paper.kind, paper.lead}
    for section in sections:
        found |= {section.title, *section.paragraphs, *section.points}
        found |= {fact.label for fact in section.facts}
        found |= {blank.label for blank in section.blanks}
        found |= {cell for table in section.tables for row in table.rows for cell in row}
    return found


def test_papers_open_for_who_runs_the_wave_and_for_its_trustee_alone(wave: Wave) -> None:
    untrusted = draft_wave(survey=wave.survey)

    def may_read(role: Role, subject: Wave) -> bool:
        user, _new = User.objects.get_or_create(
            email=f"{role}@example.org", defaults={"name": "Kim", "role": role}
        )
        page = browser_of(user).get(reverse("reports:papers", args=[subject.pk]))
        return page.status_code == 200

    runners = {Role.ADMINISTRATOR, Role.HR_LEADER}
    assert {role for role in Role if may_read(role, wave)} == {*runners, Role.TRUSTEE}
    assert {role for role in Role if may_read(role, untrusted)} == runners


def test_strangers_are_sent_to_sign_in_and_unknown_papers_are_not_there(wave: Wave) -> None:
    page = reverse("reports:papers", args=[wave.pk])
    assert Client().get(page).status_code == 302
    tara = browser_of(tara_trustee())

    for kind, language in (("information-sheet", "xx"), ("secrets", "en")):
        assert tara.get(reverse("reports:paper", args=[wave.pk, kind, language])).status_code == 404
    assert tara.get(reverse("reports:papers", args=[uuid.uuid4()])).status_code == 404


def test_papers_are_asked_for_printed_and_handed_out(wave: Wave) -> None:
    tara = browser_of(tara_trustee())
    page = reverse("reports:papers", args=[wave.pk])
    file = reverse("reports:paper", args=[wave.pk, "information-sheet", "de"])
    assert tara.get(file).status_code == 404
    assert b"Print the papers" in tara.get(page).content

    tara.post(reverse("reports:prepare_papers", args=[wave.pk]))
    assert Job.objects.filter(task="reports.print_papers", subject_id=str(wave.pk)).count() == 1
    print_papers(wave_id=wave.pk)

    answer = tara.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer).startswith(b"%PDF-1.7")
    assert b"Print the papers" not in tara.get(page).content


def test_changed_settings_make_old_papers_disappear() -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    print_papers(wave_id=wave.pk)
    before = {path.name for path in paper_files(wave.pk)}
    Audience.objects.update(name="Everybody in the house")

    leader = browser_of(wave.survey.initiative.owner)
    assert (
        leader.get(reverse("reports:paper", args=[wave.pk, "information-sheet", "en"])).status_code
        == 404
    )
    print_papers(wave_id=wave.pk)

    assert len(before) == len(paper_files(wave.pk)) == 4
    assert not before & {path.name for path in paper_files(wave.pk)}


def test_wave_that_is_not_there_has_no_terms(wave: Wave) -> None:
    assert readable_terms(tara_trustee(), uuid.uuid4(), "en") is None
    assert wave_terms(uuid.uuid4(), "en") is None
    assert readable_terms(tara_trustee(), wave.pk, "en") is not None
