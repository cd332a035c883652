import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.sealing.receipts import (
    NotRecorded,
    inclusion_proof,
    is_included,
    merkle_root,
    published_order,
    receipt_of,
    receipts_root,
)

CT_LEAVES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
"""Leaves and roots of the reference tests of the Certificate Transparency project (RFC 6962)."""
CT_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
RECEIPTS = st.lists(st.integers(0, 999), min_size=1, max_size=40, unique=True).map(
    lambda numbers: [receipt_of(b"%d" % number) for number in numbers]
)


@pytest.mark.parametrize(("count", "root"), CT_ROOTS.items())
def test_root_is_that_of_certificate_transparency(count: int, root: str) -> None:
    assert merkle_root([bytes.fromhex(leaf) for leaf in CT_LEAVES[:count]]).hex() == root


@given(RECEIPTS)
def test_every_recorded_receipt_proves_itself(receipts: list[str]) -> None:
    root = receipts_root(receipts)

    assert all(is_included(one, inclusion_proof(receipts, one), root) for one in receipts)


@given(RECEIPTS)
def test_receipt_that_is_not_recorded_has_no_proof(receipts: list[str]) -> None:
    missing = receipt_of(b"never cast")
    proof = inclusion_proof(receipts, receipts[0])

    assert not is_included(missing, proof, receipts_root(receipts))
    with pytest.raises(NotRecorded):
        inclusion_proof(receipts, missing)


def test_dropping_or_adding_a_receipt_changes_the_printed_root() -> None:
    receipts = [receipt_of(bytes([number])) for number in range(20)]

    roots = {
        receipts_root(receipts),
        receipts_root(receipts[1:]),
        receipts_root([*receipts, receipt_of(b"stuffed")]),
    }

    assert len(roots) == 3


def test_published_order_is_that_of_the_hashes_and_not_of_casting() -> None:
    receipts = [receipt_of(bytes([number])) for number in range(20)]

    assert published_order(receipts) == published_order(receipts[::-1]) == tuple(sorted(receipts))
