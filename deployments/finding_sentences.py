"""Sentences for findings and gates, by key. Each is whole; figures fill its places."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GATE_SENTENCES: Mapping[str, Promise] = {
    "cannot_be_placed": _(
        "The model does not fit: weights of %(weights_gib)s GiB and the serving software leave "
        "nothing of the %(usable_gib)s GiB that are usable on a device."
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
    "use_prohibited": _("The use is prohibited under the EU AI Act."),
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
    "cost.growth_fills": _(
        "With demand growing by %(growth_rate)s a year the machines are used in full from year "
        "%(whole_years)s on; what they cannot deliver is counted for no option."
    ),
    "excluded.license_forbids": _("Ruled out, as the license forbids this use."),
    "excluded.air_gapped": _("Ruled out, as the site is cut off from the internet."),
    "excluded.data_may_not_leave": _(
        "Ruled out, as %(share)s of the requests carry data that must stay on the premises."
    ),
    "excluded.nothing_may_leave": _("Ruled out, as no data may leave the premises."),
    "excluded.cannot_be_placed": _("Ruled out, as the model does not fit on these machines."),
    "excluded.power_kw_short": _("Ruled out, as the site lacks power."),
    "excluded.cooling_kw_short": _("Ruled out, as the site lacks cooling."),
    "excluded.racks_kw_short": _("Ruled out, as the racks lack power."),
    "excluded.no_price": _("Ruled out, as there is no price for it."),
    "headroom.memory_gib": _("%(available)s GiB usable for %(needed)s GiB needed per device."),
    "headroom.cache": _("The cache holds %(available)s requests for %(needed)s at peak."),
    "headroom.concurrency": _("%(available)s requests carried at once for %(needed)s at peak."),
    "headroom.tpot_ms": _("%(needed)s ms per token at the slow end; %(available)s ms wanted."),
    "headroom.ttft_ms": _(
        "%(needed)s ms to the first token at the slow end; %(available)s ms wanted."
    ),
    "headroom.cost": _(
        "%(currency)s %(needed)s for own machines, %(currency)s %(available)s for the cheapest "
        "alternative (present value)."
    ),
    "headroom.power_kw": _("%(available)s kW of power for %(needed)s kW needed."),
    "headroom.cooling_kw": _("%(available)s kW of cooling for %(needed)s kW needed."),
    "headroom.racks_kw": _("%(available)s kW in free racks for %(needed)s kW needed."),
    "headroom.storage_tb": _("%(available)s TB of storage for %(needed)s TB needed."),
    "headroom.network_gbit": _("%(available)s Gbit/s of network for %(needed)s Gbit/s needed."),
    "answers": _("%(answered)s of %(asked)s questions answered."),
    "reason.cost": _(
        "Cost: %(npv)s over the years, against %(rival_npv)s for %(rival)s (present value)."
    ),
    "reason.cost_unpriced": _("Cost speaks for it, ahead of %(rival)s by %(lead)s of 1."),
    "reason.sovereignty": _(
        "Data sovereignty: more control over data than with %(rival)s, ahead by %(lead)s of 1."
    ),
    "reason.capacity": _("Capacity and latency: ahead of %(rival)s by %(lead)s of 1."),
    "reason.operability": _(
        "Operation: less to run with your own people than %(rival)s, ahead by %(lead)s of 1."
    ),
    "reason.time_to_value": _("Time to value: sooner in use than %(rival)s, by %(lead)s of 1."),
    "reason.carries_peak": _(
        "The machines carry %(carried)s requests at once; %(needed)s are needed at peak."
    ),
    "reason.short_of_peak": _(
        "The machines carry only %(carried)s requests at once; %(needed)s are needed at peak."
    ),
    "reason.memory": _(
        "%(headroom_gib)s GiB of each device are left for the KV cache, room for %(kv_tokens)s "
        "tokens."
    ),
    "flip.capex": _(
        "A price of the servers of %(currency)s %(to)s instead of %(from)s would make it "
        "%(option)s."
    ),
    "flip.gpu_hour_price": _(
        "A rent of %(currency)s %(to)s per GPU hour instead of %(from)s would make it %(option)s."
    ),
    "flip.utilization": _("A mean use of %(to)s instead of %(from)s would make it %(option)s."),
    "flip.staff_fte": _(
        "%(to)s full-time equivalents instead of %(from)s would make it %(option)s."
    ),
    "flip.users": _("%(to)s people with access instead of %(from)s would make it %(option)s."),
    "flip.data_may_leave": _("If all data were free to leave, it would be %(option)s."),
    "flip.data_must_stay": _("If all data had to stay on the premises, it would be %(option)s."),
    "speed.from_data_sheets": _(
        "Provisional: reckoned from data sheets, not measured. Measure before you promise it."
    ),
    "speed.from_fit": _(
        "Provisional: estimated from %(rows)s measured runs of other sites, of which 84 in 100 "
        "lie within such a range. Measure on your own devices before you promise it."
    ),
    "speed.device_not_measured": _(
        "Provisional: estimated from %(rows)s measured runs, none of them on %(accelerator)s, so "
        "the ranges are wider. Measure on your own devices before you promise it."
    ),
    "speed.model_not_measured": _(
        "Provisional: estimated from %(rows)s measured runs, none of them of a model whose layers "
        "keep states, so the ranges are wider. Measure on your own devices before you promise it."
    ),
    "note.growth_outgrows": _(
        "With demand growing by %(growth_rate)s a year the peak exceeds what should be planned "
        "for these machines in year %(whole_years)s."
    ),
    "cost.no_alternative": _(
        "Not scored: data may not leave the premises, or no alternative has a price."
    ),
    "note.device_from_memory": _(
        "Figures of %(accelerator)s were not checked against the data sheet."
    ),
    "note.context_beyond_model": _(
        "A context of %(wanted_tokens)s tokens is wanted; the model takes %(model_tokens)s."
    ),
    "note.devices_left_over": _("%(devices)s devices are left over after the last copy."),
    "note.no_purchase_price": _(
        "The catalog has no price for %(accelerator)s: enter a quote, and cost is reckoned."
    ),
    "note.catalog_price": _("Purchase price from the catalog's range: %(capex)s."),
    "note.price_not_checked": _(
        "Nobody has checked the catalog's price of %(accelerator)s: ask for a quote."
    ),
    "note.demand_beyond_delivery": _(
        "The demand is %(demand_mtok)s million tokens a year; the machines deliver "
        "%(deliverable_mtok)s. Costs count what they deliver."
    ),
    "note.wide_over_pcie": _(
        "%(tensor_parallel)s devices share each step over PCIe, which costs much time."
    ),
    "refused.uneven_replicas": _(
        "%(count)s devices are no multiple of %(tensor_parallel)s × %(pipeline_parallel)s: change "
        "the count, or leave the number of devices per step empty."
    ),
    "refused.unknown_accelerator": _(
        "The catalog does not have the accelerator %(accelerator)s. Choose another one."
    ),
    "refused.bad_value": _("The value of %(field)s is impossible. Correct it."),
    "refused.no_layers": _("The configuration of %(model)s has no layers that could be sized."),
    "refused.more_stages_than_devices": _(
        "There are more pipeline stages than devices (%(devices)s). Lower the stages."
    ),
    "refused.invalid_tensor_parallel": _(
        "The model cannot be spread over %(tensor_parallel)s devices: the fast link joins "
        "%(island)s of %(count)s, and the heads must divide evenly. Leave the field empty, and a "
        "valid number is taken."
    ),
}

TERMS: Mapping[str, Promise] = {
    "models": _("models"),
    "images": _("software images"),
    "drivers": _("drivers"),
    "on_prem": _("own machines"),
    "cloud_gpu": _("rented GPUs"),
    "api": _("a hosted API"),
    "hybrid": _("own machines with peaks in the cloud"),
    "none": _("no option at all"),
}
"""Words that stand in figures."""
