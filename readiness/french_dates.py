"""The ordinal of French dates: Django's `S` writes English endings in every language."""

from django.utils import dateformat
from django.utils.translation import get_language


class OrdinalDateFormat(dateformat.DateFormat):
    """Dates whose `S` ends the first of a month in French with “er”, and no other day."""

    def S(self) -> str:  # noqa: N802  # Django names the letters of formats so
        """Write the ending of the day's number."""
        if (get_language() or "").partition("-")[0] == "fr":
            return "er" if self.j() == 1 else ""
        return super().S()


def register_ordinals() -> None:
    """Have Django write dates so; it offers no other place to hand a format's letters to."""
    dateformat.DateFormat = OrdinalDateFormat  # type: ignore[misc]  # replaced by its own subclass
