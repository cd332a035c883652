"""Types of the catalog's rows; every row carries its source and the date it was read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from deployments.catalog.geometry import ModelGeometry


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, and when it was read there."""

    text: str
    read_date: dt.date
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model with its geometry, published parameter count and license.

    `aliases` are other names of the same geometry; the published counts, in billions, come from
    the publisher and check it (active ones where the publisher states them).
    """

    id: str
    title: str
    aliases: tuple[str, ...]
    geometry: ModelGeometry
    license: str
    is_commercial_use_allowed: bool
    published_parameters_billion: float
    published_active_billion: float | None
    source: Source


class LinkKind(StrEnum):
    """How the accelerators of one host talk to each other."""

    NVLINK = "nvlink"
    NVLINK_BRIDGE = "nvlink-bridge"
    INFINITY_FABRIC = "infinity-fabric"
    ETHERNET = "ethernet"
    PCIE = "pcie"


@dataclass(frozen=True, slots=True)
class Accelerator:
    """An accelerator with dense peaks (never the sparse figure of a data sheet).

    `memory_gib` is what a process can allocate; `marketing_gb` the figure on the box.
    `compute_capability` is NVIDIA's (8.9 as 89); None for other vendors.
    `link_gb_per_second` counts one direction per device.
    """

    id: str
    title: str
    vendor: str
    memory_gib: float
    marketing_gb: float
    bandwidth_gb_per_second: float
    bf16_tflops: float
    fp8_tflops: float | None
    fp4_tflops: float | None
    link: LinkKind
    link_gb_per_second: float
    island_size: int
    power_watts: float
    compute_capability: int | None
    product_names: tuple[str, ...]
    source: Source


class PriceKind(StrEnum):
    """What a price buys."""

    PURCHASE = "purchase"
    RENTAL_HOUR = "rental_hour"


@dataclass(frozen=True, slots=True)
class AcceleratorPrice:
    """Price range of one accelerator: purchase of a device, or rental of a device hour."""

    accelerator: str
    kind: PriceKind
    low: Decimal
    central: Decimal
    high: Decimal
    currency: str
    price_year: int
    source: Source


@dataclass(frozen=True, slots=True)
class ApiPrice:
    """Price of a hosted model per million tokens."""

    provider: str
    model: str
    catalog_model: str | None
    input_per_mtok: Decimal
    output_per_mtok: Decimal
    currency: str
    source: Source


@dataclass(frozen=True, slots=True)
class Question:
    """A questionnaire item; `text` and `help` by language, `pillar` as in `results.Pillar`."""

    key: str
    pillar: str
    weight: float
    text: Mapping[str, str]
    help: Mapping[str, str]


class Destination(StrEnum):
    """Farthest place that a class of data may be processed in."""

    PREMISES = "premises"
    REGION = "region"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data and the default rule for where it may go."""

    key: str
    title: Mapping[str, str]
    destination: Destination


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A date from which a legal duty applies; editable data, not advice."""

    key: str
    title: Mapping[str, str]
    applies_from_date: dt.date
    source: Source


@dataclass(frozen=True, slots=True)
class Efficiencies:
    """Shares of the data sheet's peak that each part of a step reaches, 0–1."""

    compute: float
    bandwidth: float
    expert_compute: float
    expert_bandwidth: float
    cache: float
    attention: float
    link: float


@dataclass(frozen=True, slots=True)
class FixedSeconds:
    """Time that a step takes whatever its size: per all-reduce, layer, sequence, and once."""

    all_reduce: float
    layer: float
    expert_layer: float
    sequence: float
    step: float


@dataclass(frozen=True, slots=True)
class QueueFactors:
    """How much longer than by the model alone the first token takes when requests come in bursts.

    The factor is `scale` x concurrency to the power of `concurrency_exponent`, at least 1.
    """

    scale: float
    concurrency_exponent: float


@dataclass(frozen=True, slots=True)
class SpeedBands:
    """Factors from a central estimate to the ends of its P10–P90 range.

    `uncovered_widening` is the power to which they are raised for devices that nobody measured.
    """

    dense: tuple[float, float]
    moe: tuple[float, float]
    ttft: tuple[float, float]
    uncovered_widening: float


@dataclass(frozen=True, slots=True)
class StepTimeConstants:
    """Fit of the step-time model on measured rows; see `docs/explanation/sizing.md`.

    `backends` scales the fixed times by serving software.
    """

    efficiencies: Efficiencies
    seconds: FixedSeconds
    backends: Mapping[str, float]
    queue: QueueFactors
    bands: SpeedBands
    is_provisional: bool
    rows: int
    source: Source


@dataclass(frozen=True, slots=True)
class Catalog:
    """All catalog rows, and the fitted constants of the step-time model."""

    models: Mapping[str, CatalogModel]
    accelerators: Mapping[str, Accelerator]
    accelerator_prices: tuple[AcceleratorPrice, ...]
    api_prices: tuple[ApiPrice, ...]
    questions: tuple[Question, ...]
    data_classes: tuple[DataClass, ...]
    legal_dates: tuple[LegalDate, ...]
    step_time: StepTimeConstants

    def find_model(self, name: str) -> CatalogModel | None:
        """Model by id or alias."""
        if name in self.models:
            return self.models[name]
        return next((model for model in self.models.values() if name in model.aliases), None)

    def find_same_shape(self, geometry: ModelGeometry) -> CatalogModel | None:
        """The first model with the same layers and vocabulary, whatever its name."""
        shape = (geometry.hidden, geometry.vocabulary, geometry.layers)
        return next(
            (
                model
                for model in self.models.values()
                if (model.geometry.hidden, model.geometry.vocabulary, model.geometry.layers)
                == shape
            ),
            None,
        )

    def find_product(self, product_name: str) -> Accelerator | None:
        """Accelerator by the name that its driver prints."""
        wanted = product_name.casefold()
        return next(
            (
                accelerator
                for accelerator in self.accelerators.values()
                if wanted in (name.casefold() for name in accelerator.product_names)
            ),
            None,
        )

    def price_of(self, accelerator: str, kind: PriceKind) -> AcceleratorPrice | None:
        """Price range of an accelerator, None where the catalog has none."""
        return next(
            (
                price
                for price in self.accelerator_prices
                if price.accelerator == accelerator and price.kind is kind
            ),
            None,
        )
