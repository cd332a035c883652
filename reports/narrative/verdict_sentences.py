"""Sentences about the verdict: its title, its meaning, what would change it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERDICT_SENTENCES: Mapping[str, Promise] = {
    "title.prepare_both": _("Neither people nor machines are ready: prepare both before buying."),
    "title.people_first": _(
        "The machines could start, but the people are not on board: win them over first, rent at "
        "most."
    ),
    "title.shelfware_risk": _(
        "The machines are ready, the people are not: capacity bought now would stand idle."
    ),
    "title.prepare_platform": _(
        "People are ready to try, the platform is not: prepare it, and pilot small."
    ),
    "title.guarded_pilot": _(
        "Both sides are half-way: run one guarded pilot with clear exit criteria."
    ),
    "title.staged_rollout": _(
        "The machines are ready and people are willing: roll out in stages, and ask again."
    ),
    "title.shadow_ai_risk": _(
        "People are ready, the platform is not: without quick access they will use their own."
    ),
    "title.scale_both": _("People are ready, the platform nearly: scale both together."),
    "title.go": _("People and machines are ready: go."),
    "title.unpaired.no_index": _(
        "Too few answers to judge the people: no verdict can be given yet."
    ),
    "title.unpaired.not_asked": _(
        "What people answered is known, but readiness was not asked for: no verdict yet."
    ),
    "title.unpaired.no_band": _(
        "Too few took part to judge the people: no verdict can be given yet."
    ),
    "title.unpaired.not_assessed": _(
        "What people think is known, what the machines can do is not: no verdict yet."
    ),
    "title.unpaired.not_sized": _(
        "What people think is known, but the platform could not be sized: no verdict yet."
    ),
    "title.unpaired.insufficient_evidence": _(
        "The technology has too little evidence for a verdict."
    ),
    "title.unpaired.both": _("Neither side has enough evidence for a verdict."),
    "verdict.clear": _("Both intervals lie in this one field."),
    "missing.not_assessed": _("No technical assessment is part of this report."),
    "missing.not_sized": _("The assessment describes a deployment that could not be sized."),
    "missing.no_index": _("There is no organizational score: too few answers."),
    "missing.not_asked": _(
        "There is no organizational score: the questionnaire does not ask for readiness. Its "
        "dimensions stand on their own."
    ),
    "missing.no_band": _("There is a score but no band: too few of those invited took part."),
    "missing.insufficient_evidence": _("No technical pillar has enough evidence for a score."),
    "do.cell.prepare_both": _(
        "Stop purchases for now, and work through the two lists of gates in this report."
    ),
    "do.cell.people_first": _(
        "Buy no hardware yet: rent for one pilot at most, until the people's score reaches 55."
    ),
    "do.cell.shelfware_risk": _(
        "Freeze the purchase of capacity until the gates named in this report are lifted."
    ),
    "do.cell.prepare_platform": _(
        "Bring the platform to its next band, and meanwhile pilot with one team on rented capacity."
    ),
    "do.cell.guarded_pilot": _(
        "Start one pilot with one team, and write down before it starts when it ends."
    ),
    "do.cell.staged_rollout": _(
        "Roll out to two or three willing departments, and ask everybody again after 8 to 12 weeks."
    ),
    "do.cell.shadow_ai_risk": _(
        "Give fast interim access to an approved service, before people help themselves."
    ),
    "do.cell.scale_both": _("Widen the pilot in step with the platform, department by department."),
    "do.cell.go": _("Start the roll-out, and set the date of the follow-up pulse now."),
    "do.missing.no_index": _("Reach more people, and repeat the pulse with at least ten answers."),
    "do.missing.not_asked": _(
        "Ask the same people with a questionnaire that measures readiness, so that both sides "
        "count."
    ),
    "do.missing.no_band": _(
        "Find out why so few took part, then repeat the pulse; below 30 percent nothing is read."
    ),
    "do.missing.not_assessed": _("Have the planned deployment assessed, so that both sides count."),
    "do.missing.not_sized": _("Correct the inputs of the assessment so that it can be sized."),
    "do.missing.insufficient_evidence": _(
        "Answer the open technical questions, with evidence that others can check."
    ),
    "flip.organization.rises": _(
        "The organization's score rises from %(score)s to %(edge)s and no gate holds it: "
        "“%(cell)s”."
    ),
    "flip.organization.falls": _(
        "The organization's score falls from %(score)s below %(edge)s: “%(cell)s”."
    ),
    "flip.technology.rises": _(
        "The technical score rises from %(score)s to %(edge)s and no gate holds it: “%(cell)s”."
    ),
    "flip.technology.falls": _(
        "The technical score falls from %(score)s below %(edge)s: “%(cell)s”."
    ),
    "flip.nonresponse": _(
        "The %(rate)s who did not answer stand more than %(delta)s points lower than those who "
        "did: the organization's band falls."
    ),
}
