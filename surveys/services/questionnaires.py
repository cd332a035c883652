"""Write a questionnaire of one's own: begin, change, publish as a version that never changes."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from accounts.models import User
from surveys.instruments.editing import blank, derived
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.reader import read_instrument
from surveys.instruments.shipped import KEYS, shipped_instruments
from surveys.instruments.writer import write_instrument
from surveys.models import Instrument, InstrumentDraft
from surveys.obstacles import NameTaken
from surveys.services.planning import store_instrument

_NO_KEY = re.compile(r"[^a-z0-9]+")


def begin_questionnaire(
    *, owner: User, base: Questionnaire | None, title: str, language: str, now: dt.datetime
) -> InstrumentDraft:
    """Begin with a copy of a questionnaire, or with the smallest one."""
    key = _free_key(title)
    if base is None:
        labels = shipped_instruments()[0].scale_labels[language]
        begun = blank(key=key, language=language, labels=labels)
        titles = {language: title}
    else:
        titles = dict.fromkeys(base.languages, title)  # the head of the draft has one for each
        begun = base
    return _kept(InstrumentDraft(owner=owner), derived(begun, key=key, title=titles), now)


def take_file(*, owner: User, source: str, origin: str, now: dt.datetime) -> InstrumentDraft:
    """Begin with a file that was written elsewhere.

    Raises
    ------
    InstrumentInvalid
        With every fault, its place and its remedy.
    """
    return _kept(InstrumentDraft(owner=owner), read_instrument(source, source=origin), now)


def change_questionnaire(
    *, draft: InstrumentDraft, questionnaire: Questionnaire, now: dt.datetime
) -> None:
    """Keep a change.

    Raises
    ------
    InstrumentInvalid
        The change breaks the questionnaire; nothing was kept.
    """
    _kept(draft, questionnaire, now)


def publish_questionnaire(*, draft: InstrumentDraft) -> Instrument:
    """Make the draft a version that can be chosen for a survey; the draft stays for the next one.

    Raises
    ------
    NameTaken
        Another content was published under this key and version, or it is a shipped key.
    """
    questionnaire = draft_content(draft)
    if questionnaire.key in KEYS:
        raise NameTaken(_("A shipped questionnaire has this key. Choose another."))
    same = Instrument.objects.filter(key=questionnaire.key, version=questionnaire.version)
    if same.exclude(fingerprint=questionnaire.fingerprint).exists():
        raise NameTaken(
            _("Version %(version)s was published with other content. Raise the version.")
            % {"version": questionnaire.version}
        )
    return store_instrument(source=draft.source, origin=draft.title)


def draft_content(draft: InstrumentDraft) -> Questionnaire:
    """The questionnaire that the draft is now."""
    return read_instrument(draft.source, source=draft.title)


def _kept(
    draft: InstrumentDraft, questionnaire: Questionnaire, now: dt.datetime
) -> InstrumentDraft:
    source = write_instrument(questionnaire)
    read = read_instrument(source, source=questionnaire.key)
    draft.source = source
    draft.title = read.title[read.languages[0]][:200]
    draft.changed_at = now
    draft.save()
    return draft


def _free_key(title: str) -> str:
    """A key made of the title that neither a shipped nor a stored questionnaire has."""
    stem = _NO_KEY.sub("_", title.lower()).strip("_")[:40] or "own"
    taken = {*KEYS, *Instrument.objects.values_list("key", flat=True)}
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
