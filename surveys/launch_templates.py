"""Ready-made plans with which a launch may begin: a questionnaire, words to start from, days."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LaunchTemplate:
    """What one template fills in; everything can be changed on the way."""

    key: str
    title: str | Promise
    text: str | Promise
    instrument: str
    initiative_title: str | Promise
    initiative_purpose: str | Promise
    days: int


TEMPLATES = (
    LaunchTemplate(
        key="hackathon",
        title=_("After a hackathon"),
        text=_("Twelve statements about the event, asked while it is fresh: one week."),
        instrument="hackathon_pulse",
        initiative_title=_("AI hackathon"),
        initiative_purpose=_(
            "We held a hackathon on AI. We want to know what was good about it, and whether its "
            "results will reach our daily work."
        ),
        days=7,
    ),
    LaunchTemplate(
        key="rollout",
        title=_("Before a roll-out"),
        text=_("The long form in nine dimensions, before a language model reaches everybody."),
        instrument="ai_readiness",
        initiative_title=_("Roll-out of a language model"),
        initiative_purpose=_(
            "We plan to offer a language model of our own to everybody. Before we buy machines, we "
            "want to know what you need and what stands in the way."
        ),
        days=14,
    ),
    LaunchTemplate(
        key="quarterly",
        title=_("Quarterly pulse"),
        text=_("Ten statements that show what moves from quarter to quarter: ten days."),
        instrument="ai_readiness_pulse",
        initiative_title=_("AI at work"),
        initiative_purpose=_(
            "Every quarter we ask shortly how working with AI is going, and we tell you what has "
            "changed since."
        ),
        days=10,
    ),
)


def template_of(key: str) -> LaunchTemplate | None:
    """The template with this key; None for a plan that starts from nothing."""
    return next((template for template in TEMPLATES if template.key == key), None)
