"""What an assessment starts from: workload, model, hardware, site, money, answers."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum

from deployments.catalog.entries import Destination
from deployments.catalog.geometry import ModelGeometry, Precision


@dataclass(frozen=True, slots=True)
class Workload:
    """Who asks how much of the model, and how fast the answer must come.

    Attributes
    ----------
    users : int
        People with access, at least 1.
    active_share : float
        Share of them active in a busy hour, 0–1.
    requests_per_user_hour : float
        Requests that an active user sends in an hour.
    peak_factor : float
        Peak rate over the busy hour's mean, at least 1.
    prompt_tokens, output_tokens : int
        Tokens of a typical request and of its answer, at least 1.
    max_context_tokens : int
        Longest prompt and answer together that must be served.
    ttft_slo_ms, tpot_slo_ms : float
        Wanted time to the first token and per further token, milliseconds.
    cached_prefix_share : float
        Share of the prompt found in the prefix cache, 0–1.
    growth_per_year : float
        Growth of demand, 0.2 is 20 % a year.
    """

    users: int
    active_share: float
    requests_per_user_hour: float
    peak_factor: float
    prompt_tokens: int
    output_tokens: int
    max_context_tokens: int
    ttft_slo_ms: float
    tpot_slo_ms: float
    cached_prefix_share: float = 0.0
    growth_per_year: float = 0.0


class Backend(StrEnum):
    """Serving software."""

    VLLM = "vllm"
    TRTLLM = "trtllm"
    SGLANG = "sglang"


@dataclass(frozen=True, slots=True)
class Serving:
    """How the model is laid on the devices.

    `tensor_parallel` None takes the valid degree that carries most requests. `overhead_gib` None
    takes the range known for the model's kind.
    """

    weights: Precision
    kv_cache: Precision = Precision.BF16
    tensor_parallel: int | None = None
    pipeline_parallel: int = 1
    backend: Backend = Backend.VLLM
    gpu_memory_utilization: float = 0.90
    overhead_gib: float | None = None


@dataclass(frozen=True, slots=True)
class GpuPool:
    """Equal accelerators in equal hosts.

    `gpus_per_island` counts the devices of one host joined by the fast link;
    `measured_memory_gib` is what a driver reported per device, None if nobody looked.
    """

    accelerator: str
    count: int
    gpus_per_island: int
    host_count: int = 1
    measured_memory_gib: float | None = None


class OfflinePath(StrEnum):
    """What an air-gapped site must be able to carry in."""

    MODELS = "models"
    IMAGES = "images"
    DRIVERS = "drivers"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The room and its lines; None means nobody has said."""

    power_kw: float | None = None
    cooling_kw: float | None = None
    racks: int | None = None
    kw_per_rack: float | None = None
    storage_tb: float | None = None
    storage_gbyte_per_second: float | None = None
    network_gbit_per_second: float | None = None
    is_air_gapped: bool = False
    offline_paths: frozenset[OfflinePath] = frozenset()


@dataclass(frozen=True, slots=True)
class CostAssumptions:
    """Money for machines of one's own. Amounts are in `currency` of `price_year`.

    Attributes
    ----------
    capex : Decimal or None
        Quote for the servers; None takes the catalog's range for the accelerators.
    network_capex : Decimal
        Switches and cabling, without residual value and support.
    life_years : int
        Years of use, 1–10.
    residual_share : float
        Share of `capex` that the servers still bring at the end.
    idle_kw, peak_kw : float or None
        Draw of the deployment at rest and at full load; None derives it from the catalog.
    utilization : float
        Mean share of the deliverable throughput that is used in the first year, 0–1.
    pue : float
        Power usage effectiveness of the room, at least 1.
    price_per_kwh, colocation_per_kw_month : Decimal
        Electricity; floor space, billed on peak kW.
    staff_fte, salary_per_year : float, Decimal
        People who run it, and what one costs a year.
    support_share : float
        Yearly support, as share of `capex`.
    licenses_per_year, network_per_year : Decimal
        Software and lines.
    discount_rate : float
        Yearly, 0.08 is 8 %.
    """

    capex: Decimal | None
    network_capex: Decimal
    life_years: int
    residual_share: float
    utilization: float
    pue: float
    price_per_kwh: Decimal
    colocation_per_kw_month: Decimal
    staff_fte: float
    salary_per_year: Decimal
    support_share: float
    discount_rate: float
    idle_kw: float | None = None
    peak_kw: float | None = None
    licenses_per_year: Decimal = Decimal(0)
    network_per_year: Decimal = Decimal(0)
    currency: str = "USD"
    price_year: int = 2026


@dataclass(frozen=True, slots=True)
class CloudReference:
    """What the alternatives cost, in the currency of the cost assumptions.

    `gpu_hour_price` None takes the catalog; `gpus` None rents as many as the pool has;
    `commitment_discount_share` is taken off the hour price.
    """

    gpu_hour_price: Decimal | None = None
    gpus: int | None = None
    commitment_discount_share: float = 0.0
    api_input_per_mtok: Decimal | None = None
    api_output_per_mtok: Decimal | None = None


class AnswerValue(IntEnum):
    """Grade of a questionnaire answer, in percent."""

    NONE = 0
    STARTED = 25
    PARTLY = 50
    MOSTLY = 75
    FULLY = 100


class Evidence(StrEnum):
    """What stands behind an answer."""

    NONE = "none"
    DECLARED = "declared"
    DOCUMENT = "document"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer to one question of the catalog."""

    key: str
    value: AnswerValue
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DataClassShare:
    """Share of the requests that carry a class of data, and how far it may go."""

    key: str
    share: float
    destination: Destination


class AiActRole(StrEnum):
    """Role under the EU AI Act, Regulation (EU) 2024/1689, Article 3."""

    UNDETERMINED = "undetermined"
    PROVIDER = "provider"
    DEPLOYER = "deployer"
    IMPORTER = "importer"


class RiskClass(StrEnum):
    """Risk class of the use under the EU AI Act, Articles 5, 6 and 50."""

    UNDETERMINED = "undetermined"
    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"
    PROHIBITED = "prohibited"


@dataclass(frozen=True, slots=True)
class SovereigntyFacts:
    """Facts that gates look at; a use is high-risk by its class or where somebody says so."""

    data_classes: tuple[DataClassShare, ...] = ()
    is_high_risk_use: bool = False
    has_oversight_owner: bool = False
    is_license_permitting: bool = True
    has_support_contract: bool = False
    ai_act_role: AiActRole = AiActRole.UNDETERMINED
    risk_class: RiskClass = RiskClass.UNDETERMINED

    @property
    def needs_oversight(self) -> bool:
        """Whether a named person must oversee the use."""
        return self.is_high_risk_use or self.risk_class is RiskClass.HIGH


class Pillar(StrEnum):
    """Part of the technical readiness score."""

    COMPUTE = "compute"
    LATENCY = "latency"
    COST = "cost"
    SOVEREIGNTY = "sovereignty"
    SECURITY = "security"
    OPERATIONS = "operations"
    POWER = "power"
    STORAGE = "storage"
    NETWORK = "network"


DEFAULT_PILLAR_WEIGHTS = (
    (Pillar.COMPUTE, 20.0),
    (Pillar.LATENCY, 15.0),
    (Pillar.COST, 15.0),
    (Pillar.SOVEREIGNTY, 15.0),
    (Pillar.SECURITY, 10.0),
    (Pillar.OPERATIONS, 10.0),
    (Pillar.POWER, 6.0),
    (Pillar.STORAGE, 5.0),
    (Pillar.NETWORK, 4.0),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that one assessment looks at; without costs no money is reckoned."""

    workload: Workload
    model: ModelGeometry
    serving: Serving
    pool: GpuPool
    site: SiteFacts = field(default_factory=SiteFacts)
    costs: CostAssumptions | None = None
    cloud: CloudReference = field(default_factory=CloudReference)
    sovereignty: SovereigntyFacts = field(default_factory=SovereigntyFacts)
    answers: tuple[Answer, ...] = ()
    pillar_weights: tuple[tuple[Pillar, float], ...] = DEFAULT_PILLAR_WEIGHTS
