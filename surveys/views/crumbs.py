"""The way from a section of the leaders' pages down to the page that is shown."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from surveys.access import initiatives_of
from surveys.models import Initiative, Wave


@dataclass(frozen=True)
class Crumb:
    """One step of the way; the last one is the page itself and has no address."""

    label: str
    url: str = ""


def people_crumbs(page: str) -> tuple[Crumb, ...]:
    """To a page below the list of employees."""
    return (Crumb(_("People"), reverse("surveys:people")), Crumb(page))


def initiative_crumbs(initiative: Initiative, page: str = "") -> tuple[Crumb, ...]:
    """To an initiative, or to a page below it."""
    section = Crumb(_("Initiatives"), reverse("surveys:initiatives"))
    if not page:
        return (section, Crumb(initiative.title))
    return (section, Crumb(initiative.title, _initiative_url(initiative)), Crumb(page))


def wave_crumbs(wave: Wave, page: str = "") -> tuple[Crumb, ...]:
    """To a wave, or to a page below it. The wave comes with its survey and initiative."""
    name = _("%(survey)s, wave %(number)s") % {"survey": wave.survey.title, "number": wave.number}
    if not page:
        return initiative_crumbs(wave.survey.initiative, name)
    above = initiative_crumbs(wave.survey.initiative, name)[:-1]
    return (*above, Crumb(name, reverse("surveys:wave", args=[wave.pk])), Crumb(page))


def reader_crumbs(wave: Wave, reader: User, page: str) -> tuple[Crumb, ...]:
    """To a page of a wave for somebody who may not run it; they get no link that refuses them."""
    if initiatives_of(reader).filter(pk=wave.survey.initiative_id).exists():
        return wave_crumbs(wave, page)
    section = Crumb(_("Initiatives"), reverse("surveys:initiatives"))
    return (section, Crumb(f"{wave.survey.title}: {page}"))


def _initiative_url(initiative: Initiative) -> str:
    return reverse("surveys:initiative", args=[initiative.pk])
