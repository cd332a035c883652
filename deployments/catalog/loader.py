"""Reads the catalog files beside it and says which row is wrong when one is."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

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
from deployments.catalog.tables import (
    CatalogError,
    Table,
    check_overrides,
    document_of,
    rows_of,
)

__all__ = ["SHIPPED", "CatalogError", "load_catalog", "read_step_time"]

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

_STEP_TIME = "step_time.toml"


@cache
def load_catalog(folder: Path = SHIPPED, overrides: Path | None = None) -> Catalog:
    """The catalog in a folder, by default the shipped one.

    Rows of the files in `overrides`, which are named like those of the catalog, replace the values
    that they give, or are added.

    Raises
    ------
    CatalogError
        If a row lacks a field or holds an impossible value.
    """
    if overrides is not None:
        check_overrides(overrides)

    def rows(file: str, build: Callable[[Table], Row], key: str | None = None) -> tuple[Row, ...]:
        return _rows(folder, overrides, file, build, key or file)

    models = rows("models", _model)
    accelerators = rows("accelerators", _accelerator)
    times = folder / _STEP_TIME
    if overrides is not None and (overrides / _STEP_TIME).exists():
        times = overrides / _STEP_TIME
    return Catalog(
        models={model.id: model for model in models},
        accelerators={accelerator.id: accelerator for accelerator in accelerators},
        accelerator_prices=rows("accelerator_prices", _accelerator_price, "prices"),
        api_prices=rows("api_prices", _api_price, "prices"),
        questions=rows("questions", _question),
        data_classes=rows("rules", _data_class, "data_classes"),
        legal_dates=rows("rules", _legal_date, "legal_dates"),
        step_time=read_step_time(times),
    )


def read_step_time(path: Path) -> StepTimeConstants:
    """Constants of the step-time model from their file."""
    document = document_of(path)
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
    folder: Path, overrides: Path | None, file: str, build: Callable[[Table], Row], key: str
) -> tuple[Row, ...]:
    built = []
    for row in rows_of(folder, overrides, file=file, key=key):
        try:
            built.append(build(row.table))
        except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
            raise CatalogError(f"{row.place}: {fault!r}") from fault
    return tuple(built)


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
