"""Why the disclosure audit stopped a release, in words for leaders."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.disclosure.finding import Attack
from surveys.models import DisclosureAudit, Wave


@dataclass(frozen=True)
class AuditStop:
    """Reasons in plain words, and whether the wave can be published for everybody together."""

    reasons: tuple[str, ...]
    can_give_up_groups: bool


def audit_stop(wave: Wave) -> AuditStop | None:
    """What stopped the release of a wave; None where nothing did."""
    audit = DisclosureAudit.objects.filter(wave=wave).exclude(findings=[]).first()
    if audit is None:
        return None
    words = _words(wave)
    kinds = [Attack(kind) for kind in audit.findings]
    return AuditStop(
        reasons=tuple(dict.fromkeys(words[kind] for kind in kinds)),
        can_give_up_groups=bool(wave.reporting_dimensions)
        and not audit.is_without_groups
        and not {Attack.REPEATED, Attack.BAND}.intersection(kinds),
    )


def _words(wave: Wave) -> Mapping[Attack, str]:
    minimum = {"minimum": wave.min_group_size}
    few = (
        _(
            "Figures of groups, added and subtracted, would show the total of fewer than "
            "%(minimum)s people."
        )
        % minimum
    )
    return dict.fromkeys(Attack, few) | {
        Attack.BOUNDS: _(
            "In one part of the survey people answered so much alike that, beside the figures of "
            "the groups, the answers of fewer than %(minimum)s people could be read."
        )
        % minimum,
        Attack.REPEATED: _(
            "Another survey asked the same questions of the same people but for fewer than "
            "%(minimum)s, a short time before. Subtracted from each other, the two results would "
            "be the answers of these few. So the answers of this wave stay sealed."
        )
        % minimum,
        Attack.BAND: _("The tone of comments could be counted comment by comment."),
    }
