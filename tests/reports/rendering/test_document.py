"""What the sections hold for reports of every kind, before they become pages."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from reports.rendering.blocks import Table
from reports.rendering.document import Document, document_of
from reports.rendering.method import method_section
from reports.rendering.pdf import html_of
from reports.snapshots import Snapshot
from tests.reports import snapshots

KINDS = {
    "normal": snapshots.normal,
    "german": lambda: snapshots.normal("de"),
    "compared": snapshots.compared,
    "tiny": snapshots.tiny,
    "people-only": snapshots.people_only,
    "blocked": snapshots.blocked,
    "long-names": snapshots.long_names,
    "excellent": snapshots.excellent,
    "unstated": snapshots.unstated,
    "many-groups": snapshots.many_groups,
    "imported": snapshots.imported,
}


@pytest.fixture(scope="module", params=sorted(KINDS))
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Each kind of report in turn."""
    made: Snapshot = KINDS[request.param]()
    return made


@pytest.fixture(scope="module")
def document(snapshot: Snapshot) -> Document:
    """The same in words."""
    return document_of(snapshot)


def tables(document: Document) -> list[Table]:
    return [figure.table for figure in document.data_figures]


def test_figures_have_keys_of_their_own(document: Document) -> None:
    keys = [figure.key for figure in (document.summary.figure, *document.data_figures)]

    assert len(keys) == len(set(keys))


def test_each_row_has_a_cell_for_every_column(document: Document) -> None:
    assert all(len(row) == len(table.columns) for table in tables(document) for row in table.rows)
    assert all(table.rows for table in tables(document))


def test_no_two_tables_bear_the_same_name(document: Document) -> None:
    names = [table.caption for table in tables(document)]

    assert len(names) == len(set(names))


def test_numbers_of_a_chart_stand_in_its_table(document: Document) -> None:
    """Who cannot see the picture reads the same figures."""
    for figure in document.data_figures:
        if figure.key.startswith("groups-"):
            shown = {cell for row in figure.table.rows for cell in row[2:] if cell != "–"}
            assert all(f">{cell}</text>" in figure.svg for cell in shown)


def test_summary_has_three_findings_at_most_and_always_something_to_do(document: Document) -> None:
    assert len(document.summary.findings) <= 3
    assert 1 <= len(document.summary.actions) <= 3
    assert document.summary.title


def test_no_placeholder_and_no_key_is_left_in_the_pages(document: Document) -> None:
    html = html_of(document)

    assert "%(" not in html
    assert "None" not in html
    assert "{{" not in html


def test_every_reference_within_the_report_has_its_target(document: Document) -> None:
    html = html_of(document)

    targets = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets


def test_every_sentence_leads_to_figures_of_the_snapshot(
    snapshot: Snapshot, document: Document
) -> None:
    for sentence in document.said:
        for path in sentence.source.split(" + "):
            assert path_leads_somewhere(snapshot, path), sentence

    assert len(document.trace.rows) == len({(said.text, said.source) for said in document.said})


def path_leads_somewhere(snapshot: Snapshot, path: str) -> bool:
    """Follow fields, keys of mappings and names of entries; a field that is empty is an end."""
    value: object = snapshot
    for step in path.split("."):
        if isinstance(value, Mapping):
            value = value[step]
        elif isinstance(value, tuple):
            names = ("key", "dimension", "question", "pillar", "option", "level")
            (value,) = (
                entry
                for entry in value
                if step in [str(getattr(entry, name, "")) for name in names]
            )
        elif hasattr(value, step):
            value = getattr(value, step)
        else:
            return False
    return True


def test_tiny_report_shows_no_figure_about_people() -> None:
    document = document_of(snapshots.tiny())

    assert document.organization.figures == ()
    assert not document.organization.has_scores
    html = html_of(document)
    assert "No score is shown" in html
    assert "No group is shown" in html
    assert "the scenario below" not in html


def test_report_without_expectation_says_so() -> None:
    html = html_of(document_of(snapshots.unstated()))

    assert "Nobody stated before the wave what they expect" in html
    assert "Probability of the bands" not in html, "no band is stated"


def test_refused_assessment_says_why_and_shows_no_result() -> None:
    document = document_of(snapshots.many_groups())

    assert document.technology is not None
    assert document.technology.refusal == (
        "There are more pipeline stages than devices (8). Lower the stages."
    )
    assert document.technology.figures == ()
    assert document.technology.sources.rows


def test_many_groups_are_spread_evenly_over_their_figures() -> None:
    figures = document_of(snapshots.many_groups()).organization.groups

    assert [len(figure.table.rows) for figure in figures] == [12, 20, 20, 20]
    assert figures[1].title == "Groups by location, points of 100 (1 of 3)"


def test_reason_that_rules_out_an_option_names_it() -> None:
    technology = document_of(snapshots.normal()).technology

    assert technology is not None
    assert "By a hosted API: Ruled out" in " ".join(technology.reasons)


def test_figures_are_numbered_as_they_are_read() -> None:
    document = document_of(snapshots.normal())
    html = html_of(document)

    places = [html.index(f'href="#data-{figure.key}"') for figure in document.data_figures]
    assert places == sorted(places)


def test_one_device_and_several_are_counted_grammatically() -> None:
    blocked, normal = (document_of(s()).technology for s in (snapshots.blocked, snapshots.normal))

    assert blocked is not None
    assert normal is not None
    assert blocked.memory is not None
    assert normal.memory is not None
    assert blocked.memory.note.endswith("weights on 1 device.")
    assert normal.memory.note.endswith("weights split over 4 devices.")


def test_german_report_writes_numbers_and_dates_as_germans_do() -> None:
    html = html_of(document_of(snapshots.normal("de")))

    assert 'lang="de"' in html
    assert "14. Oktober 2026" in html
    assert "1.204" in html
    assert "1,204" not in html


@pytest.mark.parametrize(
    ("language", "day", "invited", "verdict", "share"),
    [
        ("fr", "14 octobre 2026", "1\u00a0204", "Les machines pourraient démarrer", "57\u00a0%"),
        ("it", "14 ottobre 2026", "1.204", "Le macchine potrebbero partire", "57%"),
        ("es", "14 de octubre de 2026", "1\u00a0204", "Las máquinas podrían", "57\u00a0%"),
        ("pt", "14 de outubro de 2026", "1.204", "As máquinas podiam", "57\u00a0%"),
    ],
)
def test_report_writes_days_and_numbers_as_its_language_does(
    language: str, day: str, invited: str, verdict: str, share: str
) -> None:
    html = html_of(document_of(snapshots.normal(language)))

    assert f'lang="{language}"' in html
    assert [told for told in (day, invited, verdict, share) if told not in html] == []
    assert "1,204" not in html
    assert "The machines" not in html


def test_root_of_verified_ballots_is_printed_with_the_origin() -> None:
    normal = snapshots.normal()
    wave = replace(normal.wave, receipts_root="ab" * 32)

    facts = method_section(replace(normal, wave=wave)).origin

    assert [fact.value for fact in facts if fact.label == "Root of all receipts"] == ["ab" * 32]
