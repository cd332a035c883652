"""Save GPU pools, by hand or from what a tool printed."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from deployments import models
from deployments.catalog.entries import Catalog
from deployments.current_catalog import current_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.nvidia_smi import parse_nvidia_smi
from deployments.intake.pools import parse_pool_table, pools_from_inventories
from deployments.intake.topology import is_topology, parse_topology
from deployments.intake_words import unreadable
from deployments.obstacles import PoolNotFound, UnknownCatalogEntry, ValueRefused
from deployments.services.assessments import editable_assessment
from deployments.sizing.scenario import GpuPool


@transaction.atomic
def save_gpu_pool(*, actor: User, assessment_id: uuid.UUID, pool: GpuPool) -> None:
    """Add a pool. The first one carries the model.

    Raises
    ------
    UnknownCatalogEntry, ValueRefused
        If the catalog does not know the accelerator, or the hosts are uneven.
    """
    _check_pool(pool, current_catalog())
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_gpu_pool")
    is_first = not assessment.gpu_pools.exists()
    assessment.gpu_pools.create(**dataclasses.asdict(pool), is_chosen=is_first)


@transaction.atomic
def choose_gpu_pool(*, actor: User, assessment_id: uuid.UUID, pool_id: int) -> None:
    """Let this pool carry the model."""
    assessment = editable_assessment(
        actor=actor, assessment_id=assessment_id, verb="choose_gpu_pool"
    )
    assessment.gpu_pools.update(is_chosen=False)
    if not assessment.gpu_pools.filter(pk=pool_id).update(is_chosen=True):
        raise _pool_not_found()


@transaction.atomic
def remove_gpu_pool(*, actor: User, assessment_id: uuid.UUID, pool_id: int) -> None:
    """Take a pool away; the next one carries the model if this one did."""
    assessment = editable_assessment(
        actor=actor, assessment_id=assessment_id, verb="remove_gpu_pool"
    )
    pool = assessment.gpu_pools.filter(pk=pool_id).first()
    if pool is None:
        raise _pool_not_found()
    pool.delete()
    following = assessment.gpu_pools.first()
    if pool.is_chosen and following:
        assessment.gpu_pools.filter(pk=following.pk).update(is_chosen=True)


def import_gpu_inventory(
    *, actor: User, assessment_id: uuid.UUID, files: Sequence[bytes]
) -> tuple[GpuPool, ...]:
    """Replace the pools by those that the files describe, all or nothing.

    Several files are several hosts, each as `nvidia-smi` printed it, with the matrix of
    `nvidia-smi topo -m` beside them where somebody has it; a table of pools (CSV with
    a column `accelerator`) comes alone. The same files twice give the same pools once. The
    largest pool carries the model.

    Raises
    ------
    UploadUnreadable
        With the place in the file and the remedy; nothing has been written then.
    """
    pools = read_gpu_pools(files)
    _replace_pools(actor=actor, assessment_id=assessment_id, pools=pools)
    return pools


def read_gpu_pools(files: Sequence[bytes]) -> tuple[GpuPool, ...]:
    """The pools that files describe, as `import_gpu_inventory` reads them; nothing is written.

    Raises
    ------
    UploadUnreadable
        With the place in the file and the remedy.
    """
    try:
        return _read_pools(files, current_catalog())
    except IntakeError as error:
        raise unreadable(error) from error


def _check_pool(pool: GpuPool, catalog: Catalog) -> None:
    if pool.accelerator not in catalog.accelerators:
        message = _("The catalog has no accelerator “%(id)s”. Choose one from the list.")
        raise UnknownCatalogEntry(message % {"id": pool.accelerator})
    if pool.count % pool.host_count:
        message = ngettext(
            "%(count)d accelerator does not spread evenly over %(hosts)d hosts. "
            "Enter unequal hosts as pools of their own.",
            "%(count)d accelerators do not spread evenly over %(hosts)d hosts. "
            "Enter unequal hosts as pools of their own.",
            pool.count,
        )
        raise ValueRefused(message % {"count": pool.count, "hosts": pool.host_count})


def _read_pools(files: Sequence[bytes], catalog: Catalog) -> tuple[GpuPool, ...]:
    if len(files) == 1 and _is_pool_table(files[0]):
        return parse_pool_table(files[0], catalog)
    topologies = [parse_topology(data) for data in files if is_topology(data)]
    hosts = [parse_nvidia_smi(data) for data in files if not is_topology(data)]
    return pools_from_inventories(hosts, catalog, topologies)


def _is_pool_table(data: bytes) -> bool:
    """Whether the first line names the column that only our own table has."""
    heading = data.lstrip().partition(b"\n")[0].replace(b"\x00", b"").lower()
    return b"accelerator" in heading and not heading.startswith(b"<")


@transaction.atomic
def _replace_pools(*, actor: User, assessment_id: uuid.UUID, pools: Sequence[GpuPool]) -> None:
    assessment = editable_assessment(
        actor=actor, assessment_id=assessment_id, verb="import_gpu_inventory"
    )
    assessment.gpu_pools.all().delete()
    largest = max(pools, key=lambda pool: pool.count)
    models.GpuPool.objects.bulk_create(
        models.GpuPool(assessment=assessment, **dataclasses.asdict(pool), is_chosen=pool is largest)
        for pool in pools
    )


def _pool_not_found() -> PoolNotFound:
    return PoolNotFound(_("This GPU pool does not exist. It may have been removed."))
