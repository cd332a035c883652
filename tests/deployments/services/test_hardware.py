import uuid

import pytest

from deployments.obstacles import (
    AssessmentNotFound,
    PoolNotFound,
    UnknownCatalogEntry,
    UploadUnreadable,
    ValueRefused,
)
from deployments.selectors import assessment_inputs
from deployments.services.hardware import (
    choose_gpu_pool,
    import_gpu_inventory,
    remove_gpu_pool,
    save_gpu_pool,
)
from deployments.sizing.scenario import GpuPool
from tests.deployments.factories import GPU, SAMPLES, Draft, draft

pytestmark = pytest.mark.django_db

XML = (SAMPLES / "nvidia-smi-8xh100.xml").read_bytes()
EIGHT_H100 = GpuPool("h100-sxm-80", 8, 8, 1, 81559 / 1024)
TWO_POOLS = b"accelerator,count,host_count\nl40s,4,2\nh100-sxm-80,8,1\n"


def pools_of(made: Draft) -> list[GpuPool]:
    inputs = assessment_inputs(made.assessment_id)
    assert inputs is not None
    return [entry.pool for entry in inputs.pools]


def upload(made: Draft, *files: bytes) -> None:
    import_gpu_inventory(actor=made.actor, assessment_id=made.assessment_id, files=files)


def test_xml_of_one_host_becomes_one_pool_that_carries_the_model() -> None:
    made = draft()

    upload(made, XML)

    inputs = assessment_inputs(made.assessment_id)
    assert inputs is not None
    assert inputs.chosen_pool == EIGHT_H100


def test_equal_hosts_join_into_one_pool() -> None:
    made = draft()

    upload(made, XML, XML)

    assert pools_of(made) == [GpuPool("h100-sxm-80", 16, 8, 2, 81559 / 1024)]


def test_links_uploaded_beside_the_listing_set_the_island() -> None:
    made = draft()
    names = [f"GPU{number}" for number in range(8)]
    rows = ["\t".join([one, *(" X " if one == two else "SYS" for two in names)]) for one in names]
    unlinked = "\n".join(["\t" + "\t".join(names), *rows]).encode()

    upload(made, XML, unlinked)

    (pool,) = pools_of(made)
    assert pool.gpus_per_island == 1  # eight devices, and no NVLink between them is up


def test_the_same_file_twice_gives_the_same_pools_once() -> None:
    made = draft()

    upload(made, XML)
    upload(made, XML)

    assert pools_of(made) == [EIGHT_H100]


def test_the_largest_pool_of_a_table_carries_the_model() -> None:
    made = draft()

    upload(made, TWO_POOLS)

    inputs = assessment_inputs(made.assessment_id)
    assert inputs is not None
    assert [(entry.pool.accelerator, entry.is_chosen) for entry in inputs.pools] == [
        ("l40s", False),
        ("h100-sxm-80", True),
    ]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ([b""], "whole file"),
        ([XML[: len(XML) // 2]], "line"),
        ([(GPU / "rocm_smi.txt").read_bytes()], "whole file"),
        ([(GPU / "mig_a100.xml").read_bytes()], "MIG instances"),
        ([b"\xff\xfe\xff"], "byte"),
        ([b"hello"], "first line"),
        ([b"accelerator,count\n=cmd|' /C calc'!A0,8\n"], "line 2"),
        ([b"accelerator,count\nh100-sxm-80,=1+1\n"], "line 2, count"),
        ([b"accelerator,count\nh100-sxm-80,8\nno-such-card,8\n"], "line 3"),
        ([XML, b"hello"], "first line"),
    ],
    ids=[
        "empty",
        "truncated",
        "amd",
        "mig",
        "encoding",
        "prose",
        "formula as name",
        "formula as count",
        "one bad line",
        "one bad host",
    ],
)
def test_bad_listing_names_its_place_and_leaves_the_pools_alone(
    files: list[bytes], place: str
) -> None:
    made = draft()
    upload(made, TWO_POOLS)
    before = pools_of(made)

    with pytest.raises(UploadUnreadable, match=place):
        upload(made, *files)

    assert pools_of(made) == before


def test_pool_entered_by_hand_needs_a_known_accelerator_and_even_hosts() -> None:
    made = draft()
    who, which = made.actor, made.assessment_id

    with pytest.raises(UnknownCatalogEntry):
        save_gpu_pool(actor=who, assessment_id=which, pool=GpuPool("abacus", 8, 8))
    with pytest.raises(ValueRefused):
        save_gpu_pool(actor=who, assessment_id=which, pool=GpuPool("h100-sxm-80", 9, 4, 2))

    assert pools_of(made) == []


def test_choosing_and_removing_keeps_exactly_one_chosen_pool() -> None:
    made = draft()
    who, which = made.actor, made.assessment_id
    upload(made, TWO_POOLS)
    inputs = assessment_inputs(which)
    assert inputs is not None
    small, large = inputs.pools

    choose_gpu_pool(actor=who, assessment_id=which, pool_id=small.id)
    after_choice = assessment_inputs(which)
    remove_gpu_pool(actor=who, assessment_id=which, pool_id=small.id)
    after_removal = assessment_inputs(which)

    assert after_choice is not None
    assert after_removal is not None
    assert after_choice.chosen_pool == small.pool
    assert after_removal.chosen_pool == large.pool


def test_a_pool_of_another_assessment_cannot_be_touched() -> None:
    mine, theirs = draft(name="Mine"), draft(name="Theirs")
    upload(mine, XML)
    upload(theirs, XML)
    inputs = assessment_inputs(theirs.assessment_id)
    assert inputs is not None
    pool_id = inputs.pools[0].id

    for change in (choose_gpu_pool, remove_gpu_pool):
        with pytest.raises(PoolNotFound):
            change(actor=mine.actor, assessment_id=mine.assessment_id, pool_id=pool_id)

    assert pools_of(theirs) == [EIGHT_H100]
    after = assessment_inputs(mine.assessment_id)
    assert after is not None
    assert after.chosen_pool == EIGHT_H100


def test_nothing_is_saved_for_an_assessment_that_is_gone() -> None:
    made = draft()
    missing = Draft(made.actor, uuid.uuid4())

    with pytest.raises(AssessmentNotFound):
        upload(missing, XML)
