"""Number format of published weights, and which modules a quantization spares."""

import re
from collections.abc import Iterable

from deployments.catalog.geometry import Module, Precision
from deployments.intake.config_fields import Fields
from deployments.intake.errors import IntakeError

_BY_METHOD = {
    "fp8": Precision.FP8,
    "fbgemm_fp8": Precision.FP8,
    "mxfp4": Precision.MXFP4,
    "nvfp4": Precision.NVFP4,
}
_BY_BITS = {4: Precision.INT4, 8: Precision.INT8}
_BITS_METHODS = frozenset({"gptq", "awq", "auto-round", "gptq_marlin", "awq_marlin"})
_BY_MODELOPT = {
    "FP8": Precision.FP8,
    "NVFP4": Precision.NVFP4,
    "W4A16_AWQ": Precision.INT4,
    "INT8": Precision.INT8,
}
_NVFP4_GROUP = 16
_EXCLUSIONS = (
    "modules_to_not_convert",
    "ignore",
    "ignored_layers",
    "exclude_modules",
    "llm_int8_skip_modules",
)
_MODULE_PATTERNS = (
    (Module.SHARED_EXPERTS, re.compile(r"shared_expert")),
    (Module.ROUTER, re.compile(r"router|mlp\\?\.gate\b")),
    (Module.EXPERTS, re.compile(r"experts")),
    (Module.ATTENTION, re.compile(r"attn|attention")),
    (Module.FEED_FORWARD, re.compile(r"mlp|feed_forward")),
)
_LAYER_NUMBER = re.compile(r"layers\\?\.(\d+)")
# A module named in fewer layers than this share is an exception, not a rule.
_RULE_SHARE = 0.5


def quantization_of(
    top: Fields, fields: Fields, layer_count: int
) -> tuple[Precision, frozenset[Module]]:
    """Format of the weights and the modules left in bf16; bf16 where nothing is quantized."""
    section = top.section("quantization_config") or fields.section("quantization_config")
    if section is None:
        return Precision.BF16, frozenset()
    excluded = [text for name in _EXCLUSIONS for text in section.texts(name)]
    return _precision(section), _spared(excluded, layer_count)


def _precision(section: Fields) -> Precision:
    method = section.text("quant_method")
    found = _BY_METHOD.get(method)
    if method in _BITS_METHODS:
        found = _BY_BITS.get(section.whole("bits", "w_bit"))
    elif method == "bitsandbytes":
        found = Precision.INT4 if section.flag("load_in_4bit") else Precision.INT8
    elif method == "compressed-tensors":
        found = _compressed_tensors(section)
    elif method == "modelopt" or "quant_algo" in section:
        found = _BY_MODELOPT.get(section.text("quant_algo"))
    if found is None:
        raise IntakeError(
            "unsupported_quantization",
            place=f"quantization_config.quant_method {method[:40]!r}",
            remedy="remove the section to size the unquantized weights, or choose from the catalog",
        )
    return found


def _compressed_tensors(section: Fields) -> Precision | None:
    """The one format of all groups; several at once are unknown."""
    groups = section.section("config_groups") or Fields({})
    found: set[Precision | None] = set()
    for name in groups.values:
        group = groups.section(name)
        weights = group.section("weights") if group else None
        if weights is None:
            continue
        found.add(_group_format(weights))
    return found.pop() if len(found) == 1 else None


def _group_format(weights: Fields) -> Precision | None:
    bits = weights.whole("num_bits")
    if weights.text("type") != "float":
        return _BY_BITS.get(bits)
    is_small_block = weights.whole_or_zero("group_size") == _NVFP4_GROUP
    four_bits = Precision.NVFP4 if is_small_block else Precision.MXFP4
    return {8: Precision.FP8, 4: four_bits}.get(bits)


def _spared(excluded: Iterable[str], layer_count: int) -> frozenset[Module]:
    """Modules that the exclusions name in all or most layers."""
    layers: dict[Module, set[int]] = {}
    for text in excluded:
        module = next((name for name, pattern in _MODULE_PATTERNS if pattern.search(text)), None)
        if module is None:
            continue
        number = _LAYER_NUMBER.search(text)
        named = {int(number.group(1))} if number else set(range(layer_count))
        layers.setdefault(module, set()).update(named)
    return frozenset(
        module for module, named in layers.items() if len(named) >= _RULE_SHARE * layer_count
    )
