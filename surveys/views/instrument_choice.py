"""What a form of questionnaires chose: one that is there already, or an uploaded file."""

from django.utils.translation import gettext as _

from surveys.forms.planning import OWN, InstrumentChoiceForm
from surveys.instruments.problems import FileRefused
from surveys.models import Instrument
from surveys.services.drafting import shipped_or_stored
from surveys.services.planning import store_instrument


def chosen_instrument(form: InstrumentChoiceForm) -> Instrument | None:
    """The stored questionnaire, or None after saying in the form what is wrong with the upload."""
    upload = form.cleaned_data["own_instrument"]
    if form.cleaned_data["instrument"] != OWN:
        return shipped_or_stored(form.cleaned_data["instrument"])
    try:
        return store_instrument(source=upload.read().decode("utf-8"), origin=upload.name)
    except UnicodeDecodeError:
        form.add_error("own_instrument", _("The file is not UTF-8 text. Save it as UTF-8."))
    except FileRefused as refusal:
        for problem in refusal.problems:
            form.add_error("own_instrument", str(problem))
    return None
