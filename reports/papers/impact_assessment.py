"""The draft of a data protection impact assessment, in the order of Article 35(7) GDPR.

What the software does is filled in; what only the controller can say is a blank.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from reports.papers.parts import glance, storage_periods, wave_name, who_sees_what
from reports.rendering.blocks import Column, Fact, Table
from reports.rendering.paper import Blank, Paper, PaperSection
from surveys.selectors import WaveTerms


def impact_assessment(terms: WaveTerms, language: str) -> Paper:
    """Put the terms of a wave into the draft."""
    with translation.override(language):
        return Paper(
            language=language,
            kind=_("Data protection impact assessment (draft)"),
            title=wave_name(terms),
            lead=_(
                "A draft after Article 35(7) of the General Data Protection Regulation. What the "
                "software does is filled in from the settings of this wave; boxes are for the "
                "controller and the data protection officer. It is no legal advice."
            ),
            facts=glance(terms),
            sections=(
                _need(),
                _description(terms),
                _data(terms),
                _recipients(terms),
                _proportionality(terms),
                _rights(terms),
                _risks(terms),
                _measures(terms),
                _decision(),
            ),
        )


def _need() -> PaperSection:
    return PaperSection(
        _("Before: is an assessment needed?"),
        (
            _(
                "Article 35(1) asks for one where processing is likely to result in a high risk. "
                "Reasons for it here: employees are in a position of dependence, and opinions are "
                "asked. Reasons against: no profile of a person, no decision about a person, no "
                "tracking, and no result that can be traced to a person."
            ),
        ),
        blanks=(
            Blank(_("Controller, with address; data protection officer"), 2),
            Blank(_("Decision whether an assessment is needed, with its reason"), 2),
        ),
    )


def _description(terms: WaveTerms) -> PaperSection:
    return PaperSection(
        _("1. Description of the processing (Article 35(7)(a))"),
        (
            terms.promise.purpose,
            _(
                "%(invited)s people are invited by mail with a link of their own. They answer "
                "%(items)s items in a browser. Each answer is sealed with a key of the wave. After "
                "the close a separate process opens all of them in memory, shuffles and counts "
                "them, "
                "checks that no published figure gives a small group away, writes the figures, "
                "deletes the envelopes and destroys the key."
            )
            % {"invited": terms.invited, "items": len(terms.items)},
            _(
                "The tone and topics of comments are computed on the same machine, for groups. "
                "Nothing is sent to a service outside."
            ),
        ),
        blanks=(
            Blank(_("Where the software runs, who operates it, and what else is connected"), 2),
            Blank(_("Legitimate interest or other aim that is pursued"), 2),
        ),
    )


def _data(terms: WaveTerms) -> PaperSection:
    rows = [
        (
            _("List of employees"),
            _("name, e-mail address, language, whether a manager, reporting attributes"),
        ),
        (_("Invitations"), _("that somebody is invited and whether they answered; groups")),
        (
            _("Answers"),
            _("points on scales, choices; reported by: %(dimensions)s")
            % {"dimensions": ", ".join(terms.frozen.reporting_dimensions) or "–"},
        ),
        (_("Comments"), _("free text, which may hold whatever somebody writes, redacted")),
        (_("Leaders' expectations"), _("what named leaders expect, by their consent")),
        (_("Accounts"), _("name, e-mail address and role of leaders; what they did")),
    ]
    return PaperSection(
        _("Data and people concerned"),
        (
            _(
                "Special categories of data (Article 9) are not asked for. They can stand in "
                "comments; "
                "the first page warns of it, and redaction removes names, addresses and numbers."
            ),
        ),
        tables=(Table(_("Kinds of data"), (Column(_("Data")), Column(_("Content"))), tuple(rows)),),
    )


def _recipients(terms: WaveTerms) -> PaperSection:
    return PaperSection(
        _("Recipients and periods"),
        (_("The software transfers nothing to a third country and to no processor of its own."),),
        tables=(who_sees_what(terms), storage_periods(terms)),
        blanks=(Blank(_("Processors (hosting, mail) and their contracts"), 2),),
    )


def _proportionality(terms: WaveTerms) -> PaperSection:
    retention = (
        _("answers by group for a limited time, so that the method can be checked")
        if terms.frozen.keeps_rows
        else _("figures only; no answer of a single person is kept")
    )
    points = (
        _(
            "Suitable: organizations cannot tell their readiness without asking those who do the "
            "work; participation and uncertainty are reported with every figure."
        ),
        _("Minimal: no login, no time, no address, no device; kept are %(what)s.")
        % {"what": retention},
        _(
            "Limited to its purpose: what may be published is fixed before the launch and cannot "
            "be "
            "widened; there are no free filters."
        ),
        _("Milder means considered: asking without groups; asking a sample; an outside institute."),
    )
    return PaperSection(
        _("2. Necessity and proportionality (Article 35(7)(b))"),
        points=points,
        blanks=(
            Blank(_("Legal basis (for example Article 6(1)(f), consent, works agreement)"), 2),
            Blank(_("Why milder means do not suffice here"), 2),
        ),
    )


def _rights(terms: WaveTerms) -> PaperSection:
    facts = (
        Fact(
            _("Information (Articles 13, 14)"),
            _("on the first page, before the first item, with a page of the very tables"),
        ),
        Fact(
            _("Access, erasure, objection"),
            _(
                "for invitation and list of employees; answers cannot be found, because nobody can "
                "tell whose they are (Article 11)"
            ),
        ),
        Fact(
            _("Withdrawal"),
            _("until sending; afterwards the answer cannot be found. The page says so."),
        ),
        Fact(_("Automated decisions (Article 22)"), _("none")),
        Fact(_("Contact"), terms.promise.contact),
    )
    return PaperSection(_("Rights of those who answer"), facts=facts)


def _risks(terms: WaveTerms) -> PaperSection:
    columns = (_("Risk"), _("Severity"), _("Likelihood with the measures below"))
    return PaperSection(
        _("3. Risks to rights and freedoms (Article 35(7)(c))"),
        tables=(Table(_("Risks"), tuple(Column(label) for label in columns), _risk_rows(terms)),),
        blanks=(Blank(_("Further risks of this organization; own estimate of those above"), 3),),
    )


def _risk_rows(terms: WaveTerms) -> tuple[tuple[str, str, str], ...]:
    """Risk, severity, and what is left of its likelihood."""
    return (*_risks_of_tracing(terms), *_risks_of_use(terms))


def _risks_of_tracing(terms: WaveTerms) -> tuple[tuple[str, str, str], ...]:
    trustee = (
        _("possible only together with the trustee")
        if terms.has_trustee
        else _("possible for the operator; the trustee was waived")
    )
    return (
        (
            _("An answer is connected with a person, by database, backup or log"),
            _("severe: pressure, disadvantage at work"),
            _("low: no time, no order, no key after the release"),
        ),
        (
            _("Answers are read while the wave is open"),
            _("severe"),
            trustee,
        ),
        (
            _("A small group is derived from published figures"),
            _("limited to severe"),
            _("low: thresholds, complementary suppression, audit of every release"),
        ),
        (
            _("A comment gives its author away"),
            _("limited to severe"),
            _("possible: style and events remain; ten authors, redaction, a warning"),
        ),
    )


def _risks_of_use(terms: WaveTerms) -> tuple[tuple[str, str, str], ...]:
    return (
        (
            _("Pressure to take part, or for not having done so"),
            _("limited"),
            terms.promise.reminder_text,
        ),
        (
            _("Figures are used to judge single teams or leaders"),
            _("limited"),
            _("depends on the agreement; groups under %(size)s are never shown")
            % {"size": terms.frozen.min_group_size},
        ),
        (
            _("Somebody stuffs or alters answers"),
            _("limited: wrong conclusions"),
            _("low: counts, checksums and, of verified ballots, signatures stop the release"),
        ),
        (
            _("Key or passphrase is lost"),
            _("limited: the wave has to be repeated"),
            _("possible; nothing becomes readable by it"),
        ),
    )


def _measures(terms: WaveTerms) -> PaperSection:
    points = [
        _("Sealing at once, one length, one release after the close, destruction of the key."),
        terms.promise.trustee_text,
        _("Separate processes and database roles: pages store answers and cannot read them."),
        _(
            "Thresholds of %(scores)s, %(shares)s and %(comments)s; cube of fixed figures; audit "
            "that "
            "stops a release."
        )
        % {
            "scores": terms.frozen.min_group_size,
            "shares": terms.frozen.min_distribution_size,
            "comments": terms.frozen.min_comment_size,
        },
        _("Settings of web server, proxy and database that log no address, body or parameter."),
        _("Deletion as a scheduled job, tested; an audit log of what leaders and trustees do."),
        terms.promise.quoting_text,
        *terms.promise.passing_on_texts,
    ]
    return PaperSection(
        _("4. Measures (Article 35(7)(d))"),
        (
            _(
                "Each of these is a test of the software; the list of attacks and what they found "
                "is "
                "published with its source."
            ),
        ),
        points=tuple(points),
        blanks=(
            Blank(
                _("Measures of the organization: backups, access to servers, training, agreement"),
                3,
            ),
        ),
    )


def _decision() -> PaperSection:
    return PaperSection(
        _("5. Advice, views and decision"),
        blanks=(
            Blank(_("Advice of the data protection officer (Article 35(2))"), 2),
            Blank(_("Views of employees or their works council (Article 35(9))"), 2),
            Blank(_("Remaining risk; is prior consultation needed (Article 36)?"), 2),
            Blank(_("Date of the next review; place, date, signature of the controller"), 2),
        ),
    )
