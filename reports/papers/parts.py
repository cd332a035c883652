"""What both papers about a wave need: who sees what, how long, what is asked."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reports.rendering.blocks import Column, Fact, Table
from surveys.selectors import WaveTerms


def wave_name(terms: WaveTerms) -> str:
    """Survey and number of the wave."""
    return _("%(survey)s, wave %(number)s") % {"survey": terms.survey, "number": terms.number}


def glance(terms: WaveTerms) -> tuple[Fact, ...]:
    """What stands at the head of each paper."""
    period = _("%(opens)s to %(closes)s") % {
        "opens": date_format(localtime(terms.opens_at)),
        "closes": date_format(localtime(terms.promise.closes_at)),
    }
    launched = _("Launched; settings are frozen") if terms.frozen.is_launched else _("Draft")
    return (
        Fact(_("Initiative"), terms.promise.initiative),
        Fact(_("Survey"), wave_name(terms), launched),
        Fact(_("Period"), period),
        Fact(_("People asked"), str(terms.invited), terms.audience),
        Fact(_("Questionnaire"), terms.frozen.instrument, terms.frozen.instrument_fingerprint[:16]),
        Fact(_("Second key"), _("Trustee") if terms.has_trustee else _("Waived")),
        Fact(_("Cast as"), _("Verified ballots") if terms.is_verified else _("Sealed envelopes")),
        Fact(
            _("What stays"),
            _("Figures; answers by group for a limited time")
            if terms.frozen.keeps_rows
            else _("Figures only"),
        ),
    )


def who_sees_what(terms: WaveTerms) -> Table:
    """Readers of the system, while the wave is open and after its release."""
    nothing = _("nothing")
    opener = (
        _("cannot open anything without the trustee's passphrase")
        if terms.has_trustee
        else _("could open envelopes; the trustee was waived")
    )
    rows = [
        (
            _("Leaders, readers of reports"),
            _("participation in steps of ten percent, once a day"),
            _("figures about groups of at least %(size)s") % {"size": terms.frozen.min_group_size},
        ),
        (_("Trustee"), _("hashes, group sizes, settings"), _("the same; no results")),
        (
            _("Administrators of database and backups"),
            _("who has answered; sealed envelopes of one length"),
            _("rows without names in random order; no key"),
        ),
        (_("Whoever runs the release worker"), opener, nothing),
        (_("Readers of logs"), _("that work was done, no answer and no address"), nothing),
    ]
    if terms.passes_on_alerts:
        rows.append(
            (
                _("Person of trust"),
                nothing,
                _("redacted comments about harassment, threats and self-harm"),
            )
        )
    columns = (_("Who"), _("While it is open"), _("After the release"))
    return Table(_("Who sees what"), tuple(Column(label) for label in columns), tuple(rows))


def storage_periods(terms: WaveTerms) -> Table:
    """What is kept for how long."""
    rows = [
        (_("Sealed envelopes"), _("until the release; deleted in its transaction")),
        (_("Key of the wave"), _("until the release; then destroyed")),
        (
            _("Invitations, and whether they were used"),
            _("%(days)s days after the close; two counts stay") % {"days": terms.invitation_days},
        ),
        (
            _("Answers by group, without name and time"),
            _("%(days)s days after the release at most, or until the next wave")
            % {"days": terms.response_days}
            if terms.frozen.keeps_rows
            else _("not kept"),
        ),
        (
            _("Redacted comments"),
            _("%(days)s days after the release at most") % {"days": terms.response_days},
        ),
        (_("Published figures"), _("kept")),
    ]
    return Table(
        _("What is kept for how long"), (Column(_("Data")), Column(_("How long"))), tuple(rows)
    )


def groups_table(terms: WaveTerms) -> Table:
    """Frozen groups and how many are invited of each."""
    rows = tuple(
        (_("other") if group.name == "other" else group.name, str(group.invited))
        for group in terms.frozen.groups
    )
    columns = (Column(_("Group")), Column(_("People invited"), is_number=True))
    return Table(_("Groups that can be reported"), columns, rows)


def items_table(terms: WaveTerms) -> Table:
    """Every item, word for word."""
    kinds = {
        "agreement": _("agreement"),
        "advocacy": _("0 to 10"),
        "choice": _("choice"),
        "open": _("free text"),
    }
    rows = tuple(
        (item.dimension or "–", item.text, kinds.get(item.kind, item.kind)) for item in terms.items
    )
    columns = (_("Dimension"), _("Item"), _("Answer"))
    return Table(_("Every item"), tuple(Column(label) for label in columns), rows)


def rows_tables(terms: WaveTerms) -> tuple[Table, ...]:
    """The tables of the database with a made-up example."""
    seen: set[str] = set()
    tables = []
    for table in (*terms.rows.before, *terms.rows.after):
        if table.name in seen:
            continue
        seen.add(table.name)
        rows = tuple((column.name, column.example or "–") for column in table.columns)
        columns = (Column(_("Column")), Column(_("Example")))
        tables.append(Table(f"{table.name}: {table.about}", columns, rows))
    return tuple(tables)
