"""Names of what law asks about: how far data may go, roles and risk classes of the EU AI Act."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deployments.catalog.entries import Destination
from deployments.sizing.scenario import AiActRole, RiskClass

DESTINATION_NAMES: Mapping[Destination, Promise] = {
    Destination.PREMISES: _("Own premises only"),
    Destination.REGION: _("Own region"),
    Destination.ANYWHERE: _("Anywhere"),
}
ROLE_NAMES: Mapping[AiActRole, Promise] = {
    AiActRole.UNDETERMINED: _("Not determined"),
    AiActRole.PROVIDER: _("Provider"),
    AiActRole.DEPLOYER: _("Deployer"),
    AiActRole.IMPORTER: _("Importer or distributor"),
}
RISK_NAMES: Mapping[RiskClass, Promise] = {
    RiskClass.UNDETERMINED: _("Not determined"),
    RiskClass.MINIMAL: _("Minimal"),
    RiskClass.LIMITED: _("Limited: people must be told"),
    RiskClass.HIGH: _("High"),
    RiskClass.PROHIBITED: _("Prohibited"),
}
