"""Save what is to run and where: the model, the demand, the room."""

import dataclasses
import json
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from deployments import models
from deployments.current_catalog import current_catalog
from deployments.inputs import ModelChoice
from deployments.intake.errors import IntakeError
from deployments.intake.model_config import parse_model_config
from deployments.intake_words import unreadable
from deployments.obstacles import UnknownCatalogEntry, ValueRefused
from deployments.services.assessments import editable_assessment
from deployments.sizing.scenario import OfflinePath, Serving, SiteFacts, Workload


@transaction.atomic
def save_model(*, actor: User, assessment_id: uuid.UUID, choice: ModelChoice) -> None:
    """Set the model that is to be served.

    Raises
    ------
    UnknownCatalogEntry
        If the catalog has no such model.
    UploadUnreadable
        If the configuration describes no model that can be sized.
    """
    if choice.config is None and current_catalog().find_model(choice.catalog_model) is None:
        message = _("The catalog has no model “%(model)s”. Choose one from the list.")
        raise UnknownCatalogEntry(message % {"model": choice.catalog_model})
    if choice.config is not None:
        _check_config(json.dumps(choice.config).encode())
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_model")
    chosen = {
        "catalog_model": choice.catalog_model,
        "config": choice.config,
        "config_title": choice.config_title,
    }
    models.ServedModel.objects.update_or_create(
        assessment=assessment, defaults={**chosen, **dataclasses.asdict(choice.serving)}
    )


def save_model_config(
    *, actor: User, assessment_id: uuid.UUID, data: bytes, title: str, serving: Serving
) -> None:
    """Set the model from the bytes of an uploaded `config.json`; `title` names it for people.

    Raises
    ------
    UploadUnreadable
        With the place in the file and the remedy.
    """
    _check_config(data)
    config: dict[str, Any] = json.loads(data)
    choice = ModelChoice(serving=serving, config=config, config_title=title)
    save_model(actor=actor, assessment_id=assessment_id, choice=choice)


def _check_config(data: bytes) -> None:
    try:
        parse_model_config(data)
    except IntakeError as error:
        raise unreadable(error) from error


@transaction.atomic
def save_workload(*, actor: User, assessment_id: uuid.UUID, workload: Workload) -> None:
    """Set who asks how much, and how fast the answer must come.

    Raises
    ------
    ValueRefused
        If a typical request is longer than the longest context.
    """
    request_tokens = workload.prompt_tokens + workload.output_tokens
    if workload.max_context_tokens < request_tokens:
        message = _(
            "The longest context (%(context)d tokens) is shorter than a typical request with its "
            "answer (%(request)d tokens). Raise it, or shorten the request."
        )
        figures = {"context": workload.max_context_tokens, "request": request_tokens}
        raise ValueRefused(message % figures)
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_workload")
    models.Workload.objects.update_or_create(
        assessment=assessment, defaults=dataclasses.asdict(workload)
    )


@transaction.atomic
def save_site(*, actor: User, assessment_id: uuid.UUID, name: str, site: SiteFacts) -> None:
    """Set what is known about the room and its lines."""
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_site")
    columns = dataclasses.asdict(site)
    paths = columns.pop("offline_paths")
    columns |= {f"has_offline_{path}": path in paths for path in OfflinePath}
    models.Site.objects.update_or_create(assessment=assessment, defaults={"name": name, **columns})
