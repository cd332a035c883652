"""Sentences about the technology, by key of the statement. Each is whole, none is glued."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MACHINE_SENTENCES: Mapping[str, Promise] = {
    "machines.recommendation.firm": _(
        "“%(option)s” comes out best, in %(share)s of all random draws over prices, speed and load."
    ),
    "machines.recommendation.open": _(
        "“%(option)s” comes out best, but only in %(share)s of the random draws: the choice is "
        "open."
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
    "do.gate.cannot_be_placed": _(
        "Choose a smaller model or number format, or devices with more memory, and size it again."
    ),
    "do.gate.concurrency_below_peak": _(
        "Add replicas or limit the users of the first stage to what the machines carry at peak."
    ),
    "do.gate.ttft_above_wanted": _(
        "Shorten prompts or cache their common start, or agree on a longer wait for the first "
        "token."
    ),
    "do.gate.tpot_above_wanted": _(
        "Lower the load per replica or use faster devices, then measure the time per token."
    ),
    "do.gate.power_kw_short": _(
        "Have more power installed, or move the machines to a site that has it."
    ),
    "do.gate.cooling_kw_short": _(
        "Have more cooling installed, or move the machines to a site that has it."
    ),
    "do.gate.racks_kw_short": _("Spread the machines over racks that supply their draw."),
    "do.gate.air_gap_without_path": _(
        "Set up and test the way by which models, images and drivers reach the cut-off site."
    ),
    "do.gate.license_forbids": _(
        "Choose a model whose license allows this use, or buy one that does."
    ),
    "do.gate.high_risk_without_owner": _("Name the person who oversees the high-risk use."),
    "do.gate.understaffed": _("Hire, train or contract the people who run the platform."),
    "unknown.no_assessment": _("Whether the technology is ready: no assessment was made."),
    "unknown.speed": _("How fast it will be: speed was calculated, not measured on these devices."),
    "unknown.evidence": _("The %(share)s of the technical questions that have no evidence yet."),
    "unknown.recommendation": _(
        "Which option is cheapest over the years: the draws agree in %(share)s only."
    ),
}
