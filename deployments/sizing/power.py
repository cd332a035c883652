"""Electric draw of a pool, where nobody has measured it."""

from deployments.catalog.entries import Accelerator, LinkKind
from deployments.sizing.results import PowerDraw
from deployments.sizing.scenario import CostAssumptions, GpuPool

# A DGX H100 is rated 10.2 kW with eight devices of 0.7 kW (NVIDIA DGX H100 data sheet, 2023).
HOST_FACTOR_SWITCHED = 10.2 / (8 * 0.7)
# Servers with cards: processors, memory and fans add about half of the cards' draw.
HOST_FACTOR_CARDS = 1.5
# The reference server rests at 3.0 of 10.2 kW.
IDLE_SHARE = 3.0 / 10.2

_CARD_LINKS = frozenset({LinkKind.PCIE, LinkKind.NVLINK_BRIDGE})


def power_draw(
    pool: GpuPool, accelerator: Accelerator, costs: CostAssumptions | None = None
) -> PowerDraw:
    """Idle and peak draw in kW; measured values of the cost assumptions come first."""
    is_card = accelerator.link in _CARD_LINKS
    factor = HOST_FACTOR_CARDS if is_card else HOST_FACTOR_SWITCHED
    peak_kw = pool.count * accelerator.power_watts * factor / 1000
    if costs is not None and costs.peak_kw is not None:
        peak_kw = costs.peak_kw
    idle_kw = peak_kw * IDLE_SHARE
    if costs is not None and costs.idle_kw is not None:
        idle_kw = costs.idle_kw
    return PowerDraw(idle_kw, peak_kw)
