"""Reads the catalog files beside it and says which row is wrong when one is."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from deployments.catalog.entries import (
    Accelerator,
    AcceleratorPrice,
    ApiPrice,
    Catalog,
    CatalogModel,
    DataClass,
    Destination,
    Efficiencies,
    FixedSeconds,
    LegalDate,
    LinkKind,
    PriceKind,
    Question,
    QueueFactors,
    Source,
    SpeedBands,
    StepTimeConstants,
)
from deployments.catalog.geometry import (
    DenseFeedForward,
    ExpertFeedForward,
    FeedForward,
    GroupedAttention,
    LatentAttention,
    LayerGroup,
    Mixer,
    ModelGeometry,
    Module,
    Precision,
    RecurrentMixer,
)

SHIPPED = Path(__file__).parent

_MIXERS: Mapping[str, Callable[..., Mixer]] = {
    "grouped": GroupedAttention,
    "latent": LatentAttention,
    "recurrent": RecurrentMixer,
}
_FEED_FORWARDS: Mapping[str, Callable[..., FeedForward]] = {
    "dense": DenseFeedForward,
    "experts": ExpertFeedForward,
}

Row = TypeVar("Row")
# A parsed TOML table; its values are checked where they become fields.
Table = Mapping[str, Any]


class CatalogError(Exception):
    """A catalog file holds a row that cannot be used; the message names file and row."""


@cache
def load_catalog(folder: Path = SHIPPED) -> Catalog:
    """The catalog in a folder, by default the shipped one.

    Raises
    ------
    CatalogError
        If a row lacks a field or holds an impossible value.
    """
    models = _rows(folder, "models", _model)
    accelerators = _rows(folder, "accelerators", _accelerator)
    return Catalog(
        models={model.id: model for model in models},
        accelerators={accelerator.id: accelerator for accelerator in accelerators},
        accelerator_prices=_rows(folder, "accelerator_prices", _accelerator_price, key="prices"),
        api_prices=_rows(folder, "api_prices", _api_price, key="prices"),
        questions=_rows(folder, "questions", _question),
        data_classes=_rows(folder, "rules", _data_class, key="data_classes"),
        legal_dates=_rows(folder, "rules", _legal_date, key="legal_dates"),
        step_time=read_step_time(folder / "step_time.toml"),
    )


def read_step_time(path: Path) -> StepTimeConstants:
    """Constants of the step-time model from their file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        bands = document["bands"]
        return StepTimeConstants(
            efficiencies=Efficiencies(**document["efficiencies"]),
            seconds=FixedSeconds(**document["seconds"]),
            backends=document["backends"],
            queue=QueueFactors(**document["queue"]),
            bands=SpeedBands(
                dense=tuple(bands["dense"]),
                moe=tuple(bands["moe"]),
                ttft=tuple(bands["ttft"]),
                uncovered_widening=bands["uncovered_widening"],
            ),
            is_provisional=document["is_provisional"],
            rows=document["rows"],
            source=_source(document),
        )
    except (KeyError, TypeError) as fault:
        raise CatalogError(f"{path.name}: {fault!r}") from fault


def _rows(
    folder: Path, name: str, build: Callable[[Table], Row], *, key: str | None = None
) -> tuple[Row, ...]:
    path = folder / f"{name}.toml"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = {field: value for field, value in document.items() if not isinstance(value, list)}
    rows = []
    for number, table in enumerate(document[key or name], start=1):
        try:
            rows.append(build({**shared, **table}))
        except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
            message = f"{path.name}, row {number} ({table.get('id', '')}): {fault!r}"
            raise CatalogError(message) from fault
    return tuple(rows)


def _source(row: Table) -> Source:
    read_date = row["read_date"]
    if not isinstance(read_date, dt.date):
        raise TypeError("read_date must be a date")
    return Source(row["source"], read_date, row.get("is_verified", True))


def _model(row: Table) -> CatalogModel:
    geometry = ModelGeometry(
        name=row["id"],
        hidden=row["hidden"],
        vocabulary=row["vocabulary"],
        has_tied_embeddings=row["has_tied_embeddings"],
        layers=tuple(_layer_group(layer) for layer in row["layers"]),
        max_context_tokens=row["max_context_tokens"],
        native_weights=Precision(row.get("native_weights", Precision.BF16)),
        spared=frozenset(Module(module) for module in row.get("spared", ())),
        extra_parameters=row.get("extra_parameters", 0),
    )
    return CatalogModel(
        id=row["id"],
        title=row["title"],
        aliases=tuple(row.get("aliases", ())),
        geometry=geometry,
        license=row["license"],
        is_commercial_use_allowed=row["is_commercial_use_allowed"],
        published_parameters_billion=row["published_parameters_billion"],
        published_active_billion=row.get("published_active_billion"),
        source=_source(row),
    )


def _layer_group(layer: Table) -> LayerGroup:
    mixer = dict(layer["mixer"])
    feed_forward = dict(layer["feed_forward"])
    return LayerGroup(
        count=layer["count"],
        mixer=_MIXERS[mixer.pop("kind")](**mixer),
        feed_forward=_FEED_FORWARDS[feed_forward.pop("kind")](**feed_forward),
    )


def _accelerator(row: Table) -> Accelerator:
    return Accelerator(
        id=row["id"],
        title=row["title"],
        vendor=row["vendor"],
        memory_gib=row["memory_gib"],
        marketing_gb=row["marketing_gb"],
        bandwidth_gb_per_second=row["bandwidth_gb_per_second"],
        bf16_tflops=row["bf16_tflops"],
        fp8_tflops=row.get("fp8_tflops"),
        fp4_tflops=row.get("fp4_tflops"),
        link=LinkKind(row["link"]),
        link_gb_per_second=row["link_gb_per_second"],
        island_size=row["island_size"],
        power_watts=row["power_watts"],
        compute_capability=row.get("compute_capability"),
        product_names=tuple(row["product_names"]),
        source=_source(row),
    )


def _accelerator_price(row: Table) -> AcceleratorPrice:
    return AcceleratorPrice(
        accelerator=row["accelerator"],
        kind=PriceKind(row["kind"]),
        low=Decimal(row["low"]),
        central=Decimal(row["central"]),
        high=Decimal(row["high"]),
        currency=row["currency"],
        price_year=row["price_year"],
        source=_source(row),
    )


def _api_price(row: Table) -> ApiPrice:
    return ApiPrice(
        provider=row["provider"],
        model=row["model"],
        catalog_model=row.get("catalog_model"),
        input_per_mtok=Decimal(row["input_per_mtok"]),
        output_per_mtok=Decimal(row["output_per_mtok"]),
        currency=row["currency"],
        source=_source(row),
    )


def _question(row: Table) -> Question:
    return Question(row["key"], row["pillar"], row["weight"], row["text"], row["help"])


def _data_class(row: Table) -> DataClass:
    return DataClass(row["key"], row["title"], Destination(row["destination"]))


def _legal_date(row: Table) -> LegalDate:
    return LegalDate(row["key"], row["title"], row["applies_from_date"], _source(row))
