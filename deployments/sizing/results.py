"""What an assessment finds. Findings carry a key and figures; a narrative layer words them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from deployments.sizing.scenario import Pillar

Figure = int | float | str | Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement by key, such as `reason.kv_headroom`, with the figures that fill it."""

    key: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Refused:
    """The scenario cannot be sized; `reason` says why, and no number is given."""

    reason: Finding


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate with the range that it may lie in."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class MemoryFit:
    """Device memory of one rank, in GiB, and the KV cache of one replica.

    `headroom_gib` is what is left for the KV cache: `low` at the largest overhead known, `high`
    at the smallest. `max_concurrency` is KV tokens over the longest context.
    """

    fits: bool
    tensor_parallel: int
    pipeline_parallel: int
    device_gib: float
    usable_gib: float
    weights_gib: float
    overhead_gib: float
    headroom_gib: Band
    kv_bytes_per_token: int
    kv_tokens: int
    max_concurrency: float
    parameters_total: int
    parameters_active: int
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Speed:
    """Speed of one replica at a stated concurrency.

    `ttft_ms.low` is never below `ttft_floor_ms`, the unloaded prefill. The prefill is one pass
    over the prompt; the loaded range adds waiting. `is_provisional` marks a textbook roofline.
    """

    concurrency: float
    tpot_ms: Band
    ttft_floor_ms: float
    ttft_ms: Band
    output_tokens_per_second: Band
    offline_tokens_per_second: Band
    is_provisional: bool


SPARE_REPLICAS = 1
"""Replicas beyond those that the peak needs, so that one may fail."""


@dataclass(frozen=True, slots=True)
class CapacityCheck:
    """Whether the replicas carry the peak, with one to spare.

    `needed_concurrency` are requests in flight at peak, reckoned at the pessimistic speed;
    `replica_concurrency` what one replica carries within the latency wanted and the KV cache,
    zero where even a lone request is too slow; `replicas_needed` how many the peak fills to what
    is planned for, the spare not counted; `load_share` the part of what all `replicas` carry,
    the spare included, that is in use at peak.
    """

    peak_requests_per_second: float
    needed_concurrency: float
    replica_concurrency: float
    replicas: int
    replicas_needed: int
    load_share: float
    has_spare: bool
    wait_probability: float

    @property
    def replicas_with_spare(self) -> int:
        """Replicas that the peak needs, and those to spare."""
        return self.replicas_needed + SPARE_REPLICAS


@dataclass(frozen=True, slots=True)
class PowerDraw:
    """Electric draw of the whole deployment."""

    idle_kw: float
    peak_kw: float


class Option(StrEnum):
    """Where the model may run."""

    ON_PREM = "on_prem"
    CLOUD_GPU = "cloud_gpu"
    API = "api"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class OptionCost:
    """Cost of one option over the life; `cumulative_by_year[0]` is the day of purchase.

    `npv` is the present value of all outlays; `usd_per_mtok` the cost per million output tokens
    (with their share of input) in the currency of the assumptions, None without tokens.
    """

    option: Option
    capex: Decimal
    opex_per_year: Decimal
    npv: Decimal
    usd_per_mtok: Decimal | None
    cumulative_by_year: tuple[Decimal, ...]
    npv_low: Decimal
    npv_high: Decimal


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the yearly operating cost: `energy`, `staff` and so on."""

    key: str
    amount_per_year: Decimal


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """Net present value on-prem when one input takes its low and its high value."""

    key: str
    low_input: float
    high_input: float
    npv_at_low: Decimal
    npv_at_high: Decimal


@dataclass(frozen=True, slots=True)
class CostComparison:
    """Options side by side.

    `break_even_month` compares undiscounted outlays with renting the same devices and is None
    where owning never catches up; `break_even_utilization` compares cost per token with the API.
    `notes` explain where the two disagree.
    """

    currency: str
    price_year: int
    mtok_per_year: float
    options: tuple[OptionCost, ...]
    opex_lines: tuple[CostLine, ...]
    break_even_month: float | None
    break_even_utilization: float | None
    tornado: tuple[TornadoBar, ...]
    notes: tuple[Finding, ...]

    def of(self, option: Option) -> OptionCost | None:
        """Cost of one option, None where it could not be priced."""
        return next((cost for cost in self.options if cost.option is option), None)


@dataclass(frozen=True, slots=True)
class PillarScore:
    """Score 0–100 of one pillar; None stands for insufficient evidence.

    `coverage_share` is the share of its evidence that was given; `evidence` says what led to it.
    """

    pillar: Pillar
    score: float | None
    weight: float
    coverage_share: float
    evidence: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class GateHit:
    """A condition that caps the whole score, whatever the pillars say."""

    key: str
    cap: int
    figures: Mapping[str, Figure]


class TechnicalBand(StrEnum):
    """Band of the technical readiness score."""

    NOT_READY = "not_ready"
    FOUNDATIONS = "foundations"
    READY_WITH_CONDITIONS = "ready_with_conditions"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class TechnicalScore:
    """Technical readiness 0–100 with its P10–P90 range; None where no pillar has evidence."""

    value: float | None
    low: float | None
    high: float | None
    band: TechnicalBand | None
    coverage_share: float


@dataclass(frozen=True, slots=True)
class OptionUtility:
    """Utility 0–1 of an option; `excluded_by` names the gate that rules it out."""

    option: Option
    utility: float
    excluded_by: Finding | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The option with the greatest utility, how sure it is, and what would change it.

    `option` is None where every option breaks a gate. `agreement_share` is the share of random
    draws that choose the same option; `is_firm` from 0.8 on.
    """

    option: Option | None
    is_firm: bool
    agreement_share: float
    margin: float
    utilities: tuple[OptionUtility, ...]
    reasons: tuple[Finding, ...]
    flips: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """Devices and layout that meet a workload, with one replica to spare among `replicas`.

    `load_share` is the load at peak of a replica without the spare; `purchase` the catalog's
    central price of all devices in `currency`, None where it lists none; `title` the name of the
    accelerator for people.
    """

    accelerator: str
    weights: str
    kv_cache: str
    tensor_parallel: int
    replicas: int
    devices: int
    replica_concurrency: float
    load_share: float
    peak_kw: float
    purchase: Decimal | None
    currency: str
    title: str = ""


class TuningMethod(StrEnum):
    """What fine-tuning changes."""

    FULL = "full"
    LORA = "lora"
    QLORA = "qlora"


@dataclass(frozen=True, slots=True)
class FineTuningFit:
    """Memory of one device while the model is tuned on sequences of `sequence_tokens`.

    `optimizer_gib` holds gradients as well; `needed_gib` is everything with the overhead.
    """

    method: TuningMethod
    trainable_parameters: int
    weights_gib: float
    optimizer_gib: float
    activations_gib: float
    needed_gib: float
    device_gib: float
    sequence_tokens: int

    @property
    def fits(self) -> bool:
        """Whether a device holds it."""
        return self.needed_gib <= self.device_gib


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """All that was found about one scenario; `notes` are warnings and assumptions.

    `configurations` would serve the same workload; empty where nobody searched. `fine_tuning`
    is a second use of all devices of the pool.
    """

    memory: MemoryFit
    speed: Speed | None
    capacity: CapacityCheck | None
    power: PowerDraw
    costs: CostComparison | None
    pillars: tuple[PillarScore, ...]
    gates: tuple[GateHit, ...]
    score: TechnicalScore
    recommendation: Recommendation
    notes: tuple[Finding, ...]
    seed: int
    configurations: tuple[Configuration, ...] = ()
    fine_tuning: tuple[FineTuningFit, ...] = ()
