"""The database refuses what no form would let through."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from deployments.models import (
    Answer,
    Assessment,
    CostAssumptions,
    DataClassShare,
    GpuPool,
    ServedModel,
    Site,
    Workload,
)
from tests.deployments.factories import ready_to_size

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (Assessment, {"name": ""}),
        (ServedModel, {"config": {"a": 1}}),
        (ServedModel, {"catalog_model": ""}),
        (ServedModel, {"weights": "fp3"}),
        (ServedModel, {"gpu_memory_utilization": 0}),
        (ServedModel, {"tensor_parallel": 0}),
        (GpuPool, {"count": 0}),
        (GpuPool, {"measured_memory_gib": 0}),
        (Workload, {"users": 0}),
        (Workload, {"active_share": 1.1}),
        (Workload, {"max_context_tokens": 1249}),
        (Workload, {"tpot_slo_ms": 0}),
        (Site, {"power_kw": -1}),
        (CostAssumptions, {"currency": "usd"}),
        (CostAssumptions, {"capex": -1}),
        (CostAssumptions, {"pue": 0.9}),
        (CostAssumptions, {"life_years": 11}),
        (CostAssumptions, {"idle_kw": 10.3}),
        (CostAssumptions, {"utilization": 1.01}),
        (DataClassShare, {"share": 1.1}),
        (DataClassShare, {"destination": "moon"}),
        (Answer, {"value": 60}),
        (Answer, {"evidence": "hope"}),
    ],
)
def test_impossible_value_is_refused(table: type[models.Model], wrong: dict[str, Any]) -> None:
    ready_to_size()

    with pytest.raises(IntegrityError), transaction.atomic():
        table._default_manager.update(**wrong)


def test_only_one_pool_carries_the_model() -> None:
    made = ready_to_size()
    second = {"accelerator": "l40s", "count": 4, "gpus_per_island": 1, "is_chosen": True}

    with pytest.raises(IntegrityError), transaction.atomic():
        GpuPool.objects.create(assessment_id=made.assessment_id, **second)
