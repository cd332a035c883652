import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from deployments.catalog.entries import Destination
from deployments.forms.governance import QuestionnaireForm, SovereigntyForm
from deployments.forms.money import CostsForm
from deployments.forms.technology import (
    GpuPoolForm,
    InventoryForm,
    ModelForm,
    SiteForm,
    WorkloadForm,
)
from deployments.inputs import Assignment, ModelChoice
from deployments.sizing.scenario import (
    Answer,
    AnswerValue,
    DataClassShare,
    Evidence,
    OfflinePath,
    Serving,
    SiteFacts,
)
from tests.deployments.factories import ANSWERS, FACTS, LLAMA_70B, as_sent

MB = 2**20


def uploads(*files: "UploadedFile[Any]") -> "MultiValueDict[str, UploadedFile[Any]]":
    return MultiValueDict({"listings": list(files)})


def test_defaults_of_the_workload_are_a_workload() -> None:
    form = WorkloadForm(as_sent(WorkloadForm()))

    assert form.is_valid(), form.errors
    workload = form.workload()
    assert (workload.users, workload.active_share, workload.growth_per_year) == (500, 0.1, 0.2)


def test_defaults_of_the_costs_are_complete() -> None:
    form = CostsForm(as_sent(CostsForm()))

    assert form.is_valid(), form.errors
    assert (form.costs().capex, form.costs().residual_share) == (None, 0.1)
    assert form.costs().price_per_kwh == Decimal("0.15")
    assert form.cloud().gpu_hour_price is None


def test_every_field_of_the_costs_stands_in_one_section() -> None:
    form = CostsForm()

    shown = [field.name for _heading, fields in form.sections for field in fields]

    assert sorted(shown) == sorted(form.fields)


def test_percents_are_typed_and_shown_as_percents() -> None:
    form = WorkloadForm({**as_sent(WorkloadForm()), "active_share": "12.5"})
    again = WorkloadForm(initial={"active_share": 0.07})

    assert form.is_valid()
    assert form.workload().active_share == 0.125
    assert again["active_share"].value() == "7"


@pytest.mark.parametrize("typed", ["101", "-1", "many", "nan", "inf", ""])
def test_percent_that_is_none_is_refused(typed: str) -> None:
    form = WorkloadForm({**as_sent(WorkloadForm()), "cached_prefix_share": typed})

    assert list(form.errors) == ["cached_prefix_share"]


def test_empty_site_is_what_nobody_has_said() -> None:
    form = SiteForm({})

    assert form.is_valid(), form.errors
    assert form.site() == SiteFacts()


def test_paths_into_an_air_gap_are_kept() -> None:
    form = SiteForm(QueryDict("is_air_gapped=on&offline_paths=models&offline_paths=drivers"))

    assert form.is_valid(), form.errors
    assert form.site().offline_paths == {OfflinePath.MODELS, OfflinePath.DRIVERS}


def test_model_needs_a_source() -> None:
    form = ModelForm(as_sent(ModelForm()))

    assert list(form.errors) == ["catalog_model"]


def test_configuration_kept_from_before_is_a_source() -> None:
    kept = ModelChoice(Serving(weights="bf16"), config={"a": 1}, config_title="Mine")  # type: ignore[arg-type]  # as stored

    form = ModelForm({**as_sent(ModelForm()), "config_title": "Mine"}, kept=kept)

    assert form.is_valid(), form.errors
    assert form.choice().config == {"a": 1}


def test_upload_wins_over_the_list_and_its_name_becomes_the_title() -> None:
    data = {**as_sent(ModelForm()), "catalog_model": LLAMA_70B}
    config = SimpleUploadedFile("My-Model.json", b"{}")

    form = ModelForm(data, MultiValueDict({"config_file": [config]}))

    assert form.is_valid(), form.errors
    assert (form.uploaded_config(), form.title()) == (b"{}", "My-Model")


def test_pool_takes_the_island_that_the_product_offers() -> None:
    form = GpuPoolForm({"accelerator": "h100-sxm-80", "count": "16", "host_count": "2"})

    assert form.is_valid(), form.errors
    assert form.pool().gpus_per_island == 8


def test_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as sparse:
        sparse.truncate(200 * MB)

    with path.open("rb") as opened:
        form = InventoryForm(files=uploads(UploadedFile(opened, "huge.xml", size=200 * MB)))
        is_valid = form.is_valid()
        position = opened.tell()

    assert not is_valid
    assert "huge.xml is larger than 20 MB" in form.errors["listings"][0]
    assert position == 0


def test_one_large_file_among_several_refuses_all() -> None:
    small = SimpleUploadedFile("a.xml", b"<a/>")
    large = UploadedFile(small.file, "b.xml", size=21 * MB)

    form = InventoryForm(files=uploads(small, large))

    assert "b.xml" in form.errors["listings"][0]


@pytest.mark.parametrize(
    ("name", "content"), [("host.exe", b"MZ"), ("host.xml", b"")], ids=["kind", "empty"]
)
def test_file_of_another_kind_or_without_content_is_refused(name: str, content: bytes) -> None:
    form = InventoryForm(files=uploads(SimpleUploadedFile(name, content)))

    assert "listings" in form.errors


def test_no_file_is_asked_for() -> None:
    assert "listings" in InventoryForm(files=uploads()).errors


def test_classes_of_data_without_a_share_are_left_out() -> None:
    form = SovereigntyForm(
        {"personal-share": "30", "personal-destination": "region", "public-share": "0"}
    )

    assert form.is_valid(), form.errors
    assert form.facts().data_classes == (DataClassShare("personal", 0.3, Destination.REGION),)


def test_saved_facts_are_shown_again() -> None:
    form = SovereigntyForm(facts=FACTS)

    shown = {share.name: share.value() for share, _destination in form.data_class_fields}

    assert shown["trade_secret-share"] == "10"
    assert shown["public-share"] is None


def test_questions_left_open_are_left_out() -> None:
    form = QuestionnaireForm(
        {"security.access-value": "75", "security.access-evidence": "document"}
    )

    assert form.is_valid(), form.errors
    assert form.answers() == ANSWERS


def test_answer_off_the_scale_is_refused() -> None:
    form = QuestionnaireForm({"security.access-value": "80"})

    assert list(form.errors) == ["security.access-value"]


def test_saved_answers_are_shown_again() -> None:
    saved = Answer("security.access", AnswerValue.FULLY, Evidence.MEASURED)

    form = QuestionnaireForm(answers=(saved,))

    assert form["security.access-value"].value() == AnswerValue.FULLY
    assert form["security.access-evidence"].value() == Evidence.MEASURED


def test_owner_and_date_are_kept_without_an_answer() -> None:
    form = QuestionnaireForm(
        {"security.access-owner": "Ada Lind", "security.access-due_date": "2026-12-24"}
    )

    assert form.is_valid(), form.errors
    assert form.answers() == ()
    assert form.assignments() == (Assignment("security.access", "Ada Lind", dt.date(2026, 12, 24)),)
    assert QuestionnaireForm(assignments=form.assignments())["security.access-owner"].value()


def test_date_that_is_none_is_refused() -> None:
    form = QuestionnaireForm({"security.access-due_date": "soon"})

    assert list(form.errors) == ["security.access-due_date"]
