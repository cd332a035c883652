"""The technical side of the demo: 8 x H100 from a listing, Llama 3.1 70B from its configuration."""

import uuid
from decimal import Decimal
from importlib import resources

from django.db import transaction

from accounts.models import User
from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.services.assessments import create_assessment
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.hardware import import_gpu_inventory
from deployments.services.sizing import request_sizing
from deployments.services.technology import save_model_config, save_site, save_workload
from deployments.sizing.scenario import (
    Answer,
    AnswerValue,
    CloudReference,
    CostAssumptions,
    DataClassShare,
    Evidence,
    Serving,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)

NAME = "Assistant for everybody, Hamburg"
SITE_NAME = "Hamburg data center"
SERVING = Serving(weights=Precision.BF16)
WORKLOAD = Workload(
    users=1200,
    active_share=0.25,
    requests_per_user_hour=6.0,
    peak_factor=2.0,
    prompt_tokens=1000,
    output_tokens=250,
    max_context_tokens=8192,
    ttft_slo_ms=2000.0,
    tpot_slo_ms=50.0,
)
SITE = SiteFacts(
    power_kw=15.0,
    cooling_kw=12.0,
    racks=2,
    kw_per_rack=12.0,
    storage_tb=8.0,
    storage_gbyte_per_second=3.0,
    network_gbit_per_second=25.0,
)
COSTS = CostAssumptions(
    capex=Decimal(350_000),
    network_capex=Decimal(30_000),
    life_years=4,
    residual_share=0.10,
    idle_kw=3.0,
    peak_kw=10.2,
    utilization=0.45,
    pue=1.4,
    price_per_kwh=Decimal("0.19"),
    colocation_per_kw_month=Decimal(200),
    staff_fte=0.5,
    salary_per_year=Decimal(120_000),
    support_share=0.10,
    discount_rate=0.08,
)
CLOUD = CloudReference(
    gpu_hour_price=Decimal("3.5"),
    api_input_per_mtok=Decimal("0.59"),
    api_output_per_mtok=Decimal("0.79"),
)
SOVEREIGNTY = SovereigntyFacts(
    data_classes=(
        DataClassShare("trade_secret", 0.15, Destination.PREMISES),
        DataClassShare("personal", 0.35, Destination.REGION),
    ),
    has_oversight_owner=True,
    has_support_contract=True,
)
ANSWERS = (
    Answer("sovereignty.data_inventory", AnswerValue.PARTLY, Evidence.DOCUMENT),
    Answer("sovereignty.residency", AnswerValue.FULLY, Evidence.DOCUMENT),
    Answer("sovereignty.impact_assessment", AnswerValue.STARTED, Evidence.DECLARED),
    Answer("sovereignty.role_and_risk", AnswerValue.MOSTLY, Evidence.DOCUMENT),
    Answer("sovereignty.license", AnswerValue.FULLY, Evidence.DOCUMENT),
    Answer("security.access", AnswerValue.FULLY, Evidence.DOCUMENT),
    Answer("security.logging", AnswerValue.MOSTLY, Evidence.DOCUMENT),
    Answer("security.supply_chain", AnswerValue.PARTLY, Evidence.DECLARED),
    Answer("security.isolation", AnswerValue.MOSTLY, Evidence.MEASURED),
    Answer("security.updates", AnswerValue.MOSTLY, Evidence.DOCUMENT),
    Answer("operations.on_call", AnswerValue.PARTLY, Evidence.DECLARED),
    Answer("operations.gpu_skills", AnswerValue.STARTED, Evidence.DECLARED),
    Answer("operations.serving_skills", AnswerValue.STARTED, Evidence.DECLARED),
    Answer("operations.rollout", AnswerValue.PARTLY, Evidence.DOCUMENT),
    Answer("operations.recovery", AnswerValue.PARTLY, Evidence.DOCUMENT),
    Answer("power.redundancy", AnswerValue.MOSTLY, Evidence.DOCUMENT),
    Answer("storage.backup", AnswerValue.MOSTLY, Evidence.DOCUMENT),
    Answer("network.redundancy", AnswerValue.MOSTLY, Evidence.DOCUMENT),
)


@transaction.atomic
def describe_machines(actor: User) -> uuid.UUID:
    """Fill in every step of an assessment and ask for its sizing."""
    samples = resources.files("deployments.intake").joinpath("samples")
    which = create_assessment(actor=actor, name=NAME).pk
    import_gpu_inventory(
        actor=actor,
        assessment_id=which,
        files=[samples.joinpath("nvidia-smi-8xh100.xml").read_bytes()],
    )
    save_model_config(
        actor=actor,
        assessment_id=which,
        data=samples.joinpath("llama-3.1-70b-config.json").read_bytes(),
        title="Llama 3.1 70B",
        serving=SERVING,
    )
    save_workload(actor=actor, assessment_id=which, workload=WORKLOAD)
    save_site(actor=actor, assessment_id=which, name=SITE_NAME, site=SITE)
    save_costs(actor=actor, assessment_id=which, costs=COSTS, cloud=CLOUD)
    save_sovereignty(actor=actor, assessment_id=which, facts=SOVEREIGNTY)
    save_answers(actor=actor, assessment_id=which, answers=ANSWERS)
    request_sizing(actor=actor, assessment_id=which)
    return which
