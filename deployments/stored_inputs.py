"""Reads the rows of one assessment into the frozen values that pure code works with."""

import dataclasses
from typing import Any, TypeVar

from django.db.models import QuerySet

from deployments import models
from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.inputs import AssessmentInputs, Assignment, ModelChoice, PoolEntry
from deployments.sizing.scenario import (
    AiActRole,
    Answer,
    AnswerValue,
    Backend,
    CloudReference,
    CostAssumptions,
    DataClassShare,
    Evidence,
    GpuPool,
    OfflinePath,
    RiskClass,
    Serving,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)

Frozen = TypeVar("Frozen")


def with_all_steps(assessments: QuerySet[models.Assessment]) -> QuerySet[models.Assessment]:
    """Fetch every step together with the assessments: the number of queries stays the same."""
    one_row = ("served_model", "workload", "site", "costs", "sovereignty", "sizing_result")
    many_rows = ("gpu_pools", "data_class_shares", "answers", "assignments")
    return assessments.select_related(*one_row).prefetch_related(*many_rows)


def inputs_of(assessment: models.Assessment) -> AssessmentInputs:
    """All steps of one assessment, fetched by `with_all_steps`."""
    workload = _row(assessment, "workload")
    site = _row(assessment, "site")
    costs = _row(assessment, "costs")
    return AssessmentInputs(
        model=_model_choice(_row(assessment, "served_model")),
        pools=tuple(
            PoolEntry(row.pk, _frozen(GpuPool, row), row.is_chosen)
            for row in assessment.gpu_pools.all()
        ),
        workload=workload and _frozen(Workload, workload),
        site_name=site.name if site else "",
        site=_site_facts(site),
        costs=costs and _frozen(CostAssumptions, costs),
        cloud=_cloud_reference(costs),
        sovereignty=_sovereignty_facts(assessment),
        answers=tuple(
            Answer(row.key, AnswerValue(row.value), Evidence(row.evidence))
            for row in assessment.answers.all()
        ),
        assignments=tuple(
            Assignment(row.key, row.owner, row.due_date) for row in assessment.assignments.all()
        ),
    )


def _row(assessment: models.Assessment, step: str) -> Any:
    """The row of a step, None where nothing has been saved."""
    return getattr(assessment, step, None)


def _frozen(kind: type[Frozen], row: object) -> Frozen:
    """Fill a frozen dataclass from the columns that bear its field names."""
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]  # a dataclass
    return kind(**{name: getattr(row, name) for name in names})


def _model_choice(row: models.ServedModel | None) -> ModelChoice | None:
    if row is None:
        return None
    serving = Serving(
        weights=Precision(row.weights),
        kv_cache=Precision(row.kv_cache),
        tensor_parallel=row.tensor_parallel,
        pipeline_parallel=row.pipeline_parallel,
        backend=Backend(row.backend),
        gpu_memory_utilization=row.gpu_memory_utilization,
        overhead_gib=row.overhead_gib,
    )
    return ModelChoice(serving, row.catalog_model, row.config, row.config_title)


def _site_facts(row: models.Site | None) -> SiteFacts | None:
    if row is None:
        return None
    said = {path: getattr(row, f"has_offline_{path}") for path in OfflinePath}
    return SiteFacts(
        power_kw=row.power_kw,
        cooling_kw=row.cooling_kw,
        racks=row.racks,
        kw_per_rack=row.kw_per_rack,
        storage_tb=row.storage_tb,
        storage_gbyte_per_second=row.storage_gbyte_per_second,
        network_gbit_per_second=row.network_gbit_per_second,
        is_air_gapped=row.is_air_gapped,
        offline_paths=frozenset(path for path, is_there in said.items() if is_there),
    )


def _cloud_reference(row: models.CostAssumptions | None) -> CloudReference | None:
    if row is None:
        return None
    return CloudReference(
        gpu_hour_price=row.cloud_gpu_hour_price,
        gpus=row.cloud_gpus,
        commitment_discount_share=row.cloud_commitment_discount_share,
        api_input_per_mtok=row.api_input_per_mtok,
        api_output_per_mtok=row.api_output_per_mtok,
    )


def _sovereignty_facts(assessment: models.Assessment) -> SovereigntyFacts | None:
    row = _row(assessment, "sovereignty")
    if row is None:
        return None
    shares = tuple(
        DataClassShare(share.key, share.share, Destination(share.destination))
        for share in assessment.data_class_shares.all()
    )
    return SovereigntyFacts(
        data_classes=shares,
        is_high_risk_use=row.is_high_risk_use,
        has_oversight_owner=row.has_oversight_owner,
        is_license_permitting=row.is_license_permitting,
        has_support_contract=row.has_support_contract,
        ai_act_role=AiActRole(row.ai_act_role),
        risk_class=RiskClass(row.risk_class),
    )
