"""Whom a planned wave will invite: employees of its audience, and holders of one-time codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.models import CodeBatch, Employee, Wave


@dataclass(frozen=True)
class Invitee:
    """One right to answer: an employee, or whoever will hold a code of a batch."""

    employee: Employee | None
    batch: CodeBatch | None

    @property
    def attributes(self) -> Mapping[str, str]:
        """Levels by attribute."""
        if self.employee:
            return dict(self.employee.attributes)
        return dict(self.batch.levels) if self.batch else {}

    @property
    def roster_name(self) -> str:
        """What stands for this right in the hash of the roster."""
        if self.employee:
            return self.employee.email.lower()
        return f"code of {self.batch.pk}" if self.batch else ""


def invitees_of(wave: Wave) -> list[Invitee]:
    """Employees by address, then one entry for each planned code."""
    audience = wave.survey.audience
    employees = Employee.objects.selected(
        audience.selection, includes_managers=audience.includes_managers
    )
    batches = CodeBatch.objects.filter(wave=wave).order_by("name", "pk")
    return [
        *(Invitee(employee, None) for employee in employees.order_by("email")),
        *(Invitee(None, batch) for batch in batches for _code in range(batch.count)),
    ]
