"""Rows for tests of the deployment room. People have names and known roles."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django import forms

from accounts.models import Role, User
from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.inputs import ModelChoice
from deployments.services.assessments import create_assessment
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.hardware import import_gpu_inventory
from deployments.services.technology import save_model, save_site, save_workload
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

SAMPLES = Path(__file__).parents[2] / "deployments" / "intake" / "samples"
GPU = Path(__file__).parents[1] / "fixtures" / "gpu"

LLAMA_70B = "meta-llama/Meta-Llama-3.1-70B"
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
# the reference case of the design
COSTS = CostAssumptions(
    capex=Decimal(350_000),
    network_capex=Decimal(30_000),
    life_years=4,
    residual_share=0.10,
    idle_kw=3.0,
    peak_kw=10.2,
    utilization=0.45,
    pue=1.4,
    price_per_kwh=Decimal("0.15"),
    colocation_per_kw_month=Decimal(200),
    staff_fte=0.5,
    salary_per_year=Decimal(150_000),
    support_share=0.10,
    discount_rate=0.08,
)
CLOUD = CloudReference(
    gpu_hour_price=Decimal("3.5"),
    api_input_per_mtok=Decimal("0.59"),
    api_output_per_mtok=Decimal("0.79"),
)
SITE = SiteFacts(power_kw=15.0, cooling_kw=12.0, storage_tb=4.0)
FACTS = SovereigntyFacts(
    data_classes=(DataClassShare("trade_secret", 0.1, Destination.PREMISES),),
    has_oversight_owner=True,
)
ANSWERS = (Answer("security.access", AnswerValue.MOSTLY, Evidence.DOCUMENT),)


@dataclass(frozen=True)
class Draft:
    """An assessment and who edits it, as every service asks for them."""

    actor: User
    assessment_id: uuid.UUID

    @property
    def target(self) -> dict[str, User | uuid.UUID]:
        return {"actor": self.actor, "assessment_id": self.assessment_id}


def person(role: Role = Role.ENGINEERING_LEAD) -> User:
    """Emmy, an engineering lead, or somebody else of another role."""
    user, _is_new = User.objects.get_or_create(
        email=f"{role}@example.org", defaults={"name": "Emmy", "role": role}
    )
    return user


def draft(actor: User | None = None, name: str = "Service desk") -> Draft:
    """An assessment with nothing but its name."""
    actor = actor or person()
    return Draft(actor, create_assessment(actor=actor, name=name).pk)


def ready_to_size(actor: User | None = None, name: str = "Service desk") -> Draft:
    """Llama 70B for 1,200 people on eight H100, with every step filled in."""
    made = draft(actor, name)
    choice = ModelChoice(Serving(weights=Precision.BF16), catalog_model=LLAMA_70B)
    listing = (SAMPLES / "nvidia-smi-8xh100.xml").read_bytes()
    who, which = made.actor, made.assessment_id
    save_model(actor=who, assessment_id=which, choice=choice)
    import_gpu_inventory(actor=who, assessment_id=which, files=[listing])
    save_workload(actor=who, assessment_id=which, workload=WORKLOAD)
    save_site(actor=who, assessment_id=which, name="Frankfurt", site=SITE)
    save_costs(actor=who, assessment_id=which, costs=COSTS, cloud=CLOUD)
    save_sovereignty(actor=who, assessment_id=which, facts=FACTS)
    save_answers(actor=who, assessment_id=which, answers=ANSWERS)
    return made


def as_sent(form: forms.BaseForm) -> dict[str, str]:
    """What a browser sends when nobody changes anything in a form."""
    values = {field.html_name: field.value() for field in form.visible_fields()}
    return {name: str(value) for name, value in values.items() if value or value == 0}
