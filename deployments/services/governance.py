"""Save what it costs and what law, data and operations ask."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from deployments import models
from deployments.current_catalog import current_catalog
from deployments.inputs import Assignment
from deployments.obstacles import UnknownCatalogEntry, ValueRefused
from deployments.services.assessments import editable_assessment
from deployments.sizing.scenario import Answer, CloudReference, CostAssumptions, SovereigntyFacts

CATALOG_CURRENCY = "USD"  # every price of the catalog is in it; nothing is converted
_ROUNDING_SHARE = 0.001  # shares typed as whole percents may add up to a hair more than all


@transaction.atomic
def save_costs(
    *, actor: User, assessment_id: uuid.UUID, costs: CostAssumptions, cloud: CloudReference
) -> None:
    """Set what owning costs and what the alternatives cost, in one currency.

    Raises
    ------
    ValueRefused
        If the draw at rest is above the draw at full load, or a price that would come from the
        catalog is in another currency.
    """
    if costs.currency != CATALOG_CURRENCY and None in {costs.capex, cloud.gpu_hour_price}:
        raise ValueRefused(
            _(
                "The catalog's prices are in %(currency)s. Enter your own quote for the servers "
                "and your own rent per GPU hour, or choose %(currency)s."
            )
            % {"currency": CATALOG_CURRENCY}
        )
    if costs.idle_kw is not None and costs.peak_kw is not None and costs.idle_kw > costs.peak_kw:
        raise ValueRefused(
            _("The draw at rest is above the draw at full load. Exchange or correct them.")
        )
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_costs")
    models.CostAssumptions.objects.update_or_create(
        assessment=assessment,
        defaults={
            **dataclasses.asdict(costs),
            "cloud_gpu_hour_price": cloud.gpu_hour_price,
            "cloud_gpus": cloud.gpus,
            "cloud_commitment_discount_share": cloud.commitment_discount_share,
            "api_input_per_mtok": cloud.api_input_per_mtok,
            "api_output_per_mtok": cloud.api_output_per_mtok,
        },
    )


@transaction.atomic
def save_sovereignty(*, actor: User, assessment_id: uuid.UUID, facts: SovereigntyFacts) -> None:
    """Set the facts that gates look at, and the classes of data with their shares.

    Raises
    ------
    UnknownCatalogEntry, ValueRefused
        If a class of data is unknown, or the shares add up to more than all requests.
    """
    known = {data_class.key for data_class in current_catalog().data_classes}
    _check_keys([entry.key for entry in facts.data_classes], known)
    if sum(entry.share for entry in facts.data_classes) > 1 + _ROUNDING_SHARE:
        raise ValueRefused(_("The shares of data add up to more than 100 %. Lower some of them."))
    assessment = editable_assessment(
        actor=actor, assessment_id=assessment_id, verb="save_sovereignty"
    )
    models.Sovereignty.objects.update_or_create(
        assessment=assessment,
        defaults={
            "is_high_risk_use": facts.is_high_risk_use,
            "has_oversight_owner": facts.has_oversight_owner,
            "is_license_permitting": facts.is_license_permitting,
            "has_support_contract": facts.has_support_contract,
            "ai_act_role": facts.ai_act_role.value,
            "risk_class": facts.risk_class.value,
        },
    )
    assessment.data_class_shares.all().delete()
    models.DataClassShare.objects.bulk_create(
        models.DataClassShare(assessment=assessment, **dataclasses.asdict(entry))
        for entry in facts.data_classes
    )


@transaction.atomic
def save_answers(
    *,
    actor: User,
    assessment_id: uuid.UUID,
    answers: Sequence[Answer],
    assignments: Sequence[Assignment] = (),
) -> None:
    """Replace the answers to the questionnaire, and who settles which question until when.

    Raises
    ------
    UnknownCatalogEntry
        If the catalog has no such question.
    """
    known = {entry.key for entry in current_catalog().questions}
    _check_keys([answer.key for answer in answers], known)
    _check_keys([assignment.key for assignment in assignments], known)
    assessment = editable_assessment(actor=actor, assessment_id=assessment_id, verb="save_answers")
    assessment.answers.all().delete()
    models.Answer.objects.bulk_create(
        models.Answer(assessment=assessment, **dataclasses.asdict(answer)) for answer in answers
    )
    assessment.assignments.all().delete()
    models.Assignment.objects.bulk_create(
        models.Assignment(assessment=assessment, **dataclasses.asdict(entry))
        for entry in assignments
    )


def _check_keys(keys: Sequence[str], known: set[str]) -> None:
    unknown = sorted(set(keys) - known)
    if unknown:
        message = _("The catalog does not know “%(key)s”. Correct the key.")
        raise UnknownCatalogEntry(message % {"key": unknown[0]})
