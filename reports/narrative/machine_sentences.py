"""Sentences about the technology, by key of the statement. Each is whole, none is glued."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MACHINE_SENTENCES: Mapping[str, Promise] = {
    "machines.recommendation.firm": _(
        "%(option)s comes out best, in %(share)s of all random draws over prices, speed and load."
    ),
    "machines.recommendation.open": _(
        "%(option)s comes out best, but only in %(share)s of the random draws: the choice is open."
    ),
    "machines.no_option": _("No way to run the model passes all rules that were set."),
    "machines.headroom": _(
        "The model fits with %(headroom)s GiB to spare per device, room for %(concurrency)s "
        "requests of the longest context at once."
    ),
    "machines.break_even": _("Owning catches up with renting after %(months)s months."),
    "machines.no_break_even": _("Owning never catches up with renting over the years looked at."),
    "do.pillar.compute": _(
        "Size memory for the longest context at peak, with one replica to spare."
    ),
    "do.pillar.latency": _("Measure latency under the expected load before promising it to users."),
    "do.pillar.cost": _("Get a binding quote for purchase and for rental, and compare both again."),
    "do.pillar.sovereignty": _(
        "Classify the data of each use case and fix where it may be processed."
    ),
    "do.pillar.security": _(
        "Close the open security questions, beginning with access and logging."
    ),
    "do.pillar.operations": _(
        "Name who runs the platform day and night, and train or contract what is missing."
    ),
    "do.pillar.power": _("Have power and cooling confirmed in writing for the peak draw."),
    "do.pillar.storage": _("Provide the storage for models, images and logs before delivery."),
    "do.pillar.network": _("Have the network path between users and platform measured."),
    "unknown.no_assessment": _("Whether the technology is ready: no assessment was made."),
    "unknown.speed": _("How fast it will be: speed was calculated, not measured on these devices."),
    "unknown.evidence": _("The %(share)s of the technical questions that have no evidence yet."),
    "unknown.recommendation": _(
        "Which option is cheapest over the years: the draws agree in %(share)s only."
    ),
}
