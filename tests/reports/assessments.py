"""Sized assessments with known content: a fit with conditions, a misfit, a ready site."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from deployments.catalog.entries import Catalog, Destination, Source
from deployments.catalog.geometry import (
    DenseFeedForward,
    GroupedAttention,
    LayerGroup,
    ModelGeometry,
    Precision,
)
from deployments.catalog.loader import load_catalog
from deployments.inputs import Assignment
from deployments.questions import data_shares, question_states
from deployments.selectors import (
    AssessmentResult,
    Band,
    CapacityCheck,
    CitedSource,
    CostComparison,
    CostLine,
    Finding,
    GateHit,
    MemoryFit,
    Option,
    OptionCost,
    OptionUtility,
    Pillar,
    PillarScore,
    PowerDraw,
    Recommendation,
    Refused,
    Scenario,
    Speed,
    TechnicalBand,
    TechnicalScore,
    TornadoBar,
)
from deployments.sizing.scenario import (
    DEFAULT_PILLAR_WEIGHTS,
    Answer,
    AnswerValue,
    CloudReference,
    CostAssumptions,
    DataClassShare,
    Evidence,
    GpuPool,
    Serving,
    SiteFacts,
    Workload,
)
from reports.snapshots import TechnologySnapshot

SIZED = dt.date(2026, 10, 12)
DUE = dt.date(2026, 12, 1)

LLAMA = ModelGeometry(
    name="llama-3.1-70b",
    hidden=8192,
    vocabulary=128_256,
    has_tied_embeddings=False,
    layers=(LayerGroup(80, GroupedAttention(64, 8, 128), DenseFeedForward(28_672)),),
    max_context_tokens=131_072,
    native_weights=Precision.BF16,
)

PILLAR_POINTS = (92.0, 74.0, 61.0, 80.0, 55.0, 41.0, 88.0, 79.0, None)


def scenario() -> Scenario:
    """800 of 1,200 people on Llama-3.1-70B over eight H100."""
    return Scenario(
        workload=Workload(
            users=1200,
            active_share=0.25,
            requests_per_user_hour=8.0,
            peak_factor=2.5,
            prompt_tokens=1600,
            output_tokens=350,
            max_context_tokens=16_384,
            ttft_slo_ms=2000.0,
            tpot_slo_ms=60.0,
            growth_per_year=0.3,
        ),
        model=LLAMA,
        serving=Serving(weights=Precision.FP8),
        pool=GpuPool(accelerator="h100-sxm-80", count=8, gpus_per_island=8),
        site=SiteFacts(power_kw=14.0, cooling_kw=13.0, storage_tb=20.0),
        costs=CostAssumptions(
            capex=Decimal(350_000),
            network_capex=Decimal(30_000),
            life_years=4,
            residual_share=0.1,
            utilization=0.45,
            pue=1.4,
            price_per_kwh=Decimal("0.15"),
            colocation_per_kw_month=Decimal(200),
            staff_fte=0.5,
            salary_per_year=Decimal(150_000),
            support_share=0.1,
            discount_rate=0.08,
        ),
        cloud=CloudReference(gpu_hour_price=Decimal("3.5")),
    )


def conditional_result() -> AssessmentResult:
    """Fits with room; one gate on staff; on-prem recommended but not firm."""
    return AssessmentResult(
        memory=MemoryFit(
            fits=True,
            tensor_parallel=4,
            pipeline_parallel=1,
            device_gib=79.6,
            usable_gib=71.6,
            weights_gib=16.9,
            overhead_gib=6.0,
            headroom_gib=Band(46.2, 48.7, 51.7),
            kv_bytes_per_token=327_680,
            kv_tokens=638_000,
            max_concurrency=38.9,
            parameters_total=70_553_706_496,
            parameters_active=70_553_706_496,
            notes=(),
        ),
        speed=Speed(
            concurrency=24.0,
            tpot_ms=Band(21.0, 28.4, 37.9),
            ttft_floor_ms=310.0,
            ttft_ms=Band(310.0, 820.0, 1990.0),
            output_tokens_per_second=Band(633.0, 845.0, 1142.0),
            offline_tokens_per_second=Band(745.0, 994.0, 1344.0),
            is_provisional=True,
        ),
        capacity=CapacityCheck(
            peak_requests_per_second=1.67,
            needed_concurrency=22.0,
            replica_concurrency=36.0,
            replicas=2,
            replicas_needed=1,
            load_share=0.31,
            has_spare=True,
            wait_probability=0.04,
        ),
        power=PowerDraw(idle_kw=3.0, peak_kw=10.2),
        costs=reference_costs(),
        pillars=tuple(
            PillarScore(pillar, points, weight, 0.3 if points is None else 0.85, ())
            for (pillar, weight), points in zip(DEFAULT_PILLAR_WEIGHTS, PILLAR_POINTS, strict=True)
        ),
        gates=(),
        score=TechnicalScore(72.4, 66.0, 77.1, TechnicalBand.READY_WITH_CONDITIONS, 0.82),
        recommendation=open_recommendation(),
        notes=(),
        seed=7,
    )


def open_recommendation() -> Recommendation:
    """Own machines with peaks in the cloud, in 71 percent of the draws."""
    return Recommendation(
        option=Option.HYBRID,
        is_firm=False,
        agreement_share=0.71,
        margin=0.06,
        utilities=(
            OptionUtility(Option.ON_PREM, 0.66, None),
            OptionUtility(Option.HYBRID, 0.72, None),
            OptionUtility(Option.CLOUD_GPU, 0.51, None),
            OptionUtility(Option.API, 0.0, Finding("excluded.data_may_not_leave", {"share": 0.35})),
        ),
        reasons=(
            Finding(
                "reason.cost",
                {
                    "option": "hybrid",
                    "rival": "on_prem",
                    "lead": 0.08,
                    "npv": Decimal(791_000),
                    "rival_npv": Decimal(837_709),
                },
            ),
            Finding("excluded.data_may_not_leave", {"option": "api", "share": 0.35}),
            Finding("reason.carries_peak", {"needed": 22.0, "carried": 48.0}),
        ),
        flips=(
            Finding("flip.data_may_leave", {"option": "api"}),
            Finding("flip.utilization", {"from": 0.45, "to": 0.31, "option": "cloud_gpu"}),
            Finding("flip.staff_fte", {"from": 0.5, "to": 1.4, "option": "cloud_gpu"}),
        ),
    )


def reference_costs() -> CostComparison:
    """The reference case of the design: 145,959 a year, 45.9 months, 11.6 % utilization."""
    return CostComparison(
        currency="USD",
        price_year=2026,
        mtok_per_year=306_530.0,
        options=(
            _cost(Option.ON_PREM, 380_000, 145_959, "837709", "0.825", 0.14),
            _cost(Option.CLOUD_GPU, 0, 245_280, "812398", "0.800", 0.22),
            _cost(Option.API, 0, 965_570, "3198000", "3.15", 0.05),
        ),
        opex_lines=(
            CostLine("energy", Decimal(11479)),
            CostLine("colocation", Decimal(24480)),
            CostLine("staff", Decimal(75000)),
            CostLine("support", Decimal(35000)),
        ),
        break_even_month=45.9,
        break_even_utilization=0.116,
        tornado=(
            TornadoBar("utilization", 0.2, 0.7, Decimal(829_000), Decimal(846_000)),
            TornadoBar("capex", 280_000, 437_500, Decimal(755_000), Decimal(940_000)),
            TornadoBar("staff_fte", 0.25, 1.0, Decimal(713_000), Decimal(1_086_000)),
            TornadoBar("price_per_kwh", 0.1, 0.3, Decimal(825_000), Decimal(876_000)),
            TornadoBar("discount_rate", 0.04, 0.12, Decimal(884_000), Decimal(799_000)),
        ),
        notes=(),
    )


def blocked_result() -> AssessmentResult:
    """Weights do not fit: nothing can be placed, no speed, no capacity."""
    fine = conditional_result()
    return replace(
        fine,
        memory=replace(
            fine.memory,
            fits=False,
            tensor_parallel=1,
            weights_gib=67.6,
            headroom_gib=Band(-4.5, -2.0, 1.0),
            kv_tokens=0,
            max_concurrency=0.0,
        ),
        speed=None,
        capacity=None,
        pillars=tuple(
            replace(row, score=0.0) if row.pillar in {Pillar.COMPUTE, Pillar.LATENCY} else row
            for row in fine.pillars
        ),
        gates=(
            GateHit("cannot_be_placed", 20, {"weights_gib": 67.6, "usable_gib": 71.6}),
            GateHit("power_kw_short", 40, {"needed": 10.2, "available": 6.0}),
        ),
        score=TechnicalScore(20.0, 14.0, 20.0, TechnicalBand.NOT_READY, 0.82),
        recommendation=replace(
            fine.recommendation,
            option=None,
            is_firm=True,
            agreement_share=1.0,
            margin=0.0,
            reasons=(),
            flips=(),
        ),
    )


def ready_result() -> AssessmentResult:
    """Everything is there."""
    fine = conditional_result()
    return replace(
        fine,
        score=TechnicalScore(88.0, 84.0, 91.0, TechnicalBand.READY, 0.95),
        recommendation=replace(
            fine.recommendation, option=Option.ON_PREM, is_firm=True, agreement_share=0.93
        ),
    )


def refusal() -> Refused:
    """More pipeline stages than there are devices."""
    return Refused(Finding("refused.more_stages_than_devices", {"devices": 8}))


def technology(
    outcome: AssessmentResult | Refused, *, name: str = "Assistant for everybody, own data center"
) -> TechnologySnapshot:
    """An outcome with the names of its assessment."""
    catalog = load_catalog()
    return TechnologySnapshot(
        assessment_id="8a1c2a34-0000-4000-8000-000000000002",
        name=name,
        site_name="Data center North",
        model_title="Llama 3.1 70B Instruct",
        accelerator_title="NVIDIA H100 SXM 80 GB",
        scenario=scenario(),
        outcome=outcome,
        catalog_version="2026.10",
        sized_date=SIZED,
        sources=(
            CitedSource(
                "Llama 3.1 70B Instruct",
                Source("Meta, model card and config.json", dt.date(2026, 8, 14)),
            ),
            CitedSource(
                "NVIDIA H100 SXM 80 GB",
                Source("NVIDIA H100 data sheet, 2023-03", dt.date(2026, 8, 14)),
            ),
            CitedSource(
                "NVIDIA H100 SXM 80 GB",
                Source("Public price lists of three resellers", dt.date(2026, 9, 1), False),
            ),
        ),
        questions=question_states(
            catalog, answers(catalog), (Assignment("security.access", "Ines Kramer", DUE),)
        ),
        data_shares=data_shares(
            catalog,
            (
                DataClassShare(catalog.data_classes[0].key, 0.35, Destination.PREMISES),
                DataClassShare(catalog.data_classes[1].key, 0.65, Destination.REGION),
            ),
        ),
    )


def answers(catalog: Catalog) -> tuple[Answer, ...]:
    """Every second question answered: fully and proven, fully by word, half, in turn."""
    given = (
        (AnswerValue.FULLY, Evidence.DOCUMENT),
        (AnswerValue.FULLY, Evidence.DECLARED),
        (AnswerValue.PARTLY, Evidence.DOCUMENT),
    )
    return tuple(
        Answer(question.key, *given[number % len(given)])
        for number, question in enumerate(catalog.questions[::2])
    )


def _cost(
    option: Option, capex: int, opex: int, npv: str, per_mtok: str, spread: float
) -> OptionCost:
    present = Decimal(npv)
    return OptionCost(
        option=option,
        capex=Decimal(capex),
        opex_per_year=Decimal(opex),
        npv=present,
        usd_per_mtok=Decimal(per_mtok),
        cumulative_by_year=tuple(Decimal(capex + opex * year) for year in range(5)),
        npv_low=present * Decimal(str(1 - spread)),
        npv_high=present * Decimal(str(1 + spread)),
    )
