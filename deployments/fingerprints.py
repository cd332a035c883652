"""Digests that tell whether a stored result still answers the question as it now stands."""

from functools import cache

from django.conf import settings

from deployments.current_catalog import current_catalog
from deployments.inputs import AssessmentInputs
from deployments.stored_results import digest


def catalog_version() -> str:
    """Digest of every value in the catalog in use: equal versions give equal results."""
    return _version_of(settings.CATALOG_OVERRIDES)


@cache
def _version_of(_overrides: str) -> str:
    return digest(current_catalog())


def inputs_hash(inputs: AssessmentInputs) -> str:
    """Digest of everything that decides the result, the catalog among it.

    Pools that do not carry the model, and the keys of rows, decide nothing.
    """
    deciding = (
        inputs.model,
        inputs.chosen_pool,
        inputs.workload,
        inputs.site,
        inputs.costs,
        inputs.cloud,
        inputs.sovereignty,
        inputs.answers,
        catalog_version(),
    )
    return digest(deciding)
