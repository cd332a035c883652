"""The information sheet for the works council: what is asked, kept and seen by whom."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.papers.parts import (
    glance,
    groups_table,
    items_table,
    rows_tables,
    storage_periods,
    wave_name,
    who_sees_what,
)
from reports.rendering.blocks import Fact
from reports.rendering.paper import Blank, Paper, PaperSection
from surveys.selectors import WaveTerms


def information_sheet(terms: WaveTerms, language: str) -> Paper:
    """Put the terms of a wave into words for its works council."""
    with translation.override(language):
        return Paper(
            language=language,
            kind=_("Information sheet for the works council"),
            title=wave_name(terms),
            lead=_(
                "What is asked of whom, how answers are kept apart from people, who sees what, and "
                "what stays. Every figure here comes from the settings of this very wave."
            ),
            facts=glance(terms),
            sections=(
                _purpose(terms),
                _people(terms),
                _protection(terms),
                _limits(terms),
                _reading(terms),
                _keeping(terms),
                _checking(terms),
                _agreement(),
            ),
            annexes=(
                PaperSection(_("Annex: every item"), tables=(items_table(terms),)),
                PaperSection(
                    _("Annex: what the database holds"),
                    (_("Column by column; the examples are made up."),),
                    tables=rows_tables(terms),
                ),
            ),
        )


def _purpose(terms: WaveTerms) -> PaperSection:
    comments = sum(item.kind == "open" for item in terms.items)
    asked = ngettext(
        "%(count)s item is asked, of which %(comments)s takes free text; it takes about "
        "%(minutes)s "
        "minutes. Every item may be left out.",
        "%(count)s items are asked, of which %(comments)s take free text; it takes about "
        "%(minutes)s minutes. Every item may be left out.",
        len(terms.items),
    ) % {"count": len(terms.items), "comments": comments, "minutes": terms.promise.minutes}
    return PaperSection(
        _("What it is for"),
        (
            terms.promise.purpose,
            asked,
            _(
                "The level described is the organization: nobody is scored, ranked or profiled. "
                "The "
                "tone of comments is computed for groups and topics, never for a person."
            ),
        ),
    )


def _people(terms: WaveTerms) -> PaperSection:
    managers = (
        _("Managers answer like everybody else.")
        if terms.includes_managers
        else _("Managers do not answer; they may state beforehand, by name, what they expect.")
    )
    asked = ngettext(
        "%(count)s person of the audience “%(audience)s” is invited by mail, each with a link of "
        "their own.",
        "%(count)s people of the audience “%(audience)s” are invited by mail, each with a link of "
        "their own.",
        terms.invited,
    ) % {"count": terms.invited, "audience": terms.audience}
    planned = terms.scheduled_reminders
    reminders = (
        ngettext("%(count)s reminder is planned.", "%(count)s reminders are planned.", planned)
        % {"count": planned}
        if planned
        else _("No reminder is planned; leaders may send one a day at most.")
    )
    return PaperSection(
        _("Who is asked"),
        (
            asked + " " + managers,
            _("Taking part is voluntary. No list of those who did not answer can be had."),
            f"{reminders} {terms.promise.reminder_text}",
        ),
    )


def _protection(terms: WaveTerms) -> PaperSection:
    points = [
        _(
            "An answer is sealed when it is sent, with a key of this wave, and stored without "
            "name, "
            "time, address or device, in the same length for everybody."
        ),
        terms.promise.trustee_text,
        _(
            "After the close all envelopes are opened together in memory, shuffled, and counted "
            "once. Then the key is destroyed, and only then may anybody read a figure."
        ),
        _(
            "Scores are shown for groups of at least %(scores)s answers, shares from %(shares)s, "
            "comments from %(comments)s authors. Groups that could be had by subtraction are "
            "hidden as well. Thresholds can be raised, never lowered."
        )
        % {
            "scores": terms.frozen.min_group_size,
            "shares": terms.frozen.min_distribution_size,
            "comments": terms.frozen.min_comment_size,
        },
        _(
            "Keystrokes, time per question, address, device and language of a person are recorded "
            "nowhere. Pages load nothing from anywhere else."
        ),
        terms.promise.quoting_text,
        *terms.promise.passing_on_texts,
    ]
    if terms.is_verified:
        points.append(
            _(
                "Ballots are sealed in the browser and cast without a cookie, under a signature "
                "that "
                "was made blind: the server cannot recognize whose they are. All receipts are "
                "published after the release, with the root of their tree."
            )
        )
    tables = (groups_table(terms),) if terms.frozen.groups else ()
    return PaperSection(
        _("How answers are kept apart from people"), points=tuple(points), tables=tables
    )


def _limits(terms: WaveTerms) -> PaperSection:
    points = [
        _("That somebody took part is stored until the invitations are deleted."),
        _(
            "Whoever changes the software while people answer could read along, and so could a "
            "proxy that logs what is sent to it."
        ),
        _("Destroying the key cannot reach a copy that somebody has made of it."),
        _(
            "A member of a group of %(size)s who subtracts the own answer is left with %(rest)s "
            "others. A group made of invented colleagues would leave the real one alone: compare "
            "the group sizes with what you know."
        )
        % {"size": terms.frozen.min_group_size, "rest": terms.frozen.min_group_size - 1},
        _("A style or an event that only one person knows gives its author away."),
    ]
    if terms.promise.is_embedded:
        points.insert(
            0,
            _(
                "This is a trial installation: data, key and secret lie on one machine. Whoever "
                "runs "
                "it could open the answers until the release."
            ),
        )
    if terms.is_verified:
        points.append(
            _(
                "Verified ballots do not hide when a right to vote was signed and when a ballot "
                "was "
                "cast; people rely on the script of the page; ballots could be added up to the "
                "number of people who do not vote, which the published numbers bound."
            )
        )
    return PaperSection(_("What this does not protect from"), points=tuple(points))


def _reading(terms: WaveTerms) -> PaperSection:
    return PaperSection(
        _("Who sees what"),
        (
            _(
                "No role sees single answers or who said what. There are no free filters: every "
                "page, "
                "file and report reads the same figures, fixed at the release."
            ),
        ),
        tables=(who_sees_what(terms),),
    )


def _keeping(terms: WaveTerms) -> PaperSection:
    return PaperSection(_("What is kept for how long"), tables=(storage_periods(terms),))


def _checking(terms: WaveTerms) -> PaperSection:
    frozen = terms.frozen
    later = _("fixed at the launch")
    facts = [
        Fact(_("Hash of the settings"), frozen.settings_hash or later),
        Fact(_("Hash of the people and their groups"), frozen.roster_hash or later),
        Fact(_("Fingerprint of the questionnaire"), frozen.instrument_fingerprint),
    ]
    if terms.is_verified:
        facts.append(Fact(_("Fingerprint of the keys"), frozen.manifest_fingerprint or later))
    closes = date_format(localtime(terms.promise.closes_at))
    return PaperSection(
        _("How the works council can check it"),
        (
            _(
                "The source of the software is open; its attacks on itself are tests that anybody "
                "can "
                "run. A trustee sees the values below in the product and holds the second key "
                "until "
                "the release after %(closes)s. They must be the same after the close."
            )
            % {"closes": closes},
        ),
        facts=tuple(facts),
    )


def _agreement() -> PaperSection:
    return PaperSection(
        _("For the agreement"),
        (
            _(
                "In Germany, sections 87 (1) no. 6 and 94 of the Works Constitution Act may apply. "
                "This "
                "sheet describes the software; it is no legal advice."
            ),
        ),
        blanks=(
            Blank(_("Who reads the results, and when they are told to those who answered"), 2),
            Blank(_("What will not be done with them, such as judging single teams or leaders"), 2),
            Blank(_("Trustee, and where the passphrase is kept"), 1),
            Blank(_("Place, date, signatures of employer and works council"), 2),
        ),
    )
