"""Fine-tuning as a second use of the same devices."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deployments.figures import number_words
from deployments.presentation.parts import Table
from deployments.sizing.results import FineTuningFit, TuningMethod

_METHODS: Mapping[TuningMethod, Promise] = {
    TuningMethod.FULL: gettext_lazy("All weights"),
    TuningMethod.LORA: gettext_lazy("Adapters (LoRA)"),
    TuningMethod.QLORA: gettext_lazy("Adapters on 4-bit weights (QLoRA)"),
}


def fine_tuning_table(fits: Sequence[FineTuningFit]) -> Table | None:
    """Memory of one device by method; None where it was not reckoned."""
    if not fits:
        return None
    caption = _("Memory of one device while tuning on sequences of %(tokens)s tokens, GiB") % {
        "tokens": number_words(fits[0].sequence_tokens)
    }
    columns = (
        _("Method"),
        _("Trained parameters, millions"),
        _("Weights"),
        _("Gradients and optimizer"),
        _("Activations"),
        _("Needed of %(gib)s") % {"gib": number_words(fits[0].device_gib, 1)},
        _("Verdict"),
    )
    return Table(caption, columns, tuple(_row(fit) for fit in fits))


def _row(fit: FineTuningFit) -> tuple[str, ...]:
    return (
        str(_METHODS[fit.method]),
        number_words(fit.trainable_parameters / 1e6),
        number_words(fit.weights_gib, 1),
        number_words(fit.optimizer_gib, 1),
        number_words(fit.activations_gib, 1),
        number_words(fit.needed_gib, 1),
        _("fits") if fit.fits else _("does not fit"),
    )
