"""A whole document in words of the snapshot's language, before it becomes pages."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.looks import HOUSE_LOOK, Look
from reports.rendering.appendix import trace_table
from reports.rendering.blocks import Fact, Figure, Said, Table
from reports.rendering.identity import identity_words
from reports.rendering.method import MethodSection, method_section
from reports.rendering.organization import OrganizationSection, organization_section
from reports.rendering.summary import Summary, summary_of
from reports.rendering.technology import TechnologySection, technology_section
from reports.snapshots import Snapshot, fingerprint


@dataclass(frozen=True)
class Document:
    """Everything that is printed."""

    language: str
    title: str
    initiative: str
    cover: tuple[Fact, ...]
    snapshot_hash: str
    summary: Summary
    organization: OrganizationSection
    technology: TechnologySection | None
    method: MethodSection
    look: Look = HOUSE_LOOK
    is_draft: bool = False
    identity: str = ""

    @property
    def data_figures(self) -> tuple[Figure, ...]:
        """Figures whose data stand in the appendix."""
        technology = self.technology.figures if self.technology else ()
        return (*self.organization.figures, *technology)

    @property
    def said(self) -> tuple[Said, ...]:
        """Every sentence that was chosen from figures, in reading order."""
        technology = self.technology.leads.values() if self.technology else ()
        return (*self.summary.said, *self.organization.said, *technology)

    @property
    def trace(self) -> Table:
        """Where each of these sentences comes from."""
        return trace_table(self.said)

    @property
    def pictures(self) -> dict[str, str]:
        """SVG of every figure by key."""
        figures = (self.summary.figure, *self.data_figures)
        return {figure.key: figure.svg for figure in figures}


def document_of(snapshot: Snapshot, *, is_draft: bool = False) -> Document:
    """Put a snapshot in words of its language; a draft is marked as such on every page."""
    with translation.override(snapshot.language):
        technology = snapshot.technology
        digest = fingerprint(snapshot)
        return Document(
            language=snapshot.language,
            title=snapshot.title,
            initiative=snapshot.wave.initiative,
            cover=_cover(snapshot),
            snapshot_hash=digest,
            summary=summary_of(snapshot),
            organization=organization_section(snapshot.wave),
            technology=technology_section(technology, snapshot.compared) if technology else None,
            method=method_section(snapshot),
            look=snapshot.look,
            is_draft=is_draft,
            identity=identity_words(snapshot.report_id, digest),
        )


def _cover(snapshot: Snapshot) -> tuple[Fact, ...]:
    wave = snapshot.wave
    facts = (
        [Fact(_("Organization"), snapshot.look.organization)] if snapshot.look.organization else []
    )
    facts += [
        Fact(_("Initiative"), wave.initiative),
        Fact(
            _("Survey"),
            _("%(survey)s, wave %(number)s") % {"survey": wave.survey, "number": wave.number},
        ),
    ]
    if snapshot.technology is not None:
        facts.append(Fact(_("Assessment"), snapshot.technology.name))
    facts.append(Fact(_("Prepared on"), date_format(snapshot.prepared_date)))
    return tuple(facts)
