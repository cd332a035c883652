"""A complete scenario that tests vary: 1,200 users, Llama 3.1 70B in fp8 on eight H100."""

from decimal import Decimal

from deployments.catalog.entries import Destination
from deployments.catalog.geometry import ModelGeometry, Precision
from deployments.catalog.loader import load_catalog
from deployments.sizing.scenario import (
    Answer,
    AnswerValue,
    CloudReference,
    CostAssumptions,
    DataClassShare,
    Evidence,
    GpuPool,
    Scenario,
    Serving,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)

CATALOG = load_catalog()
LLAMA_70B = CATALOG.models["meta-llama/Meta-Llama-3.1-70B"].geometry

# The reference case of the cost model.
REFERENCE_COSTS = CostAssumptions(
    capex=Decimal(350_000),
    network_capex=Decimal(30_000),
    life_years=4,
    residual_share=0.10,
    utilization=0.45,
    pue=1.4,
    price_per_kwh=Decimal("0.15"),
    colocation_per_kw_month=Decimal(200),
    staff_fte=0.5,
    salary_per_year=Decimal(150_000),
    support_share=0.10,
    discount_rate=0.08,
    idle_kw=3.0,
    peak_kw=10.2,
)

SCENARIO = Scenario(
    workload=Workload(
        users=1200,
        active_share=0.3,
        requests_per_user_hour=6,
        peak_factor=2,
        prompt_tokens=1500,
        output_tokens=300,
        max_context_tokens=16_384,
        ttft_slo_ms=2000,
        tpot_slo_ms=60,
    ),
    model=LLAMA_70B,
    serving=Serving(Precision.FP8),
    pool=GpuPool("h100-sxm-80", 8, 8, 1, 79.65),
    site=SiteFacts(power_kw=15, cooling_kw=15, storage_tb=10, network_gbit_per_second=10),
    costs=REFERENCE_COSTS,
    cloud=CloudReference(Decimal("3.5"), None, 0.0, Decimal("0.59"), Decimal("0.79")),
    sovereignty=SovereigntyFacts((DataClassShare("personal", 0.3, Destination.REGION),)),
    answers=tuple(
        Answer(question.key, AnswerValue.MOSTLY, Evidence.DOCUMENT)
        for question in CATALOG.questions
    ),
)


def geometry(model: str) -> ModelGeometry:
    """Geometry of a catalog model."""
    return CATALOG.models[model].geometry
