"""Method, limits, glossary and origin: what an expert needs to check the report."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.narrative.plan import unknowns
from reports.narrative.wording import say
from reports.rendering.appendix import catalog_table, codebook_table
from reports.rendering.blocks import Fact, Table
from reports.snapshots import Snapshot, fingerprint


@dataclass(frozen=True)
class Paragraph:
    """A short heading and its text."""

    heading: str
    text: str


@dataclass(frozen=True)
class MethodSection:
    """Method and limits, what is not known, words, and where the figures come from."""

    paragraphs: tuple[Paragraph, ...]
    unknowns: tuple[str, ...]
    glossary: tuple[Paragraph, ...]
    instrument: str
    codebook: Table
    catalog: Table | None
    origin: tuple[Fact, ...]


def method_section(snapshot: Snapshot) -> MethodSection:
    """Put the section in words of the active language."""
    return MethodSection(
        paragraphs=_paragraphs(snapshot),
        unknowns=tuple(say(statement) for statement in unknowns(snapshot)),
        glossary=glossary(),
        instrument=f"{snapshot.wave.instrument_key} {snapshot.wave.instrument_version}",
        codebook=codebook_table(snapshot.wave),
        catalog=catalog_table(snapshot.technology) if snapshot.technology else None,
        origin=_origin(snapshot),
    )


def _paragraphs(snapshot: Snapshot) -> tuple[Paragraph, ...]:
    wave = snapshot.wave
    parts = [*_scores_explained(), *_limits_explained(snapshot)]
    if wave.is_imported:
        parts.append(
            Paragraph(
                _("Imported answers"),
                _(
                    "This wave was collected with another tool. Suppression of small groups was "
                    "applied here; sealing and shuffling of answers were not."
                ),
            )
        )
    if snapshot.technology is not None:
        parts.append(
            Paragraph(
                _("Technical score"),
                _(
                    "Weights, cache and overhead are reckoned from the published shape of the "
                    "model; speed from a model of the step time; costs from the assumptions "
                    "printed here. Nine pillars are weighted; gates cap the whole. The range runs "
                    "from the 10th to the 90th percentile of random draws over speed, overhead, "
                    "prices and utilization."
                ),
            )
        )
    return tuple(parts)


def _scores_explained() -> tuple[Paragraph, ...]:
    return (
        Paragraph(
            _("Organizational readiness (ORS-1)"),
            _(
                "Answers on a five-point scale become points from 0 to 100; reversed statements "
                "are turned first. A dimension is the mean of its statements where at least two "
                "thirds were answered; the score is the weighted mean of the dimensions. "
                "Statements speak of “people here” and “my team”, so the level described is the "
                "organization, not the person, and nobody is ranked."
            ),
        ),
        Paragraph(
            _("Uncertainty"),
            _(
                "Intervals hold the true value with 95 percent confidence. They count the error of "
                "measuring even when everybody answers, by the reliability of each dimension. "
                "Scales of three statements reach reliabilities of 0.40 to 0.70: screening values; "
                "the whole reaches about 0.87."
            ),
        ),
        Paragraph(
            _("Groups"),
            _(
                "How much groups differ, and the shrunken scores, are reckoned from published "
                "figures alone: mean and number of answers of each group that is shown, and the "
                "standard deviation of all scores (empirical Bayes, variances by moments). Hidden "
                "groups are left out, so that nothing can be learned about them. With all groups "
                "shown the result is that of an analysis of variance."
            ),
        ),
        Paragraph(
            _("Gaps and many looks"),
            _(
                "A gap is what leaders expected before the survey minus what the workforce "
                "reports. Looking at many dimensions finds gaps by chance; a gap is confirmed only "
                "if it stays after the correction of Benjamini and Hochberg. That leaders and "
                "workforce understand the statements alike is assumed."
            ),
        ),
        Paragraph(
            _("Pairing"),
            _(
                "The two scores are never averaged: a strong platform does not make up for an "
                "unwilling workforce. They are read as a field of nine, and an interval that "
                "crosses an edge names every field it reaches."
            ),
        ),
    )


def _limits_explained(snapshot: Snapshot) -> tuple[Paragraph, ...]:
    wave = snapshot.wave
    return (
        Paragraph(
            _("Anonymity"),
            _(
                "Figures come from a frozen table of published cells. Groups under %(least)s "
                "answers, and further cells that would give them away by subtraction, are "
                "withheld. Distributions need %(full)s answers, comments %(comments)s authors."
            )
            % {
                "least": wave.min_group_size,
                "full": wave.min_distribution_size,
                "comments": wave.min_comment_size,
            },
        ),
        Paragraph(
            _("What the questionnaire cannot do"),
            _(
                "It rests on theory and has not been validated against later success. People may "
                "answer as is expected of them, the more so where safety is low. Those who did "
                "not answer may think otherwise. Figures describe; none of them proves a cause."
            ),
        ),
    )


def glossary() -> tuple[Paragraph, ...]:
    """Words of the report, in alphabetical order of the active language."""
    entries = (
        Paragraph(
            _("Band"), _("A named stretch of a score, such as “Developing” from 55 to 69 points.")
        ),
        Paragraph(
            _("Break-even"),
            _("The month in which owning has cost no more than renting the same devices."),
        ),
        Paragraph(
            _("Cultural alignment (CAI)"),
            _("100 minus the typical gap between leaders and workforce, freed of its error."),
        ),
        Paragraph(
            _("Distance (AD)"),
            _(
                "How far answers lie from their mean on average, in scale points; over 1.2 the "
                "workforce is split."
            ),
        ),
        Paragraph(
            _("Favorable"), _("Answers above the middle of the scale, reversed statements turned.")
        ),
        Paragraph(_("Gate"), _("A rule that caps a score whatever the other parts say.")),
        Paragraph(
            _("KV cache"),
            _("Memory for the requests in work; it grows with their number and their length."),
        ),
        Paragraph(
            _("Overhead"), _("Memory that the serving software takes beside weights and cache.")
        ),
        Paragraph(
            _("Present value"),
            _("All outlays over the years of use, discounted to the day of purchase."),
        ),
        Paragraph(
            _("Reliability (alpha)"),
            _("How far the statements of one dimension measure the same thing, from 0 to 1."),
        ),
        Paragraph(
            _("Replica"),
            _("One running copy of the model; a spare one stands in for a failed one."),
        ),
        Paragraph(_("Wave"), _("One dated run of a survey.")),
        Paragraph(
            _("Withheld"), _("Not shown, to protect those who answered or those in another group.")
        ),
    )
    return tuple(sorted(entries, key=lambda entry: entry.heading.casefold()))


def _origin(snapshot: Snapshot) -> tuple[Fact, ...]:
    wave = snapshot.wave
    facts = [
        Fact(_("Snapshot (SHA-256)"), fingerprint(snapshot)),
        Fact(_("Report"), snapshot.report_id),
        Fact(_("Prepared on"), date_format(snapshot.prepared_date)),
        Fact(_("Software"), snapshot.software_version),
        Fact(
            _("Questionnaire"),
            f"{wave.instrument_key} {wave.instrument_version}",
            wave.instrument_fingerprint,
        ),
        Fact(_("Wave"), wave.wave_id, wave.cube_fingerprint),
    ]
    if wave.receipts_root:
        facts.append(Fact(_("Root of all receipts"), wave.receipts_root))
    if snapshot.technology is not None:
        technology = snapshot.technology
        facts += [
            Fact(_("Assessment"), technology.assessment_id, date_format(technology.sized_date)),
            Fact(_("Catalog"), technology.catalog_version),
        ]
    return tuple(facts)
