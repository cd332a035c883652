"""Constraints that many tables share, written once."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, Q


def share_check(table: str, field: str) -> CheckConstraint:
    """`field` lies between 0 and 1."""
    condition = Q(**{f"{field}__gte": 0, f"{field}__lte": 1})
    return CheckConstraint(condition=condition, name=f"{table}_{field}_is_a_share")


def least_check(table: str, least: float, *fields: str) -> CheckConstraint:
    """None of `fields` lies below `least`; what nobody has said passes."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__gte": least}) | Q(**{f"{field}__isnull": True})
    return CheckConstraint(condition=condition, name=f"{table}_{fields[0]}_large_enough")


def choice_check(
    table: str, field: str, choices: Iterable[tuple[str | int, object]]
) -> CheckConstraint:
    """`field` is one of the values in `choices`."""
    condition = Q(**{f"{field}__in": [value for value, _label in choices]})
    return CheckConstraint(condition=condition, name=f"{table}_{field}_known")
