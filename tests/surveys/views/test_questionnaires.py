"""A leader derives a questionnaire, changes items, reads hints, publishes, exports and imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Role
from surveys.instruments.reader import read_instrument, shipped_instruments
from surveys.models import Instrument, InstrumentDraft
from surveys.services.questionnaires import draft_content
from tests.surveys.factories import INSTRUMENT
from tests.surveys.instruments.test_flow import BRANCHING
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import get, post, text_of


def begun(client: Client, base: str = "ai_readiness_pulse") -> InstrumentDraft:
    post(client, "questionnaires", title="Our pulse", base=base)
    return InstrumentDraft.objects.get()


def taken(client: Client, source: str) -> InstrumentDraft:
    post(client, "questionnaires", file=SimpleUploadedFile("own.toml", source.encode()))
    return InstrumentDraft.objects.get()


def item_fields(**changed: object) -> dict[str, object]:
    fields = {"key": "new", "kind": "agreement", "dimension": "core", "text_en": "People here try."}
    return {**fields, "text_de": "Wir probieren es hier.", **changed}


def test_derived_questionnaire_keeps_items_and_gets_a_key_of_its_own(grace: Client) -> None:
    content = draft_content(begun(grace))

    base = next(one for one in shipped_instruments() if one.key == "ai_readiness_pulse")
    assert content.items == base.items
    assert (content.key, content.version, content.title["en"]) == ("our_pulse", "1", "Our pulse")


def test_empty_questionnaire_begins_with_one_statement(grace: Client) -> None:
    content = draft_content(begun(grace, base=""))

    assert [item.key for item in content.items] == ["item_1"]
    assert content.scale_labels["en"][0] == "Strongly disagree"


def test_added_item_is_kept_and_its_hints_are_shown(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT)

    post(
        grace, "new_draft_item", draft.pk,
        **item_fields(text_en="People here never test and check.", is_shuffled="on"),
    )  # fmt: skip

    draft.refresh_from_db()
    item = draft_content(draft).item("new")
    page = text_of(get(grace, "questionnaire_draft", draft.pk))
    assert (item.text["de"], item.block) == ("Wir probieren es hier.", "shuffled")
    assert "English: “and” may ask two things at once. Split the item." in page
    assert "English: “never” negates." in page


def test_changed_key_is_followed_by_its_conditions(grace: Client) -> None:
    draft = taken(grace, BRANCHING)

    post(
        grace, "draft_item", draft.pk, "uses",
        key="team_uses", kind="choice", text_en="Does your team use AI?", options_en="yes\nno",
    )  # fmt: skip

    draft.refresh_from_db()
    content = draft_content(draft)
    assert content.item("why_not").show_if.item == "team_uses"
    assert [option.key for option in content.item("team_uses").options] == ["yes", "no"]


def test_branch_is_written_in_the_form(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT)

    post(
        grace, "draft_item", draft.pk, "wish",
        key="wish", kind="open", text_en="Why?", text_de="Warum?",
        condition_item="willing", condition_answers="1, 2",
    )  # fmt: skip

    draft.refresh_from_db()
    condition = draft_content(draft).item("wish").show_if
    assert (condition.item, condition.answers) == ("willing", (1, 2))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text_en": ""}, "required"),
        ({"key": "white space"}, "valid value"),
        ({"key": "willing"}, "used twice"),
        ({"dimension": ""}, "needs a dimension"),
        ({"kind": "choice", "options_en": "one"}, "at least two options"),
        ({"condition_item": "willing", "condition_answers": "4"}, "Only some of its items"),
        ({"condition_item": "advice", "condition_answers": "x"}, "is no answer"),
    ],
)
def test_item_that_breaks_the_questionnaire_is_refused_with_its_reason(
    grace: Client, changed: dict[str, object], words: str
) -> None:
    draft = taken(grace, INSTRUMENT)
    before = draft.source

    page = post(grace, "new_draft_item", draft.pk, **item_fields(**changed))

    draft.refresh_from_db()
    assert page.status_code == 422
    assert words in text_of(page)
    assert draft.source == before


def test_items_move_and_leave(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT)

    post(grace, "arrange_item", draft.pk, "able", do="up")
    post(grace, "arrange_item", draft.pk, "advice", do="remove")
    post(grace, "arrange_item", draft.pk, "able", do="up")

    draft.refresh_from_db()
    assert [item.key for item in draft_content(draft).items] == [
        "able", "willing", "rules", "fear", "wish",
    ]  # fmt: skip


def test_last_item_of_a_weighted_dimension_stays(grace: Client) -> None:
    draft = begun(grace, base="")

    post(grace, "arrange_item", draft.pk, "item_1", do="remove")

    draft.refresh_from_db()
    assert len(draft_content(draft).items) == 1


def test_new_language_begins_with_copies_and_the_shipped_scale(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT)

    post(
        grace, "questionnaire_draft", draft.pk,
        key="tiny", version="2", languages=["en", "de", "fr"], title_en="Tiny", title_de="Klein",
    )  # fmt: skip

    draft.refresh_from_db()
    content = draft_content(draft)
    assert content.languages == ("en", "de", "fr")
    assert content.version == "2"
    assert content.scale_labels["fr"][-1] == "Tout à fait d'accord"
    assert content.item("willing").text["fr"] == "People here want this."


def test_weights_are_brought_to_a_sum_of_one(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT)
    rows = {
        "row0-key": "core", "row0-weight": "3", "row0-is_core": "on", "row0-name_en": "Core",
        "row0-name_de": "Kern", "row1-key": "trust", "row1-weight": "1", "row1-name_en": "Trust",
        "row1-name_de": "Vertrauen",
    }  # fmt: skip

    post(grace, "draft_dimensions", draft.pk, **rows)

    draft.refresh_from_db()
    weights = {one.key: one.weight for one in draft_content(draft).dimensions}
    assert weights == {"core": 0.75, "trust": 0.25}


def test_published_version_can_be_chosen_and_never_changes(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT.replace('"tiny"', '"ours"'))
    post(grace, "publish_questionnaire", draft.pk)
    post(grace, "arrange_item", draft.pk, "able", do="up")
    post(grace, "publish_questionnaire", draft.pk)

    page = text_of(get(grace, "questionnaire_draft", draft.pk))
    stored = Instrument.objects.get()
    assert "Version 1 was published with other content. Raise the version." in page
    assert read_instrument(stored.source, source="x").items[0].key == "willing"
    assert "A tiny pulse" in text_of(get(grace, "questionnaires"))


def test_shipped_key_is_not_taken(grace: Client) -> None:
    draft = taken(grace, INSTRUMENT.replace('"tiny"', '"ai_readiness"'))

    post(grace, "publish_questionnaire", draft.pk)

    assert Instrument.objects.count() == 0


def test_exported_file_can_be_taken_again(grace: Client) -> None:
    draft = taken(grace, BRANCHING)

    exported = get(grace, "export_draft", draft.pk)
    shipped = get(grace, "export_questionnaire", "hackathon_pulse")

    again = read_instrument(exported.content, source="again")
    assert again == draft_content(draft)
    assert 'filename="branching_1.toml"' in exported["Content-Disposition"]
    assert read_instrument(shipped.content, source="x").key == "hackathon_pulse"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"key = ", b"key = 'x'\n" * 3])
def test_broken_file_is_refused_in_words(grace: Client, content: bytes) -> None:
    page = post(grace, "questionnaires", file=SimpleUploadedFile("own.toml", content or b" "))

    assert page.status_code in {200, 422}
    assert InstrumentDraft.objects.count() == 0


def test_draft_of_somebody_else_does_not_exist(client_of: ClientOf, grace: Client) -> None:
    draft = begun(grace)
    owner = client_of(Role.INITIATIVE_OWNER)

    assert get(owner, "questionnaire_draft", draft.pk).status_code == 404
    assert post(owner, "publish_questionnaire", draft.pk).status_code == 404
    assert get(client_of(Role.EXECUTIVE), "questionnaires").status_code == 403
