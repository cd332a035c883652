"""What a person chooses for a report."""

import base64
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability
from accounts.selectors import people_who_may
from charts.palette import ACCENT
from deployments.selectors import sized_assessments
from reports.kinds import CHOSEN_KINDS, Edition, FileKind
from reports.looks import Logo, Look, Paper, is_color, is_readable
from reports.models import Occasion
from reports.obstacles import NobodyToSendTo
from reports.selectors import last_look
from reports.services.delivering import clean_addresses
from reports.services.plan_wishes import PlanWish
from reports.services.requesting import MOST_COMPARED, PrintChoice
from surveys.selectors import WaveSummary, released_waves, run_scope, surveys_run_by

LOGO_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
PAPERS = ((Paper.A4.value, _("A4")), (Paper.LETTER.value, _("US Letter")))
LOOK_FIELDS = ("organization", "paper", "accent", "logo", "keeps_logo")


def report_languages() -> list[tuple[str, Any]]:
    """Languages that documents are printed in, by the names that the interface gives them."""
    names = dict(settings.LANGUAGES)
    return [(code, names[code]) for code in settings.REPORT_LANGUAGES]


class LookForm(forms.Form):
    """Whose report it is, on which paper, in which color, as which files."""

    kinds = forms.TypedMultipleChoiceField(
        label=_("Files beside the PDF"),
        coerce=FileKind,
        choices=[(kind.value, kind.label) for kind in CHOSEN_KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All come from the same frozen results. More may be added later."),
    )
    organization = forms.CharField(
        label=_("Organization"),
        max_length=120,
        required=False,
        help_text=_("Stands on the cover and in the properties of every file."),
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, initial=Paper.A4.value)
    accent = forms.CharField(
        label=_("Color of headings"),
        initial=ACCENT,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_(
            "Has to be readable on white. Charts keep colors that everybody can tell apart."
        ),
    )
    logo = forms.ImageField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 300 kB and 2,000 pixels per side."),
    )
    keeps_logo = forms.BooleanField(
        label=_("Use the logo of the last report"),
        required=False,
        help_text=_("A file chosen above takes its place."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._last = last_look()
        if self._last.logo is None:
            del self.fields["keeps_logo"]
        for name, value in (
            ("organization", self._last.organization),
            ("paper", self._last.paper.value),
            ("accent", self._last.accent),
            ("keeps_logo", self._last.logo is not None),
        ):
            self.initial.setdefault(name, value)

    def clean_accent(self) -> str:
        """Return the color in small letters; refuse what is none or cannot be read on white."""
        accent = str(self.cleaned_data["accent"]).lower()
        if not is_color(accent):
            raise ValidationError(_("Write a color as #0b5c8a."))
        if not is_readable(accent):
            raise ValidationError(_("Too pale: on white it has less contrast than 4.5 to 1."))
        return accent

    def clean_logo(self) -> Logo | None:
        """Return the picture; refuse other formats, large files and large pictures."""
        file: UploadedFile[Any] | None = self.cleaned_data["logo"]
        if file is None:
            return None
        image = file.image  # type: ignore[attr-defined]  # the field sets it
        if image.format not in LOGO_TYPES:
            raise ValidationError(_("Choose a PNG or JPEG file."))
        if (file.size or 0) > settings.LOGO_MAX_BYTES or max(image.size) > settings.LOGO_MAX_PIXELS:
            raise ValidationError(_("The logo is too large: at most 300 kB and 2,000 pixels."))
        file.seek(0)
        content = base64.b64encode(file.read()).decode()
        return Logo(LOGO_TYPES[image.format], content)

    def clean(self) -> dict[str, Any]:
        """A logo says whose it is: the alternative text names the organization."""
        cleaned = super().clean() or self.cleaned_data
        if self._logo(cleaned) is not None and not cleaned.get("organization"):
            self.add_error("organization", _("Name the organization whose logo this is."))
        return cleaned

    @property
    def look(self) -> Look:
        """What was chosen."""
        chosen = self.cleaned_data
        return Look(
            organization=chosen["organization"],
            accent=chosen["accent"],
            paper=Paper(chosen["paper"]),
            logo=self._logo(chosen),
        )

    def _logo(self, chosen: dict[str, Any]) -> Logo | None:
        logo: Logo | None = chosen.get("logo")
        return logo or (self._last.logo if chosen.get("keeps_logo") else None)

    @property
    def look_fields(self) -> list[forms.BoundField]:
        """Fields of the look, which stand folded away."""
        return [self[name] for name in LOOK_FIELDS if name in self.fields]

    @property
    def has_look_errors(self) -> bool:
        """Whether the folded part has to be open."""
        return any(name in self.errors for name in LOOK_FIELDS)


class ReportForm(LookForm):
    """A released wave, an assessment if there is one, a title, a language, and a look."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("It stands on the cover and at the head of every page."),
    )
    wave = forms.TypedChoiceField(label=_("Wave"), coerce=uuid.UUID, choices=())
    assessment = forms.TypedChoiceField(
        label=_("Technical assessment"),
        coerce=uuid.UUID,
        choices=(),
        required=False,
        empty_value=None,
        help_text=_("Without one the report speaks of people alone."),
    )
    compared = forms.TypedMultipleChoiceField(
        label=_("Compare with"),
        coerce=uuid.UUID,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Up to three further assessments stand beside it, figure by figure."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=report_languages)
    is_draft = forms.BooleanField(
        label=_("Draft"),
        required=False,
        help_text=_("Every page carries a mark until you make the report final."),
    )

    def __init__(self, *args: Any, maker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waves = _waves_of(maker)
        self.fields["wave"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            (
                wave.wave_id,
                _("%(initiative)s: %(title)s, wave %(number)s")
                % {
                    "initiative": wave.initiative,
                    "title": wave.title,
                    "number": wave.number,
                },
            )
            for wave in self._waves
        ]
        sized = [(entry.id, entry.name) for entry in sized_assessments()]
        self.fields["assessment"].choices = [  # type: ignore[attr-defined]  # same
            ("", _("None")),
            *sized,
        ]
        if len(sized) > 1:
            self.fields["compared"].choices = sized  # type: ignore[attr-defined]  # same
        else:
            del self.fields["compared"]  # nothing to compare with

    def clean(self) -> dict[str, Any]:
        """An assessment is not compared with itself, nor with more than a page has room for."""
        cleaned = super().clean()
        chosen = cleaned.get("assessment")
        others = [entry for entry in cleaned.get("compared", ()) if entry != chosen]
        if others and chosen is None:
            self.add_error("assessment", _("Choose the assessment that the others stand beside."))
        if len(others) > MOST_COMPARED:
            self.add_error("compared", _("Choose three at most: a page has no more room."))
        cleaned["compared"] = tuple(others)
        return cleaned

    @property
    def content_fields(self) -> list[forms.BoundField]:
        """What the report is about, in reading order."""
        names = ("title", "wave", "assessment", "compared", "language")
        return [self[name] for name in names if name in self.fields]

    @property
    def choice(self) -> PrintChoice:
        """How it is printed."""
        edition = Edition.DRAFT if self.cleaned_data["is_draft"] else Edition.FINAL
        return PrintChoice(self.look, tuple(self.cleaned_data["kinds"]), edition)

    @property
    def has_waves(self) -> bool:
        """Whether there is anything to report on."""
        return bool(self._waves)


def _waves_of(maker: User) -> tuple[WaveSummary, ...]:
    """Released waves of which somebody may have reports made."""
    scope = run_scope(maker)
    return tuple(wave for wave in released_waves() if scope.holds(wave.wave_id))


class MoreFilesForm(forms.Form):
    """Further files of a report that was made before."""

    kinds = forms.TypedMultipleChoiceField(
        label=_("Add files"),
        coerce=FileKind,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, missing: tuple[FileKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            (kind.value, kind.label) for kind in missing
        ]


class LinkForm(forms.Form):
    """Whom a link is for, and for how long."""

    label = forms.CharField(
        label=_("For whom"),
        max_length=120,
        help_text=_("A name, so that you know later whose link it is."),
    )
    days = forms.IntegerField(
        label=_("Days until it ends"),
        min_value=1,
        max_value=settings.SHARE_LINK_DAYS_MAX,
        initial=14,
    )


class RecipientForm(forms.Form):
    """People with an account and further addresses."""

    people = forms.MultipleChoiceField(
        label=_("People who may read reports"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    further = forms.CharField(
        label=_("Further addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line. Whoever has no account gets a link of their own, which ends by itself."
        ),
    )
    attaches_pdf = forms.BooleanField(
        label=_("Attach the PDF"),
        required=False,
        help_text=_("Copies in mailboxes cannot be called back; links can."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            (person.email, f"{person.name} ({person.email})")
            for person in people_who_may(Capability.READ_REPORTS)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse an empty list and what is no address."""
        cleaned = super().clean() or self.cleaned_data
        try:
            self.addresses = tuple(
                clean_addresses([*cleaned.get("people", []), *cleaned.get("further", "").split()])
            )
        except NobodyToSendTo as obstacle:
            self.add_error("further", str(obstacle))
        return cleaned


class PlanForm(RecipientForm, LookForm):
    """Which survey's reports are made and sent when, to whom."""

    title = forms.CharField(
        label=_("Title"),
        max_length=180,
        help_text=_("Of every report; the number of the wave is added."),
    )
    survey = forms.TypedChoiceField(label=_("Survey"), coerce=uuid.UUID, choices=())
    assessment = forms.TypedChoiceField(
        label=_("Technical assessment"),
        coerce=uuid.UUID,
        choices=(),
        required=False,
        empty_value=None,
        help_text=_("Its newest result is taken each time."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=report_languages)
    occasion = forms.ChoiceField(
        label=_("When"), choices=Occasion.choices, widget=forms.RadioSelect, initial="release"
    )

    def __init__(self, *args: Any, maker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            (survey.survey_id, f"{survey.initiative}: {survey.title}")
            for survey in surveys_run_by(maker)
        ]
        self.fields["assessment"].choices = [  # type: ignore[attr-defined]  # same
            ("", _("None")),
            *((entry.id, entry.name) for entry in sized_assessments()),
        ]

    @property
    def content_fields(self) -> list[forms.BoundField]:
        """What is made and when, in reading order."""
        names = ("title", "survey", "assessment", "language", "occasion")
        return [self[name] for name in names]

    @property
    def recipient_fields(self) -> list[forms.BoundField]:
        """To whom it goes."""
        return [self[name] for name in ("people", "further", "attaches_pdf")]

    @property
    def wish(self) -> PlanWish:
        """What was chosen."""
        chosen = self.cleaned_data
        return PlanWish(
            title=chosen["title"],
            survey_id=chosen["survey"],
            assessment_id=chosen["assessment"],
            language=chosen["language"],
            occasion=Occasion(chosen["occasion"]),
            addresses=self.addresses,
            attaches_pdf=chosen["attaches_pdf"],
            kinds=tuple(chosen["kinds"]),
            look=self.look,
        )
