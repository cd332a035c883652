"""Reads an instrument from TOML, checks it, and names every fault with its place and remedy."""

import hashlib
import json
import math
import re
import tomllib
from dataclasses import asdict, replace
from functools import cache
from importlib import resources

from surveys.instruments.flow_rules import check_flow, read_blocks
from surveys.instruments.format import Dimension, Instrument
from surveys.instruments.import_table import read_import_table
from surveys.instruments.item_tables import read_items
from surveys.instruments.nodes import Node
from surveys.instruments.problems import InstrumentInvalid, Problem

MAX_BYTES = 1024 * 1024
"""A questionnaire is a few kilobytes; anything larger is another file."""
LONGEST_VERSION = 40
LONGEST_TITLE = 200
FEWEST_SCALE_POINTS = 2
MOST_SCALE_POINTS = 11
WEIGHT_TOLERANCE = 1e-6

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOP_LEVEL = (
    "key",
    "version",
    "title",
    "scale_points",
    "languages",
    "scale_labels",
    "dimensions",
    "items",
    "import",
    "blocks",
)


def read_instrument(data: bytes | str, *, source: str) -> Instrument:
    """Read one instrument.

    Parameters
    ----------
    data
        Content of the file; bytes are taken as UTF-8.
    source
        Name of the file, for messages.

    Raises
    ------
    InstrumentInvalid
        With every fault found, each with its place and remedy.

    Examples
    --------
    >>> instrument = read_instrument('''
    ... key = "two_questions"
    ... version = "1"
    ... scale_points = 5
    ... languages = ["en"]
    ... [[dimensions]]
    ... key = "trust"
    ... [[items]]
    ... key = "rules"
    ... dimension = "trust"
    ... text = "People here know the rules."
    ... ''', source="two_questions.toml")
    >>> instrument.dimensions[0].weight, instrument.items[0].text["en"]
    (1.0, 'People here know the rules.')
    """
    problems: list[Problem] = []
    root = Node(_parse(data, source), "", problems)
    instrument = _build(root)
    if problems:
        raise InstrumentInvalid(source, problems)
    return replace(instrument, fingerprint=canonical_fingerprint(instrument))


def canonical_fingerprint(instrument: Instrument) -> str:
    """SHA-256 (hex) of what respondents see and how it is scored.

    The content is written as JSON with sorted names and without spaces, so that layout, comments
    and the order of names in the file do not matter. The import mapping and the help for leaders
    are left out: they change neither a question nor a score. So are blocks, branches and rotation
    of an instrument that has none, so that its fingerprint is as before there were any.
    """
    content = asdict(instrument)
    del content["fingerprint"], content["import_mapping"]
    if not content["blocks"]:
        del content["blocks"]
    for item in content["items"]:
        del item["help"]
        for name in ("block", "show_if", "rotates"):
            if not item[name]:
                del item[name]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """The instruments of this package, ordered by key."""
    folder = resources.files("surveys.instruments")
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return tuple(read_instrument(file.read_bytes(), source=file.name) for file in files)


def _parse(data: bytes | str, source: str) -> dict[str, object]:
    text = _decode(data, source)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).rpartition(" (at ")
        remedy = "Correct the TOML syntax there."
        problem = Problem(place.rstrip(")") or "file", f"{message or error}.", remedy)
        raise InstrumentInvalid(source, [problem]) from error


def _decode(data: bytes | str, source: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"The file has more than {MAX_BYTES // 1024} KiB."
        remedy = "Choose an instrument file (TOML)."
        raise InstrumentInvalid(source, [Problem("file", message, remedy)])
    text = data if isinstance(data, str) else _decode_bytes(data, source)
    if not text.strip():
        remedy = "Choose an instrument file (TOML)."
        raise InstrumentInvalid(source, [Problem("file", "The file is empty.", remedy)])
    return text


def _decode_bytes(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(f"line {line}", "This is not UTF-8.", "Save the file as UTF-8.")
        raise InstrumentInvalid(source, [problem]) from error


def _build(root: Node) -> Instrument:
    root.expect(_TOP_LEVEL)
    key = root.key()
    languages = _read_languages(root)
    scale_points = _read_scale_points(root)
    dimensions = _read_dimensions(root, languages)
    blocks = read_blocks(root)
    items = read_items(root, languages, dimensions)
    check_flow(root, items, dimensions, blocks, scale_points)
    import_mapping = read_import_table(root, items, scale_points)
    return Instrument(
        key=key,
        version=root.string("version", longest=LONGEST_VERSION),
        title=_read_title(root, languages, key),
        scale_points=scale_points,
        languages=languages,
        scale_labels=_read_scale_labels(root, languages, scale_points),
        dimensions=dimensions,
        items=items,
        fingerprint="",
        import_mapping=import_mapping,
        blocks=blocks,
    )


def _read_title(root: Node, languages: tuple[str, ...], key: str) -> dict[str, str]:
    title = root.texts("title", languages, default=key or "?")
    for language, text in title.items():
        root.note_length(f"title.{language}", text, LONGEST_TITLE)
    return title


def _read_languages(root: Node) -> tuple[str, ...]:
    languages = root.strings("languages")
    if not languages:
        root.note("languages", "No language is declared.", 'Write languages = ["en"].')
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            remedy = 'Use codes such as "en" or "de".'
            root.note("languages", f"{language!r} is not a language code.", remedy)
    if len(set(languages)) < len(languages):
        root.note("languages", "A language is declared twice.", "Name each once.")
    return tuple(dict.fromkeys(languages))


def _read_scale_points(root: Node) -> int:
    points = root.raw("scale_points")
    is_whole = isinstance(points, int) and not isinstance(points, bool)
    if is_whole and FEWEST_SCALE_POINTS <= points <= MOST_SCALE_POINTS:  # type: ignore[operator]  # is_whole says it
        return points  # type: ignore[return-value]  # same
    root.note(
        "scale_points",
        "The entry is missing." if points is None else f"{points!r} is not a usable scale.",
        f"Write a whole number from {FEWEST_SCALE_POINTS} to {MOST_SCALE_POINTS}.",
    )
    return 0


def _read_scale_labels(
    root: Node, languages: tuple[str, ...], scale_points: int
) -> dict[str, tuple[str, ...]]:
    if not root.has("scale_labels"):
        numbers = tuple(str(point) for point in range(1, scale_points + 1))
        return dict.fromkeys(languages, numbers)
    table = root.by_language("scale_labels", languages)
    if table is None:
        return {}
    labels = {language: table.strings(language) for language in languages}
    for language, found in labels.items():
        if scale_points and (len(found) != scale_points or not all(found)):
            table.note(
                language,
                f"{len(found)} labels for {scale_points} scale points.",
                "Write one label per point, from lowest to highest.",
            )
    return labels


def _read_dimensions(root: Node, languages: tuple[str, ...]) -> tuple[Dimension, ...]:
    nodes = list(root.tables("dimensions"))
    weights = _read_weights(root, nodes)
    dimensions: dict[str, Dimension] = {}
    for node, weight in zip(nodes, weights, strict=True):
        node.expect(("key", "weight", "core", "name"))
        key = node.key()
        if key in dimensions:
            node.note("key", f"The key {key!r} is used twice.", "Give each dimension its own key.")
        name = node.texts("name", languages, default=key or "?")
        dimensions[key] = Dimension(key, weight, node.boolean("core"), name)
    if sum(dimension.is_core for dimension in dimensions.values()) > 1:
        root.note("dimensions", "More than one dimension is core.", "Mark at most one as core.")
    return tuple(dimensions.values())


def _read_weights(root: Node, nodes: list[Node]) -> list[float]:
    if not any(node.has("weight") for node in nodes):
        return [1 / len(nodes)] * len(nodes) if nodes else []
    weights = [_read_weight(node) for node in nodes]
    if None in weights:
        return [0.0] * len(nodes)
    given = [weight for weight in weights if weight is not None]
    total = math.fsum(given)
    if round(abs(total - 1), 9) > WEIGHT_TOLERANCE:  # .333333 three times is within
        remedy = "Make them sum to 1, or leave all out for equal weights."
        root.note("dimensions", f"The weights sum to {total:.6g}.", remedy)
    return given


def _read_weight(node: Node) -> float | None:
    weight = node.raw("weight")
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        missing = weight is None
        node.note(
            "weight",
            "The weight is missing while others have one."
            if missing
            else f"{weight!r} is no weight.",
            "Write a number from 0 to 1.",
        )
        return None
    return float(weight)
