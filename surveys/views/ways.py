"""By which addresses somebody answers: an invitation, a trial, a kiosk. The pages are the same."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from surveys.models import Wave
from surveys.sealed_wave import questionnaire_of


@dataclass(frozen=True)
class Way:
    """Where the pages lie. `prefix` begins the names of the addresses, `arguments` their parts."""

    prefix: str = ""
    arguments: tuple[str, ...] = ()
    holder: str = ""
    is_over: bool = False
    """Marks pages of a shared device, so that nobody sends another person's answers."""

    def url(self, page: str, language: str) -> str:
        """Address of one page in one language."""
        return reverse(f"respond:{self.prefix}{page}", args=[*self.arguments, language])

    @property
    def reset_url(self) -> str:
        """Where a shared device begins anew."""
        return reverse("respond:kiosk_start", args=[*self.arguments, get_language() or "en"])

    @property
    def is_trial(self) -> bool:
        """Whether nothing is stored."""
        return self.prefix == "trial_"

    @property
    def is_kiosk(self) -> bool:
        """Whether the device is shared."""
        return self.prefix == "kiosk_"


INVITED = Way()


def code_way(wave: Wave, *, is_shared: bool, holder: str = "") -> Way:
    """The pages for holders of codes, on a shared device or on their own."""
    return Way("kiosk_" if is_shared else "code_", (str(wave.pk),), holder)


def trial_way(token: str) -> Way:
    """The pages of a trial."""
    return Way("trial_", (token,))


def offered_languages(wave: Wave) -> tuple[str, ...]:
    """Languages of the wave that the pages speak too; never empty."""
    spoken = settings.RESPONDENT_LANGUAGES
    codes = wave.languages or questionnaire_of(wave.survey.instrument).languages
    return tuple(code for code in codes if code in spoken) or (settings.LANGUAGE_CODE,)


def best_language(wanted: str, offered: tuple[str, ...]) -> str:
    """The wanted language if it is offered, else the usual one, else the first."""
    if wanted in offered:
        return wanted
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in offered else offered[0]


def language_choices(way: Way, page: str, codes: tuple[str, ...]) -> list[dict[str, str]]:
    """Languages of a page, each under its own name."""
    return [
        {
            "code": code,
            "label": get_language_info(code)["name_local"].title(),
            "url": way.url(page, code),
        }
        for code in codes
    ]
