"""Sentences about the organization, by key of the statement. Each is whole, none is glued."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PEOPLE_SENTENCES: Mapping[str, Promise] = {
    "people.gate.weak_dimension": _(
        "“%(dimension)s” stands at %(score)s of 100, so low that it holds the whole organization "
        "at “%(cap)s”."
    ),
    "people.gate.low_safety_or_trust": _(
        "“%(dimension)s” stands at %(score)s of 100: people may not answer openly, so read all "
        "scores with care."
    ),
    "people.gate.blind_spot": _(
        "Leaders have a blind spot in “%(dimension)s”: they expect %(expected)s points, the "
        "workforce reports %(perceived)s."
    ),
    "people.gap": _(
        "In “%(dimension)s” leaders expect %(gap)s points more than the workforce reports "
        "(%(expected)s against %(perceived)s)."
    ),
    "people.gap.hidden_strength": _(
        "In “%(dimension)s” the workforce reports %(gap)s points more than leaders expect "
        "(%(perceived)s against %(expected)s): a hidden strength."
    ),
    "people.lowest": _(
        "The lowest dimension is “%(dimension)s” with %(score)s of 100 points (95 percent interval "
        "%(low)s to %(high)s)."
    ),
    "people.lowest.plain": _(
        "The lowest dimension is “%(dimension)s” with %(score)s of 100 points."
    ),
    "people.least": _(
        "Even the lowest dimension, “%(dimension)s”, reaches %(score)s of 100 points (95 percent "
        "interval %(low)s to %(high)s)."
    ),
    "people.least.plain": _(
        "Even the lowest dimension, “%(dimension)s”, reaches %(score)s of 100 points."
    ),
    "people.highest": _(
        "The strongest dimension is “%(dimension)s” with %(score)s of 100 points (95 percent "
        "interval %(low)s to %(high)s)."
    ),
    "people.highest.plain": _(
        "The strongest dimension is “%(dimension)s” with %(score)s of 100 points."
    ),
    "people.split": _(
        "The workforce is split over “%(dimension)s”: answers lie %(distance)s scale points from "
        "their mean on average."
    ),
    "people.split.plain": _(
        "The workforce is split over “%(dimension)s”: many stand at either end of the scale."
    ),
    "people.moved": _(
        "“%(dimension)s” has moved by %(change)s points since the wave before (95 percent interval "
        "%(low)s to %(high)s)."
    ),
    "do.dimension.core": _(
        "Have each department name what it needs to carry the change, and answer every request "
        "with yes or no and a reason."
    ),
    "do.dimension.direction": _(
        "Say in one page what AI is for here, what it is not for, and what it means for jobs."
    ),
    "do.dimension.ownership": _(
        "Let staff choose the next use cases, and publish which of their ideas were taken up."
    ),
    "do.dimension.experimentation": _(
        "Book working time for trying AI in every team's plan, not on top of it."
    ),
    "do.dimension.collaboration": _(
        "Pair IT, business and legal in one team per use case, with one shared place for lessons."
    ),
    "do.dimension.recognition": _(
        "Credit contributors by name where results are shown, and count the work in appraisals."
    ),
    "do.dimension.safety": _(
        "Have leaders speak first about their own doubts and mistakes with AI, and rule out "
        "sanctions for reporting errors."
    ),
    "do.dimension.capability": _(
        "Offer training per role, with access to the tools in the same week."
    ),
    "do.dimension.trust": _(
        "Publish which data may go where, who oversees results, and what happens to jobs."
    ),
    "do.dimension.follow_up": _(
        "Give each of the best results an owner, a budget and a date for operation, or a reasoned "
        "no."
    ),
    "do.dimension.other": _(
        "Ask in three teams what lies behind the answers on “%(dimension)s”, and agree on two "
        "changes with them."
    ),
    "unknown.nonresponse": _("What the %(rate)s of those invited who did not answer think."),
    "unknown.invited": _("How many were invited, and so how many did not answer."),
    "unknown.validity": _(
        "Whether the questionnaire predicts success: it is based on theory and not yet validated."
    ),
    "unknown.hidden_groups": _(
        "How small groups stand: their figures are withheld to protect them."
    ),
    "unknown.expectation": _("What leaders expected: nobody stated it before the wave."),
    "unknown.imported": _(
        "How the answers were collected: they were imported, and our anonymity protocol did not "
        "cover them."
    ),
    "unknown.tone": _(
        "The tone of comments is provisional: it comes from a word list that knows English best."
    ),
}
