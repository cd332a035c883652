"""One call from a scenario to everything that is found about it."""

from deployments.catalog.entries import Catalog
from deployments.sizing.results import AssessmentResult, Refused
from deployments.sizing.scenario import Scenario


def assess(scenario: Scenario, catalog: Catalog, *, seed: int) -> AssessmentResult | Refused:
    """Size, price, score and place one scenario.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    catalog : Catalog
        Facts about accelerators and prices.
    seed : int
        Starts the random draws behind ranges and firmness.

    Returns
    -------
    AssessmentResult or Refused
        Refused names what cannot be sized.
    """
    raise NotImplementedError
