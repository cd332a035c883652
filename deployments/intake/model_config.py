"""Reads a Hugging Face `config.json` into a model geometry."""

from collections import Counter

from deployments.catalog.geometry import FeedForward, LayerGroup, Mixer, ModelGeometry
from deployments.intake.config_attention import attention_beside_states, mixers
from deployments.intake.config_feed_forward import feed_forwards
from deployments.intake.config_fields import Fields, parse_object
from deployments.intake.config_quantization import quantization_of
from deployments.intake.errors import IntakeError
from deployments.intake.model_families import FAMILIES, NESTED, Family, StateSpace
from deployments.intake.source_text import read_text

_MOST_LAYERS = 2000
_LAYERS = ("num_hidden_layers", "n_layer", "num_layers")
_CONTEXT = ("max_position_embeddings", "n_positions", "seq_length", "max_seq_len")
# Implementation default of families that leave the field out.
_DEFAULT_CONTEXT = 2048
# State-space models have no limit of their own; nobody serves longer sequences.
_UNBOUNDED_CONTEXT = 1_048_576


def parse_model_config(data: bytes) -> ModelGeometry:
    """Geometry of the model that a configuration describes.

    Towers for images or sound are not counted: the geometry is that of the language model.

    Parameters
    ----------
    data : bytes
        A `config.json` as it is.

    Raises
    ------
    IntakeError
        `not_json`, `not_a_model`, `missing_field`, `bad_value`; `unsupported_family` and
        `unsupported_quantization` name what cannot be sized.
    """
    top = parse_object(read_text(data))
    fields, family = _language_model(top)
    hidden = fields.whole("hidden_size", "n_embd", "d_model")
    layer_count = fields.whole(*_LAYERS)
    if layer_count > _MOST_LAYERS:
        raise IntakeError("bad_value", place=_LAYERS[0], remedy=f"at most {_MOST_LAYERS} layers")
    layers = _layers(fields, family, hidden, layer_count)
    precision, spared = quantization_of(top, fields, layer_count)
    return ModelGeometry(
        name=_name(top),
        hidden=hidden,
        vocabulary=fields.whole("vocab_size"),
        has_tied_embeddings=_is_tied(top, fields, family),
        layers=tuple(
            LayerGroup(count, mixer, feed_forward)
            for (mixer, feed_forward), count in Counter(layers).items()
        ),
        max_context_tokens=fields.whole(*_CONTEXT, default=_default_context(family)),
        native_weights=precision,
        spared=spared,
        extra_parameters=_per_layer_embeddings(fields, hidden, layer_count),
    )


def _layers(
    fields: Fields, family: Family, hidden: int, layer_count: int
) -> list[tuple[Mixer | None, FeedForward | None]]:
    """Mixer and feed-forward of every layer; one that attends and keeps a state counts as two."""
    layers: list[tuple[Mixer | None, FeedForward | None]] = list(
        zip(
            mixers(fields, family, hidden=hidden, layer_count=layer_count),
            feed_forwards(fields, family, hidden=hidden, layer_count=layer_count),
            strict=True,
        )
    )
    if family.attends_beside_states:
        layers += [(attention_beside_states(fields, family, hidden), None)] * layer_count
    return layers


def _language_model(top: Fields) -> tuple[Fields, Family]:
    """The object that describes the language model, and its family."""
    nested = next((found for name in NESTED if (found := top.section(name))), None)
    fields = top if nested is None else nested
    model_type = fields.text("model_type") or top.text("model_type")
    if not model_type or not ("hidden_size" in fields or fields.first_present(_LAYERS)):
        raise IntakeError(
            "not_a_model",
            place="model_type" if not model_type else "hidden_size",
            remedy="send the config.json of a text-generating model",
        )
    family = FAMILIES.get(model_type) or FAMILIES.get(f"{model_type}_text")
    if family is None or top.flag("is_encoder_decoder"):
        raise IntakeError(
            "unsupported_family",
            place=f"model_type {model_type[:40]!r}",
            remedy="this family's layout is not known here; choose a model of the catalog",
        )
    return fields, family


def _name(top: Fields) -> str:
    return next(iter(top.texts("architectures")), top.text("model_type"))[:80]


def _default_context(family: Family) -> int:
    has_states = family.state_space is not StateSpace.NONE
    return _UNBOUNDED_CONTEXT if has_states else _DEFAULT_CONTEXT


def _is_tied(top: Fields, fields: Fields, family: Family) -> bool:
    for place in (fields, top):
        name = place.first_present(("tie_word_embeddings", "tie_embedding"))
        if name is not None:
            return place.flag(name)
    return family.is_tied_by_default


def _per_layer_embeddings(fields: Fields, hidden: int, layer_count: int) -> int:
    """Parameters of embeddings looked up anew in every layer (small Gemma models)."""
    width = fields.whole_or_zero("hidden_size_per_layer_input")
    vocabulary = fields.whole_or_zero("vocab_size_per_layer_input")
    table = vocabulary * layer_count * width
    projections = hidden * layer_count * width + layer_count * 2 * hidden * width
    return table + projections if width else 0
