"""Who may be asked: employees and saved selections of them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Self

from django.db import models
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Filters of employees."""

    def selected(self, selection: Mapping[str, Sequence[str]], *, includes_managers: bool) -> Self:
        """Employees whose attributes lie in every named list of levels."""
        employees = self
        for place, (attribute, levels) in enumerate(sorted(selection.items())):
            # not `attributes__<name>`: an attribute may be called "range", which is a lookup
            level = {f"level_{place}": KeyTransform(attribute, "attributes")}
            employees = employees.alias(**level).filter(**{f"level_{place}__in": list(levels)})
        return employees if includes_managers else employees.filter(is_manager=False)


class Employee(models.Model):
    """A person of the organization, from the last import. `attributes` maps name to level."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_manager = models.BooleanField(_("manager"), default=False)
    attributes = models.JSONField(_("attributes"), default=dict)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="employee_email_unique")]

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """A saved selection of employees: `selection` maps attribute to the levels that belong.

    An empty selection is everybody. Managers answer only where they are included: they state an
    expectation instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    selection = models.JSONField(_("selection"), default=dict)
    includes_managers = models.BooleanField(_("managers answer too"), default=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class OtherName(models.Model):
    """A name that is redacted though its bearer is no employee: a customer, a contractor."""

    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
