"""What has been said about an assessment so far, step by step, and the scenario it makes."""

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import ModelGeometry
from deployments.intake.model_config import parse_model_config
from deployments.obstacles import UnknownCatalogEntry
from deployments.sizing.scenario import (
    Answer,
    CloudReference,
    CostAssumptions,
    GpuPool,
    Scenario,
    Serving,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)


class Step(StrEnum):
    """One page of the guided assessment, in the order walked."""

    MODEL = "model"
    HARDWARE = "hardware"
    WORKLOAD = "workload"
    SITE = "site"
    COSTS = "costs"
    SOVEREIGNTY = "sovereignty"
    QUESTIONNAIRE = "questionnaire"


REQUIRED_STEPS = (Step.MODEL, Step.HARDWARE, Step.WORKLOAD)
"""Without these nothing can be sized; the others sharpen the result."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model of the catalog, or one described by its own configuration, and how it is served.

    Exactly one of `catalog_model` and `config` is given.
    """

    serving: Serving
    catalog_model: str = ""
    config: dict[str, Any] | None = None
    config_title: str = ""

    def title(self, catalog: Catalog) -> str:
        """Name for people; the id stands in for a model that left the catalog."""
        if self.config is not None:
            return self.config_title
        entry = catalog.models.get(self.catalog_model)
        return entry.title if entry else self.catalog_model

    def geometry(self, catalog: Catalog) -> ModelGeometry:
        """Shape of the model."""
        if self.config is not None:
            return parse_model_config(json.dumps(self.config).encode())
        entry = catalog.models.get(self.catalog_model)
        if entry is None:
            message = _("The catalog no longer has the model “%(model)s”. Choose another one.")
            raise UnknownCatalogEntry(message % {"model": self.catalog_model})
        return entry.geometry


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """A pool of the assessment; the chosen one carries the model."""

    id: int
    pool: GpuPool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who settles a question of the catalog, and until when."""

    key: str
    owner: str = ""
    due_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AssessmentInputs:
    """All steps; None or empty where nobody has said anything yet."""

    model: ModelChoice | None
    pools: tuple[PoolEntry, ...]
    workload: Workload | None
    site_name: str
    site: SiteFacts | None
    costs: CostAssumptions | None
    cloud: CloudReference | None
    sovereignty: SovereigntyFacts | None
    answers: tuple[Answer, ...]
    assignments: tuple[Assignment, ...] = ()

    @property
    def chosen_pool(self) -> GpuPool | None:
        """The pool that carries the model."""
        return next((entry.pool for entry in self.pools if entry.is_chosen), None)

    @property
    def done_steps(self) -> frozenset[Step]:
        """Steps on which something has been saved."""
        saved = {
            Step.MODEL: self.model,
            Step.HARDWARE: self.chosen_pool,
            Step.WORKLOAD: self.workload,
            Step.SITE: self.site,
            Step.COSTS: self.costs,
            Step.SOVEREIGNTY: self.sovereignty,
            Step.QUESTIONNAIRE: self.answers or None,
        }
        return frozenset(step for step, value in saved.items() if value is not None)

    @property
    def missing_steps(self) -> tuple[Step, ...]:
        """Steps that still have to be done before anything can be sized."""
        return tuple(step for step in REQUIRED_STEPS if step not in self.done_steps)

    def scenario(self, catalog: Catalog) -> Scenario | None:
        """What `assess` is asked; None while a required step is missing.

        Until somebody has answered for the license, the catalog's word on it counts.
        """
        pool = self.chosen_pool
        if self.model is None or pool is None or self.workload is None:
            return None
        return Scenario(
            workload=self.workload,
            model=self.model.geometry(catalog),
            serving=self.model.serving,
            pool=pool,
            site=self.site or SiteFacts(),
            costs=self.costs,
            cloud=self.cloud or CloudReference(),
            sovereignty=self.sovereignty or _presumed_facts(self.model, catalog),
            answers=self.answers,
        )


def _presumed_facts(model: ModelChoice, catalog: Catalog) -> SovereigntyFacts:
    entry = catalog.models.get(model.catalog_model)
    return SovereigntyFacts(is_license_permitting=entry is None or entry.is_commercial_use_allowed)
