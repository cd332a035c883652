"""Questions about assessments, answered with frozen values: the only door for other apps."""

import datetime as dt
import uuid
from dataclasses import dataclass

from deployments.catalog.entries import Catalog, PriceKind, Source
from deployments.current_catalog import current_catalog
from deployments.fingerprints import inputs_hash
from deployments.inputs import AssessmentInputs, ModelChoice, PoolEntry, Step
from deployments.models import Assessment, SizingResult
from deployments.questions import DataShare, Lack, QuestionState, data_shares, question_states
from deployments.sizing.results import (
    AssessmentResult,
    Band,
    CapacityCheck,
    Configuration,
    CostComparison,
    CostLine,
    Finding,
    GateHit,
    MemoryFit,
    Option,
    OptionCost,
    OptionUtility,
    PillarScore,
    PowerDraw,
    Recommendation,
    Refused,
    Speed,
    TechnicalBand,
    TechnicalScore,
    TornadoBar,
)
from deployments.sizing.scenario import Pillar, Scenario
from deployments.stored_inputs import inputs_of, with_all_steps
from deployments.stored_results import OutdatedFormat, outcome_from_json, scenario_from_json
from deployments.wording import (
    band_words,
    finding_words,
    gate_words,
    option_words,
    pillar_words,
    reason_words,
)

__all__ = [
    "AssessmentInputs",
    "AssessmentListing",
    "AssessmentResult",
    "AssessmentSummary",
    "Band",
    "CapacityCheck",
    "CitedSource",
    "Configuration",
    "CostComparison",
    "CostLine",
    "DataShare",
    "Finding",
    "GateHit",
    "Lack",
    "MemoryFit",
    "ModelChoice",
    "Option",
    "OptionCost",
    "OptionUtility",
    "Pillar",
    "PillarScore",
    "PoolEntry",
    "PowerDraw",
    "QuestionState",
    "Recommendation",
    "Refused",
    "Scenario",
    "Sizing",
    "Source",
    "Speed",
    "Step",
    "TechnicalBand",
    "TechnicalScore",
    "TornadoBar",
    "assessment_inputs",
    "assessment_listings",
    "assessment_summary",
    "band_words",
    "finding_words",
    "gate_words",
    "option_words",
    "pillar_words",
    "reason_words",
    "sized_assessments",
]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A thing of the catalog that the result rests on, and where its values come from."""

    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sizing:
    """What was found, for which inputs, and when.

    `is_current` is False once inputs or catalog have changed since.
    """

    scenario: Scenario
    outcome: AssessmentResult | Refused
    inputs_hash: str
    catalog_version: str
    sized_at: dt.datetime
    is_current: bool

    @property
    def result(self) -> AssessmentResult | None:
        """The result; None where the scenario was refused."""
        return self.outcome if isinstance(self.outcome, AssessmentResult) else None


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """One assessment with its names, its inputs as they stand, and its result if there is one."""

    id: uuid.UUID
    name: str
    created_at: dt.datetime
    site_name: str
    model_title: str
    accelerator_title: str
    inputs: AssessmentInputs
    sizing: Sizing | None
    sources: tuple[CitedSource, ...]
    questions: tuple[QuestionState, ...] = ()
    data_shares: tuple[DataShare, ...] = ()

    @property
    def result(self) -> AssessmentResult | None:
        """The result; None where nothing was sized yet or sizing was refused."""
        return self.sizing.result if self.sizing else None


@dataclass(frozen=True, slots=True)
class AssessmentListing:
    """One line of a list of assessments."""

    id: uuid.UUID
    name: str
    created_at: dt.datetime
    model_title: str
    hardware: str
    sized_at: dt.datetime | None
    score: TechnicalScore | None
    recommendation: Option | None


def assessment_inputs(assessment_id: uuid.UUID) -> AssessmentInputs | None:
    """Everything said so far, None when there is no such assessment."""
    assessment = _find(assessment_id)
    return inputs_of(assessment) if assessment else None


def assessment_summary(assessment_id: uuid.UUID) -> AssessmentSummary | None:
    """Names, inputs and result of one assessment, None when there is no such assessment."""
    assessment = _find(assessment_id)
    if assessment is None:
        return None
    catalog = current_catalog()
    inputs = inputs_of(assessment)
    return AssessmentSummary(
        id=assessment.pk,
        name=assessment.name,
        created_at=assessment.created_at,
        site_name=inputs.site_name,
        model_title=inputs.model.title(catalog) if inputs.model else "",
        accelerator_title=_accelerator_title(inputs, catalog),
        inputs=inputs,
        sizing=_sizing(assessment, inputs),
        sources=_sources(inputs, catalog),
        questions=question_states(catalog, inputs.answers, inputs.assignments),
        data_shares=data_shares(
            catalog, inputs.sovereignty.data_classes if inputs.sovereignty else ()
        ),
    )


def assessment_listings() -> tuple[AssessmentListing, ...]:
    """All assessments, the newest first."""
    catalog = current_catalog()
    rows = with_all_steps(Assessment.objects.order_by("-created_at", "pk"))
    return tuple(_listing(row, catalog) for row in rows)


def sized_assessments() -> tuple[AssessmentListing, ...]:
    """Assessments with a result that a report can show, the newest first."""
    return tuple(listing for listing in assessment_listings() if listing.score is not None)


def _find(assessment_id: uuid.UUID) -> Assessment | None:
    return with_all_steps(Assessment.objects.filter(pk=assessment_id)).first()


def _accelerator_title(inputs: AssessmentInputs, catalog: Catalog) -> str:
    pool = inputs.chosen_pool
    if pool is None:
        return ""
    accelerator = catalog.accelerators.get(pool.accelerator)
    return accelerator.title if accelerator else pool.accelerator


def _sizing(assessment: Assessment, inputs: AssessmentInputs) -> Sizing | None:
    row: SizingResult | None = getattr(assessment, "sizing_result", None)
    if row is None:
        return None
    try:
        scenario, outcome = scenario_from_json(row.scenario), outcome_from_json(row.outcome)
    except OutdatedFormat:  # sized by an older program: shown as not sized yet
        return None
    return Sizing(
        scenario=scenario,
        outcome=outcome,
        inputs_hash=row.inputs_hash,
        catalog_version=row.catalog_version,
        sized_at=row.sized_at,
        is_current=row.inputs_hash == inputs_hash(inputs),
    )


def _sources(inputs: AssessmentInputs, catalog: Catalog) -> tuple[CitedSource, ...]:
    cited = []
    model = inputs.model and catalog.find_model(inputs.model.catalog_model)
    if model:
        cited.append(CitedSource(model.title, model.source))
    pool = inputs.chosen_pool
    accelerator = catalog.accelerators.get(pool.accelerator) if pool else None
    if accelerator:
        cited.append(CitedSource(accelerator.title, accelerator.source))
        prices = [catalog.price_of(accelerator.id, kind) for kind in PriceKind]
        cited += [CitedSource(accelerator.title, price.source) for price in prices if price]
    return tuple(cited)


def _listing(assessment: Assessment, catalog: Catalog) -> AssessmentListing:
    inputs = inputs_of(assessment)
    sizing = _sizing(assessment, inputs)
    result = sizing.result if sizing else None
    pool = inputs.chosen_pool
    return AssessmentListing(
        id=assessment.pk,
        name=assessment.name,
        created_at=assessment.created_at,
        model_title=inputs.model.title(catalog) if inputs.model else "",
        hardware=f"{pool.count} × {_accelerator_title(inputs, catalog)}" if pool else "",
        sized_at=sizing.sized_at if sizing else None,
        score=result.score if result else None,
        recommendation=result.recommendation.option if result else None,
    )
