"""How sure the organizational score is, in words and figures for result pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.presentation import reason_text
from surveys.published import Estimate, OrganizationIndex, PublishedWave

SHOWN_FROM = 0.01
"""Bands less probable than this are not listed, and nothing is called more probable than 1 minus
it: what was estimated is never certain."""


@dataclass(frozen=True)
class CertaintyLine:
    """One statement about the score."""

    label: str
    text: str


def certainty_lines(wave: PublishedWave) -> tuple[CertaintyLine, ...]:
    """Bands it might fall in, its reliability, and how much those who stayed away could turn."""
    index = wave.index
    if not isinstance(index, OrganizationIndex):
        return ()
    lines = [CertaintyLine(_("Reliability of the whole"), _reliability(index))]
    if index.ungated_band:
        lines.insert(0, CertaintyLine(_("Probability of the bands"), _bands(index)))
    if wave.invited:
        lines.append(
            CertaintyLine(
                _("If those who did not answer stood 10 points lower"),
                _("the score were %(score)s") % {"score": f"{index.nonresponse_scenario:.0f}"},
            )
        )
    if wave.invited and index.band and index.tipping_delta is not None:
        lines.append(
            CertaintyLine(
                _("The band falls if they stood lower by"),
                _("%(points)s points") % {"points": f"{index.tipping_delta:.0f}"},
            )
        )
    return tuple(lines)


def _bands(index: OrganizationIndex) -> str:
    names: Mapping[str, str] = {
        "at_risk": _("At risk"),
        "emerging": _("Emerging"),
        "developing": _("Developing"),
        "ready": _("Ready"),
        "leading": _("Leading"),
    }
    return ", ".join(
        f"{names[band]} {_probability(share)}"
        for band, share in index.band_probabilities.items()
        if share >= SHOWN_FROM
    )


def _probability(share: float) -> str:
    if share > 1 - SHOWN_FROM:
        return _("over %(percent)s %%") % {"percent": 99}
    return _("%(percent)s %%") % {"percent": f"{100 * share:.0f}"}


def _reliability(index: OrganizationIndex) -> str:
    if isinstance(index.reliability, Estimate):
        return f"{index.reliability.value:.2f}"
    return reason_text(index.reliability.reason)
