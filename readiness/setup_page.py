"""How the product is set up, for auditors and administrators: numbers and names, never a secret."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import allauth
import django
from django.conf import settings
from django.core import checks
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.models import Role
from accounts.permissions import Capability, requires
from jobs.selectors import job_counts

VERSION = "0.1.0"
Text = str | Promise


@dataclass(frozen=True)
class Fact:
    """One thing that is set, and why it has that value where that is not plain."""

    label: Text
    value: Text
    why: Text = ""


@dataclass(frozen=True)
class Section:
    """Facts that belong together."""

    title: Text
    facts: tuple[Fact, ...]


@require_GET
@requires(Capability.VIEW_SETTINGS)
def setup(request: HttpRequest) -> HttpResponse:
    """Show what is set, and what the start-up checks find."""
    context = {
        "findings": [
            {"text": found.msg, "hint": found.hint, "is_error": found.level >= checks.ERROR}
            for found in checks.run_checks(include_deployment_checks=True)
            if str(found.id).startswith("readiness.")
        ],
        "sections": [
            Section(_("Thresholds"), tuple(_thresholds())),
            Section(_("Retention"), tuple(_retention())),
            Section(_("Sign-in"), tuple(_sign_in())),
            Section(_("Mail"), tuple(_mail())),
            Section(_("Background work"), tuple(_queue())),
            Section(_("Versions and place"), tuple(_versions())),
        ],
    }
    return render(request, "setup.html", context)


def _thresholds() -> Iterator[Fact]:
    floor = _("A wave may raise it, never lower it.")
    yield Fact(_("Answers for a score of a group"), localize(settings.MIN_GROUP_SIZE), floor)
    yield Fact(_("Answers for shares of a group"), localize(settings.MIN_DISTRIBUTION_SIZE), floor)
    yield Fact(_("Authors of comments on a question"), localize(settings.MIN_COMMENT_SIZE), floor)
    yield Fact(
        _("Length of a comment"),
        ngettext("%s character", "%s characters", settings.COMMENT_MAX_CHARACTERS)
        % localize(settings.COMMENT_MAX_CHARACTERS),
    )


def _retention() -> Iterator[Fact]:
    yield Fact(
        _("Invitations after the close"),
        _days(settings.INVITATION_RETENTION_DAYS),
        _("Time for complaints about invitations."),
    )
    yield Fact(
        _("Answer rows after the release, where a wave keeps them"),
        _days(settings.RESPONSE_RETENTION_DAYS),
        _("Most waves keep figures alone."),
    )


def _sign_in() -> Iterator[Fact]:
    yield Fact(_("Passwords"), _("Argon2, at least 12 characters"))
    names = [f"{one.name} ({one.protocol.upper()})" for one in settings.SIGN_ON.providers]
    yield Fact(_("The organization's sign-in"), ", ".join(names) or _("none"))
    if settings.SIGN_ON.is_exclusive:
        yield Fact(
            _("Passwords of the product"),
            ", ".join(sorted(settings.SIGN_ON.passwords_for)),
            _("In an emergency; everybody else signs in through the organization."),
        )
    for group, role in settings.SIGN_ON.group_roles:
        yield Fact(format_lazy(_("Group {group}"), group=group), Role(role).label)
    must = [str(role.label) for role in Role if role in settings.SECOND_FACTOR_ROLES]
    yield Fact(_("Must have a second factor"), ", ".join(must) or _("no role"))
    hours = settings.SESSION_COOKIE_AGE // 3600
    yield Fact(_("Longest session"), ngettext("%s hour", "%s hours", hours) % localize(hours))


def _mail() -> Iterator[Fact]:
    if settings.EMAIL_HOST:
        yield Fact(_("Server"), f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
        yield Fact(_("Encrypted"), _("yes") if settings.EMAIL_USE_TLS else _("no"))
    else:
        yield Fact(_("Server"), _("none: mails are written into a folder"))
    yield Fact(_("Sender"), settings.DEFAULT_FROM_EMAIL)


def _queue() -> Iterator[Fact]:
    broker = urlsplit(settings.CELERY_BROKER_URL)
    place = f" {broker.hostname}" if broker.hostname else ""
    yield Fact(_("Broker"), f"{broker.scheme}{place}")
    for state, count in job_counts().items():
        yield Fact(state.label, localize(count))


def _versions() -> Iterator[Fact]:
    yield Fact(_("Readiness"), VERSION)
    yield Fact(_("Address"), settings.BASE_URL)
    yield Fact(_("Time zone"), settings.TIME_ZONE)
    yield Fact(_("Database"), f"{connection.display_name} {_database_version()}")
    yield Fact("Python", platform.python_version())
    yield Fact("Django", django.get_version())
    yield Fact("django-allauth", allauth.__version__)


def _database_version() -> str:
    return ".".join(map(str, connection.get_database_version()))


def _days(count: int) -> str:
    return ngettext("%s day", "%s days", count) % localize(count)
