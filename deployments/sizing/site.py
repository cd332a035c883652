"""What the deployment needs of the room: power, cooling, storage, network."""

from dataclasses import dataclass

from deployments.catalog.geometry import ModelGeometry, Precision
from deployments.sizing.capacity import peak_requests_per_second
from deployments.sizing.memory import weights_bytes
from deployments.sizing.results import PowerDraw
from deployments.sizing.scenario import GpuPool, SiteFacts, Workload

# The released version, the one before it and the one being tried.
KEPT_VERSIONS = 3
# Operating system, images, drivers and logs of one host.
HOST_STORAGE_TB = 0.5
# A restarted host must read its weights within this time.
RELOAD_SECONDS = 600
# A token is about four characters of text, sent with its JSON and TLS frames.
BYTES_PER_TOKEN = 40
_BITS_PER_BYTE = 8
_TERA = 1e12
_GIGA = 1e9


@dataclass(frozen=True, slots=True)
class SiteNeeds:
    """Needs in the units of `SiteFacts`."""

    power_kw: float
    cooling_kw: float
    storage_tb: float
    network_gbit_per_second: float


@dataclass(frozen=True, slots=True)
class Headroom:
    """What there is over what is needed; `key` names the quantity."""

    key: str
    available: float
    needed: float

    @property
    def ratio(self) -> float:
        """Available over needed."""
        return self.available / self.needed


def site_needs(
    model: ModelGeometry, weights: Precision, workload: Workload, pool: GpuPool, draw: PowerDraw
) -> SiteNeeds:
    """Needs of a deployment.

    Every watt drawn becomes heat, so cooling equals peak power. Storage keeps three versions of
    the weights and half a terabyte per host. The network carries the larger of all peak traffic
    and one host reading the weights again in ten minutes.
    """
    stored_bytes = weights_bytes(model, weights)
    tokens_per_request = workload.prompt_tokens + workload.output_tokens
    traffic = peak_requests_per_second(workload) * tokens_per_request * BYTES_PER_TOKEN
    reload_rate = stored_bytes / RELOAD_SECONDS
    return SiteNeeds(
        power_kw=draw.peak_kw,
        cooling_kw=draw.peak_kw,
        storage_tb=KEPT_VERSIONS * stored_bytes / _TERA + HOST_STORAGE_TB * pool.host_count,
        network_gbit_per_second=max(traffic, reload_rate) * _BITS_PER_BYTE / _GIGA,
    )


def power_headrooms(site: SiteFacts, needs: SiteNeeds) -> tuple[Headroom, ...]:
    """Power, cooling and rack density, as far as they are known."""
    found = []
    if site.power_kw is not None:
        found.append(Headroom("power_kw", site.power_kw, needs.power_kw))
    if site.cooling_kw is not None:
        found.append(Headroom("cooling_kw", site.cooling_kw, needs.cooling_kw))
    if site.racks is not None and site.kw_per_rack is not None:
        found.append(Headroom("racks_kw", site.racks * site.kw_per_rack, needs.power_kw))
    return tuple(found)


def storage_headrooms(site: SiteFacts, needs: SiteNeeds) -> tuple[Headroom, ...]:
    """Room for the weights, where it is known."""
    if site.storage_tb is None:
        return ()
    return (Headroom("storage_tb", site.storage_tb, needs.storage_tb),)


def network_headrooms(site: SiteFacts, needs: SiteNeeds) -> tuple[Headroom, ...]:
    """Bandwidth, where it is known."""
    if site.network_gbit_per_second is None:
        return ()
    need = needs.network_gbit_per_second
    return (Headroom("network_gbit", site.network_gbit_per_second, need),)
