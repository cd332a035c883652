"""One model held against every accelerator of the catalog: the fewest devices that carry a copy."""

from collections.abc import Iterable
from dataclasses import dataclass

from deployments.catalog.entries import Accelerator, LinkKind
from deployments.catalog.geometry import ModelGeometry
from deployments.sizing.layout import WIDEST_PCIE_DEGREE
from deployments.sizing.memory import fit_memory
from deployments.sizing.results import MemoryFit
from deployments.sizing.scenario import Serving
from deployments.sizing.sharding import valid_degrees


@dataclass(frozen=True, slots=True)
class FleetFit:
    """A kind of accelerator and what one of its devices would hold."""

    accelerator: Accelerator
    memory: MemoryFit


def fit_fleet(
    model: ModelGeometry,
    serving: Serving,
    accelerators: Iterable[Accelerator],
    *,
    context_tokens: int,
) -> tuple[FleetFit, ...]:
    """Fit one copy on each kind: on the fewest devices that hold it, else on the most allowed.

    Parameters
    ----------
    model, serving : ModelGeometry, Serving
        Geometry; number formats, utilization, overhead. A degree that was asked for is kept.
    accelerators : iterable of Accelerator
        Kinds to try.
    context_tokens : int
        Longest sequence that a copy must hold.

    Returns
    -------
    tuple of FleetFit
        Those that fit first, then by devices, memory of a device and title.
    """
    found = [FleetFit(kind, _fit(model, serving, kind, context_tokens)) for kind in accelerators]
    return tuple(sorted(found, key=_order))


def _order(fit: FleetFit) -> tuple[bool, int, float, str]:
    memory = fit.memory
    return (not memory.fits, memory.tensor_parallel, memory.device_gib, fit.accelerator.title)


def _fit(
    model: ModelGeometry, serving: Serving, kind: Accelerator, context_tokens: int
) -> MemoryFit:
    is_card = kind.link is LinkKind.PCIE
    widest = min(kind.island_size, WIDEST_PCIE_DEGREE) if is_card else kind.island_size
    asked = serving.tensor_parallel
    degrees = valid_degrees(model, widest) if asked is None else (asked,)
    fits = [
        fit_memory(
            model,
            serving,
            tensor_parallel=degree,
            device_gib=kind.memory_gib,
            context_tokens=context_tokens,
        )
        for degree in degrees
    ]
    return next((fit for fit in fits if fit.fits), fits[-1])
