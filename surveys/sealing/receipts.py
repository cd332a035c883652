"""Receipts: each respondent can check that the own ballot was recorded, and all of them together.

A receipt is a hash of the sealed ballot. Receipts are published sorted, without cohort and time;
the root of their Merkle tree is printed in the report, so that the list cannot change afterwards.

References
----------
Laurie, B., Langley, A., Kasper, E. (2013). Certificate Transparency. RFC 6962, section 2.1.
"""

import bisect
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

_LEAF = b"\0"
_NODE = b"\1"


class NotRecorded(Exception):
    """The receipt is not in the published list."""


@dataclass(frozen=True)
class ProofStep:
    """One neighbor on the way from a receipt to the root, and the side it stands on."""

    digest: bytes
    is_left: bool


def receipt_of(sealed_ballot: bytes) -> str:
    """SHA-256 of a sealed ballot as 64 hexadecimal digits."""
    return hashlib.sha256(sealed_ballot).hexdigest()


def published_order(receipts: Sequence[str]) -> tuple[str, ...]:
    """Sort receipts by their value: the order says nothing about when they were cast."""
    return tuple(sorted(receipts))


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root of the Merkle tree over the leaves in their order; 32 bytes.

    Examples
    --------
    >>> merkle_root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(_LEAF + leaves[0]).digest()
    left, right = _halves(leaves)
    return hashlib.sha256(_NODE + merkle_root(left) + merkle_root(right)).digest()


def receipts_root(receipts: Sequence[str]) -> str:
    """Root over published receipts, as it is printed in the report."""
    return merkle_root(_leaves(published_order(receipts))).hex()


def inclusion_proof(receipts: Sequence[str], receipt: str) -> tuple[ProofStep, ...]:
    """The neighbors that lead from a receipt to the root.

    Raises
    ------
    NotRecorded
        The receipt is not among the published ones.
    """
    ordered = published_order(receipts)
    place = bisect.bisect_left(ordered, receipt)
    if place == len(ordered) or ordered[place] != receipt:
        raise NotRecorded("This receipt is not in the published list.")
    return _path(_leaves(ordered), place)


def is_included(receipt: str, proof: Sequence[ProofStep], root: str) -> bool:
    """Whether a proof leads from the receipt to the root."""
    digest = merkle_root(_leaves([receipt]))
    for step in proof:
        pair = step.digest + digest if step.is_left else digest + step.digest
        digest = hashlib.sha256(_NODE + pair).digest()
    return digest.hex() == root


def _leaves(receipts: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(receipt) for receipt in receipts]


def _halves(leaves: Sequence[bytes]) -> tuple[Sequence[bytes], Sequence[bytes]]:
    """Split at the largest power of two below the number of leaves."""
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    return leaves[:cut], leaves[cut:]


def _path(leaves: Sequence[bytes], place: int) -> tuple[ProofStep, ...]:
    if len(leaves) == 1:
        return ()
    left, right = _halves(leaves)
    if place < len(left):
        return (*_path(left, place), ProofStep(merkle_root(right), is_left=False))
    return (*_path(right, place - len(left)), ProofStep(merkle_root(left), is_left=True))
