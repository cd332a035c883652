"""One object of every kind that addresses name, belonging to a given person or to somebody else."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Role, User
from deployments.models import GpuPool
from reports.models import Occasion, Report
from reports.services.delivering import send_report
from reports.services.delivery_plans import make_plan
from reports.services.plan_wishes import PlanWish
from reports.services.sharing import make_link
from surveys.models import (
    Audience,
    CodeBatch,
    Initiative,
    InstrumentDraft,
    LaunchDraft,
    PeopleImport,
    ResultGrant,
    Wave,
)
from surveys.services.actions import ActionFacts, create_action
from surveys.services.planning import create_initiative, create_survey, store_instrument
from surveys.services.sharing import share_results
from tests.deployments.factories import ready_to_size
from tests.reports.factories import ready_report, released_wave
from tests.surveys.factories import INSTRUMENT, draft_wave, trusted_wave

NOTHING: Mapping[str, object] = {
    "UUIDConverter": uuid.UUID(int=7),
    "IntConverter": 999_999,
    "StringConverter": "nothing",
    "SlugConverter": "nothing",
    "NoneType": "nothing",
}
"""What stands in a place holder that nothing of the world fills."""


ACTION = ActionFacts("attitude", "Talk", "Kim", None, "planned", 10, "", "", "", is_told=False)
FILES = {"report-file", "reports:file"}


@dataclass(frozen=True)
class Address:
    """One pattern of the product: its full name, and what stands in its place holders."""

    name: str
    route: str
    place_holders: tuple[tuple[str, str], ...]
    """Names, and what kind of value each takes."""


@cache
def all_addresses() -> tuple[Address, ...]:
    """Every pattern that the product answers to, without the API's variants by file ending."""
    found = set(_addresses(get_resolver("readiness.urls")))
    return tuple(sorted(found, key=lambda one: one.name))


def _addresses(
    resolver: URLResolver,
    spaces: tuple[str, ...] = (),
    route: str = "/",
    outer: tuple[tuple[str, str], ...] = (),
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        kinds = pattern.pattern.converters
        names = pattern.pattern.regex.groupindex
        held = (*outer, *((name, type(kinds.get(name)).__name__) for name in names))
        whole = route + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from _addresses(pattern, (*spaces, *space), whole, held)
        elif "format" not in dict(held):
            yield Address(":".join((*spaces, str(pattern.name))), whole, held)


def _plain(route: str) -> str:
    """A route as people read it, whether it was written as a path or as an expression."""
    named = re.sub(r"\(\?P<(\w+)>(?:[^()\[]|\[[^\]]*\])*(?:\([^)]*\)[^()]*)*\)", r"<\1>", route)
    return re.sub(r"<\w+:", "<", named.lstrip("^").rstrip("$").removesuffix("\\Z"))


@dataclass(frozen=True)
class World:
    """What belongs to one person, by the place holders of addresses."""

    draft: Wave
    released: Wave
    trusted: Wave
    plan_id: uuid.UUID
    questionnaire_id: uuid.UUID
    others: Mapping[str, object]

    @classmethod
    def of(cls, owner: User) -> "World":
        """Make one object of each kind for the owner."""
        drafted = _drafted(owner)
        released = released_wave()
        # a name of its own, so that the next import does not find it
        Initiative.objects.filter(pk=released.survey.initiative_id).update(
            owner=owner, title=f"Roll-out of {owner.name}"
        )
        trusted = trusted_wave()
        _give(trusted, owner)
        made = ready_to_size(owner)
        plan = LaunchDraft.objects.create(
            owner=owner,
            initiative=drafted.survey.initiative,
            instrument=drafted.survey.instrument,
            audience=drafted.survey.audience,
            wave=drafted,
            changed_at=timezone.now(),
        )
        report = ready_report(released)
        others = {
            "initiative_id": drafted.survey.initiative_id,
            "survey_id": drafted.survey_id,
            "audience_id": drafted.survey.audience_id,
            "assessment_id": made.assessment_id,
            "pool_id": GpuPool.objects.filter(assessment_id=made.assessment_id).latest("pk").pk,
            "report_id": report.pk,
            **_of_report(report, owner),
            **_of_waves(drafted, released, owner),
            "import_id": PeopleImport.objects.create(
                asked_by=owner, asked_at=timezone.now(), language="en"
            ).pk,
            "user_id": owner.pk,
            "language": "en",
            "reference": "ai_readiness",
            "provider_id": "nobody",
            "organization_slug": "nobody",
            "token": "nothing",
            "uidb36": "1",
            "key": "nothing",
        }
        questionnaire = InstrumentDraft.objects.create(
            owner=owner, title="Tiny", source=INSTRUMENT, changed_at=timezone.now()
        )
        return cls(drafted, released, trusted, plan.pk, questionnaire.pk, others)

    def path(self, address: Address, wave: str) -> str:
        """The path of the address with this world's objects."""
        known = {
            **self.others,
            **self._draft(address),
            **({"kind": "pdf"} if address.name in FILES else {}),
            "wave_id": getattr(self, wave).pk,
            "pk": self._key(address),
        }
        return reverse(
            address.name,
            kwargs={name: known.get(name, NOTHING[kind]) for name, kind in address.place_holders},
        )

    def _draft(self, address: Address) -> dict[str, object]:
        """A launch that is planned, or a questionnaire that is written and one of its items."""
        if "/questionnaires/drafts/" in address.route:
            return {"draft_id": self.questionnaire_id, "key": "willing"}
        return {"draft_id": self.plan_id}

    def _key(self, address: Address) -> object:
        return {
            "assessment": self.others["assessment_id"],
            "initiative": self.others["initiative_id"],
            "report": self.others["report_id"],
            "wave": self.released.pk,
        }.get(address.name.partition("-")[0], 1)


def _drafted(owner: User) -> Wave:
    initiative = create_initiative(title="Hackathon", purpose="Try AI.", owner=owner)
    survey = create_survey(
        initiative=initiative,
        instrument=store_instrument(source=INSTRUMENT, origin="test"),
        audience=Audience.objects.get_or_create(name="Everybody")[0],
        title="Hackathon pulse",
    )
    return draft_wave(survey=survey)


def _of_report(report: Report, owner: User) -> dict[str, object]:
    """A link to the report, a mail about it, a plan that has more like it made."""
    link = make_link(actor=owner, report_id=report.pk, label="Board", days=3)
    send_report(
        actor=owner, report_id=report.pk, addresses=["board@example.org"], attaches_pdf=False
    )
    wish = PlanWish(
        title="Every quarter",
        survey_id=report.wave.survey_id,
        assessment_id=None,
        language="en",
        occasion=Occasion.QUARTER,
        addresses=("board@example.org",),
        attaches_pdf=False,
    )
    return {
        "link_id": link.link_id,
        "delivery_id": report.deliveries.get().pk,
        "plan_id": make_plan(actor=owner, wish=wish).pk,
    }


def _of_waves(drafted: Wave, released: Wave, owner: User) -> dict[str, object]:
    """Codes that are planned, results that are shared, an action that is under way."""
    batch = CodeBatch.objects.create(wave=drafted, name="Plant", count=10)
    share_results(actor=owner, wave=released, reader=None, role=Role.EXECUTIVE)
    action = create_action(actor=owner, wave=released, facts=ACTION)
    return {
        "batch_id": batch.pk,
        "grant_id": ResultGrant.objects.get(wave=released).pk,
        "action_id": action.pk,
    }


def _give(wave: Wave, owner: User) -> None:
    Initiative.objects.filter(pk=wave.survey.initiative_id).update(owner=owner)
