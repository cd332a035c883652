"""Each step comes back as it was saved, and what contradicts itself is not saved."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.models import AuditEntry
from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.fingerprints import inputs_hash
from deployments.inputs import AssessmentInputs, Assignment, ModelChoice, Step
from deployments.models import Assessment, ServedModel
from deployments.obstacles import UnknownCatalogEntry, UploadUnreadable, ValueRefused
from deployments.selectors import assessment_inputs
from deployments.services.assessments import delete_assessment
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.technology import save_model, save_model_config, save_workload
from deployments.sizing.scenario import (
    Answer,
    AnswerValue,
    DataClassShare,
    Evidence,
    Serving,
    SovereigntyFacts,
)
from tests.deployments.factories import (
    ANSWERS,
    CLOUD,
    COSTS,
    FACTS,
    LLAMA_70B,
    SAMPLES,
    SITE,
    WORKLOAD,
    Draft,
    draft,
    ready_to_size,
)

pytestmark = pytest.mark.django_db

CONFIG = (SAMPLES / "llama-3.1-70b-config.json").read_bytes()
SERVING = Serving(weights=Precision.FP8, kv_cache=Precision.FP8, tensor_parallel=4)


def inputs_of(made: Draft) -> AssessmentInputs:
    inputs = assessment_inputs(made.assessment_id)
    assert inputs is not None
    return inputs


def test_every_step_comes_back_as_it_was_saved() -> None:
    inputs = inputs_of(ready_to_size())

    assert inputs.model == ModelChoice(Serving(Precision.BF16), catalog_model=LLAMA_70B)
    assert (inputs.workload, inputs.site_name, inputs.site) == (WORKLOAD, "Frankfurt", SITE)
    assert (inputs.costs, inputs.cloud) == (COSTS, CLOUD)
    assert (inputs.sovereignty, inputs.answers) == (FACTS, ANSWERS)
    assert inputs.done_steps == frozenset(Step)


def test_empty_assessment_names_the_three_steps_that_are_needed() -> None:
    assert inputs_of(draft()).missing_steps == (Step.MODEL, Step.HARDWARE, Step.WORKLOAD)


def test_uploaded_configuration_is_kept_and_replaces_the_catalog_model() -> None:
    made = ready_to_size()

    save_model_config(
        actor=made.actor,
        assessment_id=made.assessment_id,
        data=CONFIG,
        title="Our Llama",
        serving=SERVING,
    )

    model = inputs_of(made).model
    assert model == ModelChoice(
        SERVING, config=json.loads(CONFIG), config_title="Our Llama", catalog_model=""
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        CONFIG[:100],
        b"[1, 2]",
        b'{"name": "a package", "version": "1"}',
        b'{"model_type": "resnet", "hidden_sizes": [1]}',
        b"\xff\xfe",
    ],
    ids=["empty", "truncated", "list", "no model", "no language model", "encoding"],
)
def test_configuration_of_no_model_is_refused_and_nothing_is_written(data: bytes) -> None:
    made = draft()

    with pytest.raises(UploadUnreadable, match="Place: "):
        save_model_config(
            actor=made.actor,
            assessment_id=made.assessment_id,
            data=data,
            title="x",
            serving=SERVING,
        )

    assert not ServedModel.objects.exists()


def test_model_that_the_catalog_does_not_have_is_refused() -> None:
    made = draft()

    with pytest.raises(UnknownCatalogEntry, match="nobody/nothing"):
        save_model(
            actor=made.actor,
            assessment_id=made.assessment_id,
            choice=ModelChoice(SERVING, catalog_model="nobody/nothing"),
        )

    assert inputs_of(made).model is None


def test_request_longer_than_the_context_is_refused() -> None:
    made = ready_to_size()
    too_long = replace(WORKLOAD, prompt_tokens=8000, output_tokens=193)

    with pytest.raises(ValueRefused, match="8193"):
        save_workload(actor=made.actor, assessment_id=made.assessment_id, workload=too_long)

    assert inputs_of(made).workload == WORKLOAD


def test_rest_above_full_load_is_refused() -> None:
    made = ready_to_size()
    costs = replace(COSTS, idle_kw=11.0, peak_kw=10.0)

    with pytest.raises(ValueRefused):
        save_costs(actor=made.actor, assessment_id=made.assessment_id, costs=costs, cloud=CLOUD)

    assert inputs_of(made).costs == COSTS


def test_prices_of_the_catalog_are_not_mixed_with_another_currency() -> None:
    made = ready_to_size()
    euros = replace(COSTS, currency="EUR")
    who, which = made.actor, made.assessment_id

    with pytest.raises(ValueRefused, match="USD"):
        save_costs(actor=who, assessment_id=which, costs=replace(euros, capex=None), cloud=CLOUD)
    save_costs(actor=who, assessment_id=which, costs=euros, cloud=CLOUD)

    assert inputs_of(made).costs == euros


def test_amounts_keep_their_cents() -> None:
    made = ready_to_size()
    costs = replace(COSTS, capex=Decimal("123456789.01"), price_per_kwh=Decimal("0.1234"))

    save_costs(actor=made.actor, assessment_id=made.assessment_id, costs=costs, cloud=CLOUD)

    assert inputs_of(made).costs == costs


def test_shares_of_data_above_the_whole_are_refused() -> None:
    made = ready_to_size()
    shares = (
        DataClassShare("internal", 0.7, Destination.ANYWHERE),
        DataClassShare("personal", 0.4, Destination.REGION),
    )

    with pytest.raises(ValueRefused, match="100"):
        save_sovereignty(
            actor=made.actor,
            assessment_id=made.assessment_id,
            facts=SovereigntyFacts(data_classes=shares),
        )

    assert inputs_of(made).sovereignty == FACTS


def test_answer_to_an_unknown_question_is_refused() -> None:
    made = ready_to_size()
    unknown = Answer("astrology.signs", AnswerValue.FULLY, Evidence.MEASURED)

    with pytest.raises(UnknownCatalogEntry, match=r"astrology\.signs"):
        save_answers(
            actor=made.actor, assessment_id=made.assessment_id, answers=(*ANSWERS, unknown)
        )

    assert inputs_of(made).answers == ANSWERS


def test_who_settles_a_question_is_kept_but_decides_nothing() -> None:
    made = ready_to_size()
    before = inputs_hash(inputs_of(made))
    assigned = (Assignment("security.access", "Ada Lind", dt.date(2026, 12, 24)),)

    save_answers(
        actor=made.actor,
        assessment_id=made.assessment_id,
        answers=inputs_of(made).answers,
        assignments=assigned,
    )

    assert inputs_of(made).assignments == assigned
    assert inputs_hash(inputs_of(made)) == before


def test_who_changed_what_stands_in_the_audit_log() -> None:
    made = draft()
    save_workload(actor=made.actor, assessment_id=made.assessment_id, workload=WORKLOAD)

    entry = AuditEntry.objects.get(verb="assessment.save_workload")

    assert (entry.actor, entry.subject) == (made.actor, str(made.assessment_id))


def test_deleting_removes_every_step() -> None:
    made = ready_to_size()

    delete_assessment(actor=made.actor, assessment_id=made.assessment_id)

    assert not Assessment.objects.exists()
    assert assessment_inputs(made.assessment_id) is None
