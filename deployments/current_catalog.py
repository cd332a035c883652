"""The catalog in use: the shipped files under the values that the operator lays over them."""

from pathlib import Path

from django.conf import settings

from deployments.catalog.entries import Catalog
from deployments.catalog.loader import SHIPPED, load_catalog


def current_catalog() -> Catalog:
    """The shipped catalog, or with the folder of `CATALOG_OVERRIDES` over it.

    Raises
    ------
    CatalogError
        If a row of either cannot be used.
    """
    folder = settings.CATALOG_OVERRIDES
    return load_catalog(SHIPPED, Path(folder) if folder else None)
