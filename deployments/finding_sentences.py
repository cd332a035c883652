"""Sentences for findings and gates, by key. Each is whole; figures fill its places."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GATE_SENTENCES: Mapping[str, Promise] = {
    "cannot_be_placed": _(
        "The model does not fit: its weights take %(weights_gib)s GiB of each device, "
        "%(usable_gib)s GiB are usable."
    ),
    "concurrency_below_peak": _(
        "At peak %(needed)s requests are in flight; the machines carry %(carried)s."
    ),
    "ttft_above_wanted": _(
        "Even without load the first token takes %(ttft_floor_ms)s ms; %(wanted_ms)s ms are wanted."
    ),
    "tpot_above_wanted": _("A further token takes %(tpot_ms)s ms; %(wanted_ms)s ms are wanted."),
    "power_kw_short": _("The machines draw %(needed)s kW; the site supplies %(available)s kW."),
    "cooling_kw_short": _("The machines give off %(needed)s kW; the site cools %(available)s kW."),
    "racks_kw_short": _("The machines draw %(needed)s kW; the free racks take %(available)s kW."),
    "air_gap_without_path": _(
        "The site is cut off from the internet, and there is no way in for %(missing)s."
    ),
    "license_forbids": _("The license of the model forbids this use."),
    "high_risk_without_owner": _("The use is high-risk, and nobody is named to oversee it."),
    "understaffed": _(
        "%(staff_fte)s full-time equivalents run it without a support contract; at least "
        "%(least_fte)s are needed."
    ),
}

FINDING_SENTENCES: Mapping[str, Promise] = {
    "memory.borderline": _(
        "Whether it fits depends on the serving software: %(low_gib)s to %(high_gib)s GiB are left "
        "for the KV cache, %(central_gib)s GiB at the usual overhead. Try it before you buy."
    ),
    "cost.break_even_disagrees": _(
        "Break-even at month %(month)s counts money as it is paid; the present value discounts it "
        "by %(discount_rate)s a year and counts what the servers still bring. So they disagree: "
        "%(on_prem_npv)s for owning, %(cloud_npv)s for renting."
    ),
    "excluded.license_forbids": _("Ruled out: the license forbids this use."),
    "excluded.air_gapped": _("Ruled out: the site is cut off from the internet."),
    "excluded.data_may_not_leave": _(
        "Ruled out: %(share)s of the requests carry data that must stay on the premises."
    ),
    "excluded.nothing_may_leave": _("Ruled out: no data may leave the premises."),
    "excluded.cannot_be_placed": _("Ruled out: the model does not fit on these machines."),
    "excluded.power_kw_short": _("Ruled out: the site lacks power."),
    "excluded.cooling_kw_short": _("Ruled out: the site lacks cooling."),
    "excluded.racks_kw_short": _("Ruled out: the racks lack power."),
    "excluded.no_price": _("Ruled out: there is no price for it."),
    "headroom.power_kw": _("%(available)s kW of power for %(needed)s kW needed."),
    "headroom.cooling_kw": _("%(available)s kW of cooling for %(needed)s kW needed."),
    "headroom.racks_kw": _("%(available)s kW in free racks for %(needed)s kW needed."),
    "headroom.storage_tb": _("%(available)s TB of storage for %(needed)s TB needed."),
    "headroom.network_gbit": _("%(available)s Gbit/s of network for %(needed)s Gbit/s needed."),
    "answers": _("%(answered)s of %(asked)s questions answered."),
}

TERMS: Mapping[str, Promise] = {
    "models": _("models"),
    "images": _("software images"),
    "drivers": _("drivers"),
}
"""Words that stand in figures."""
