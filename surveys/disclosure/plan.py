"""Which segment may show which subject at which tier: suppression for all subjects together."""

from collections.abc import Iterable, Mapping, Sequence

from surveys.disclosure.cube import (
    Group,
    Segment,
    Subject,
    SuppressionReason,
    Thresholds,
    Tier,
)
from surveys.disclosure.layout import Layout
from surveys.disclosure.suppression import select_groups

WAVE_SUBJECT = ""

Hidden = Mapping[Segment, SuppressionReason]


class PublicationPlan:
    """The suppression pattern of a wave.

    A segment that is hidden for the wave as such is hidden for every subject. What is hidden as a
    mean is hidden in detail. Subjects of a family are hidden together, and a sum is hidden where
    one of its parts is.

    Parameters
    ----------
    groups
        All declared groups, the whole wave among them.
    subjects
        All subjects; the wave as such (key "") counts its respondents.
    thresholds
        Frozen at launch.
    also_hidden
        Segments that stay hidden for a reason of their own, such as an earlier wave.
    asked
        Subject to segments of which a figure is wanted at all; None where it is of every one.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        subjects: Iterable[Subject],
        thresholds: Thresholds,
        also_hidden: frozenset[Segment] = frozenset(),
        asked: Mapping[str, frozenset[Segment]] | None = None,
    ) -> None:
        self.layout = Layout(groups)
        self.subjects = {subject.key: subject for subject in subjects}
        self._thresholds = thresholds
        self._also_hidden = also_hidden
        self._asked = asked
        self._memory: dict[object, Hidden] = {}
        self._hidden: dict[tuple[str, Tier], Hidden] = {}

    def reason(self, subject: str, tier: Tier, segment: Segment) -> SuppressionReason | None:
        """Why this is hidden, None where it may be shown.

        Raises
        ------
        KeyError
            Where subject or segment was never declared.
        """
        if segment not in self.layout.position:
            raise KeyError(segment)
        return self.hidden(subject, tier).get(segment)

    def hidden(self, key: str, tier: Tier) -> Hidden:
        """All hidden segments of a subject at a tier."""
        if (key, tier) not in self._hidden:
            self._hidden[key, tier] = self._select(self.subjects[key], tier)
        return self._hidden[key, tier]

    def members(self, subject: Subject) -> tuple[Subject, ...]:
        """The subjects that are hidden together with this one."""
        if not subject.family:
            return (subject,)
        return tuple(one for one in self.subjects.values() if one.family == subject.family)

    def _select(self, subject: Subject, tier: Tier) -> Hidden:
        members = self.members(subject)
        rests_on = self._not_asked(members)
        for member in members:
            for part in member.parts:
                rests_on |= self.hidden(part, tier)
            if tier is not Tier.SCORE and not member.is_comment:
                rests_on |= self.hidden(member.key, Tier.SCORE)
        if subject.key != WAVE_SUBJECT:
            rests_on |= self.hidden(WAVE_SUBJECT, Tier.SCORE)
        if subject.key == WAVE_SUBJECT:
            rests_on |= dict.fromkeys(self._also_hidden, SuppressionReason.PROTECTS_OTHERS)
        counts = [member.counts for member in members]
        memory_key = (
            tier,
            frozenset(rests_on),
            frozenset(frozenset(one.items()) for one in counts),
        )
        if memory_key not in self._memory:
            self._memory[memory_key] = select_groups(
                self.layout,
                counts,
                floor=self._thresholds.of(tier),
                few=self._thresholds.scores if tier is Tier.SCORE else None,
                already_hidden=frozenset(rests_on),
            ).hidden
        return self._memory[memory_key]

    def _not_asked(self, members: Iterable[Subject]) -> dict[Segment, SuppressionReason]:
        """Segments of which no figure of these subjects is wanted: they need no protection."""
        if self._asked is None or any(member.key == WAVE_SUBJECT for member in members):
            return {}  # how many answered is told of every group
        asked = frozenset[Segment]().union(
            *(self._asked.get(member.key, frozenset()) for member in members)
        )
        return dict.fromkeys(
            self.layout.position.keys() - asked, SuppressionReason.SMALL_GROUP_DETAIL
        )
