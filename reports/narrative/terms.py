"""Our words for keys, by group, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TERMS: Mapping[str, Mapping[str, Promise]] = {
    "organization_band": {
        "at_risk": _("At risk"),
        "emerging": _("Emerging"),
        "developing": _("Developing"),
        "ready": _("Ready"),
        "leading": _("Leading"),
        "": _("No band"),
    },
    "cell": {
        "prepare_both": _("Stop: prepare both"),
        "people_first": _("People first, rent at most"),
        "shelfware_risk": _("Shelfware risk"),
        "prepare_platform": _("Prepare the platform"),
        "guarded_pilot": _("Guarded pilot"),
        "staged_rollout": _("Staged roll-out"),
        "shadow_ai_risk": _("Shadow-AI risk"),
        "scale_both": _("Scale pilot and platform"),
        "go": _("Go"),
    },
    "owner": {
        "sponsor": _("Sponsor of the initiative"),
        "people": _("Head of HR"),
        "engineering": _("Head of engineering"),
        "finance": _("Chief financial officer"),
        "legal": _("Head of legal and data protection"),
        "facilities": _("Head of facilities"),
        "team_leads": _("Heads of department"),
    },
    "horizon": {
        "weeks_2": _("Within 2 weeks"),
        "weeks_4": _("Within 4 weeks"),
        "weeks_8": _("Within 8 weeks"),
        "months_3": _("Within 3 months"),
    },
    "gap": {
        "aligned": _("Aligned"),
        "watch": _("Watch"),
        "material": _("Material"),
        "severe": _("Severe"),
        "inconclusive": _("Inconclusive"),
    },
    "trend": {
        "moved": _("Moved"),
        "stable": _("Stable"),
        "inconclusive": _("Inconclusive"),
    },
    "withheld": {
        "too_few": _("Too few answers"),
        "protects_others": _("Hidden to protect another group"),
        "small_group_detail": _("Not shown for small groups"),
        "undefined": _("Not defined"),
        "not_asked": _("Not asked"),
    },
    "organization_gate": {
        "weak_dimension": _("A dimension is surely under 40"),
        "low_safety_or_trust": _("Safety or trust is under 50"),
        "blind_spot": _("Blind spot of the leadership"),
    },
    "theme": {
        "time": _("Time"),
        "recognition": _("Recognition"),
        "leadership": _("Leadership"),
        "tooling": _("Tools"),
        "skills": _("Skills"),
        "job_security": _("Job security"),
        "data_privacy": _("Data privacy"),
        "output_quality": _("Quality of results"),
        "strategy": _("Strategy"),
        "autonomy": _("Autonomy"),
        "collaboration": _("Collaboration"),
        "inclusion": _("Inclusion"),
        "infrastructure": _("Infrastructure"),
        "experimentation": _("Experimentation"),
        "emerging": pgettext_lazy("theme", "No known theme"),
    },
    "cost_line": {
        "energy": _("Electricity"),
        "colocation": _("Colocation"),
        "staff": _("Staff"),
        "support": _("Support"),
        "licenses": _("Licenses"),
        "network": _("Network lines"),
    },
    "cost_input": {
        "capex": _("Purchase price"),
        "network_capex": _("Network purchase"),
        "life_years": _("Years of use"),
        "residual_share": _("Residual value"),
        "utilization": _("Utilization"),
        "pue": _("Power usage effectiveness"),
        "price_per_kwh": _("Electricity price"),
        "colocation_per_kw_month": _("Colocation price"),
        "staff_fte": _("Staff (full-time equivalents)"),
        "salary_per_year": _("Salary"),
        "support_share": _("Support share"),
        "licenses_per_year": _("Licenses"),
        "network_per_year": _("Network lines"),
        "discount_rate": _("Discount rate"),
        "idle_kw": _("Idle power"),
        "peak_kw": _("Peak power"),
        "growth_per_year": _("Growth of demand"),
    },
    "evidence": {
        "none": _("None"),
        "declared": _("Self-declared"),
        "document": _("Document"),
        "measured": _("Measured or audited"),
    },
}


def term(group: str, key: str) -> str:
    """Return the word for a key; a key that has none yet is printed with spaces.

    Keys of themes and of cost inputs come from codebooks and sizing, which may know more than this
    table: an unknown one is still readable.
    """
    known = TERMS[group].get(key)
    return str(known) if known is not None else key.replace("_", " ").capitalize()
