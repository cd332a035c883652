"""One assessment and all that is said about it, one small table per step, and what was found."""

from deployments.models.assessment import Assessment, SizingResult
from deployments.models.governance import Answer, Assignment, DataClassShare, Sovereignty
from deployments.models.money import CostAssumptions
from deployments.models.technology import GpuPool, ServedModel, Site, Workload

__all__ = [
    "Answer",
    "Assessment",
    "Assignment",
    "CostAssumptions",
    "DataClassShare",
    "GpuPool",
    "ServedModel",
    "Site",
    "SizingResult",
    "Sovereignty",
    "Workload",
]
