from pathlib import Path

import pytest
from django.conf import settings

from deployments.catalog.entries import CatalogModel, LinkKind, PriceKind
from deployments.catalog.loader import SHIPPED, CatalogError, load_catalog
from deployments.sizing.parameters import count_parameters

CATALOG = load_catalog()
MODELS = sorted(CATALOG.models.values(), key=lambda model: model.id)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_geometry_gives_the_published_parameter_count(model: CatalogModel) -> None:
    """Half a percent is the rounding of the publishers' own figures."""
    counted = count_parameters(model.geometry).total / 1e9

    assert counted == pytest.approx(model.published_parameters_billion, rel=0.005)


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if model.published_active_billion],
    ids=lambda model: model.id,
)
def test_geometry_gives_the_published_active_count(model: CatalogModel) -> None:
    """Publishers differ in counting the embedding, up to 8 % for small active counts."""
    counted = count_parameters(model.geometry).active / 1e9

    assert counted == pytest.approx(model.published_active_billion, rel=0.08)


def test_catalog_is_as_wide_as_promised() -> None:
    assert len(CATALOG.models) >= 35
    assert len(CATALOG.accelerators) >= 28
    assert {row.vendor for row in CATALOG.accelerators.values()} == {"NVIDIA", "AMD", "Intel"}


def test_every_price_names_a_known_accelerator_and_is_ordered() -> None:
    for price in CATALOG.accelerator_prices:
        assert price.accelerator in CATALOG.accelerators
        assert 0 < price.low <= price.central <= price.high


def test_api_prices_name_known_models() -> None:
    named = {price.catalog_model for price in CATALOG.api_prices} - {None}

    assert named <= set(CATALOG.models)


def test_usable_memory_is_below_the_figure_on_the_box() -> None:
    """GiB are larger than GB, and the driver keeps some: no device gives all it is sold with."""
    for accelerator in CATALOG.accelerators.values():
        assert accelerator.memory_gib < accelerator.marketing_gb


def test_fp8_peak_is_missing_before_capability_89() -> None:
    for accelerator in CATALOG.accelerators.values():
        if accelerator.compute_capability and accelerator.compute_capability < 89:
            assert accelerator.fp8_tflops is None


def test_aliases_lead_to_their_model() -> None:
    found = CATALOG.find_model("meta-llama/Llama-3.3-70B-Instruct")

    assert found is CATALOG.models["meta-llama/Meta-Llama-3.1-70B"]
    assert CATALOG.find_model("nobody/nothing") is None


def test_driver_names_lead_to_their_accelerator() -> None:
    found = CATALOG.find_product("nvidia h100 80gb hbm3")

    assert found is not None
    assert (found.id, found.link) == ("h100-sxm-80", LinkKind.NVLINK)


def test_price_is_found_by_kind() -> None:
    rental = CATALOG.price_of("h100-sxm-80", PriceKind.RENTAL_HOUR)

    assert rental is not None
    assert rental.currency == "USD"
    assert CATALOG.price_of("gaudi3", PriceKind.RENTAL_HOUR) is None


def test_texts_of_the_catalog_are_in_every_language_of_the_interface() -> None:
    offered = {code for code, _name in settings.LANGUAGES}
    keys = [question.key for question in CATALOG.questions]

    assert len(keys) == len(set(keys))
    for question in CATALOG.questions:
        assert set(question.text) == set(question.help)
        assert set(question.text) >= offered
    for titled in (*CATALOG.data_classes, *CATALOG.legal_dates):
        assert set(titled.title) >= offered


def test_faulty_row_is_named(tmp_path: Path) -> None:
    for path in SHIPPED.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    models = tmp_path / "models.toml"
    models.write_text(
        models.read_text(encoding="utf-8").replace("hidden = 4096", "hiden = 4096", 1),
        encoding="utf-8",
    )

    with pytest.raises(CatalogError, match=r"models\.toml, row 1 .*hidden"):
        load_catalog(tmp_path)


def overriding(folder: Path, file: str, text: str) -> Path:
    (folder / file).write_text(text, encoding="utf-8")
    return folder


OWN_PRICE = """
[[prices]]
accelerator = "h100-sxm-80"
kind = "purchase"
central = "33000"
source = "quote of our vendor"
read_date = 2026-11-20
"""


def test_a_value_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    changed = load_catalog(SHIPPED, overriding(tmp_path, "accelerator_prices.toml", OWN_PRICE))

    price = changed.price_of("h100-sxm-80", PriceKind.PURCHASE)
    shipped = CATALOG.price_of("h100-sxm-80", PriceKind.PURCHASE)
    assert price is not None
    assert shipped is not None
    assert (price.central, price.high) == (33_000, shipped.high)
    assert price.source.text == "quote of our vendor"
    assert changed.models == CATALOG.models
    assert len(changed.accelerator_prices) == len(CATALOG.accelerator_prices)


def test_a_new_legal_date_is_added(tmp_path: Path) -> None:
    own = """
    [[legal_dates]]
    key = "works_council"
    title = { en = "Agreement with the works council", de = "Betriebsvereinbarung" }
    applies_from_date = 2027-01-01
    source = "our own"
    read_date = 2026-11-20
    """

    changed = load_catalog(SHIPPED, overriding(tmp_path, "rules.toml", own))

    assert [entry.key for entry in changed.legal_dates][-1] == "works_council"
    assert changed.data_classes == CATALOG.data_classes


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("accelerator_prices.toml", OWN_PRICE.replace("source", "sauce"), "sauce is no field"),
        ("accelerator_prices.toml", OWN_PRICE.replace("kind", "#"), "kind is missing"),
        ("accelerator_prices.toml", OWN_PRICE.replace("read_date", "#"), "read_date is missing"),
        ("accelerator_prices.toml", OWN_PRICE.replace('"33000"', '"much"'), "row 1"),
        ("accelerators.toml", "[[accelerators", "accelerators.toml"),
        ("gpus.toml", "", "gpus.toml"),
    ],
)
def test_a_faulty_value_of_ones_own_is_named(
    tmp_path: Path, file: str, text: str, said: str
) -> None:
    with pytest.raises(CatalogError, match=said):
        load_catalog(SHIPPED, overriding(tmp_path, file, text))
