"""One chart or table of a result page, with everything that explains it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.exhibits.readings import reading
from reports.narrative.wording import decimal
from reports.rendering.blocks import Figure, Table
from surveys.selectors import PublishedWave


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table.

    `svg` is empty where the table is all there is, `narrow_svg` where a phone shows the wide one.
    `slug` is unique in its section and names the file of the table; `base` says how many answered;
    `reading` says how to read it.
    """

    slug: str
    title: str
    svg: str
    narrow_svg: str
    note: str
    base: str
    reading: str
    table: Table


def of_figure(figure: Figure, kind: str, wave: PublishedWave) -> Exhibit:
    """A figure of the document, as a page shows it."""
    return Exhibit(
        slug=figure.key,
        title=figure.title,
        svg=figure.svg,
        narrow_svg=figure.narrow_svg,
        note=figure.note,
        base=base_of(wave),
        reading=reading(kind),
        table=figure.table,
    )


def of_table(slug: str, table: Table, kind: str, wave: PublishedWave) -> Exhibit:
    """A table without a picture."""
    return Exhibit(slug, table.caption, "", "", "", base_of(wave), reading(kind), table)


def base_of(wave: PublishedWave) -> str:
    """How many answered, of how many where that is known."""
    if not wave.invited:
        return _("n = %(answered)s answers") % {"answered": decimal(wave.answered)}
    return _("n = %(answered)s answers of %(invited)s invited") % {
        "answered": decimal(wave.answered),
        "invited": decimal(wave.invited),
    }
