"""Replaces what could name a person by typed placeholders, before a comment is stored."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.comments.names import StaffList, name_spans

_CUED_ID = (
    r"(?:employee|staff|personnel|badge|worker|passport|social security|account|customer|tax|"
    r"payroll|"
    r"student|matriculation|insurance|national|identity|member|user|login|card|driver's license|"
    r"Matrikel|Sozialversicherungs|Versicherten|Versicherungs|Rentenversicherungs|AHV|IdNr|Pass|"
    r"sécurité sociale|agent|étudiant|carte|badge|passeport|seguridad social|expediente|cédula|"
    r"pasaporte|estudiante|chapa|RUT|RFC|CURP|codice fiscale|tessera|passaporto|badge|crachá|"
    r"matrícula|identidade|passaporte|funcional|RG|PIS|contribuinte|utente|"
    r"Personal|Mitarbeiter|Ausweis|Kunden|Steuer|Stamm|Vertrags|matricule|matrícula|matricola|"
    r"empleado|salarié|dipendente|funcionário|legajo|nómina|CPF|NIF|NIE|DNI|SSN|NIR|SVNR)"
)

_NO_DATE = r"(?!\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?!\d))(?!(?:19|20)\d{2}-\d{2}-\d{2})"
_UNIT = (
    r"\s?(?:€|\$|£|%|EUR|USD|GBP|CHF|R\$|euros?|dollars?|Euro"
    r"|tokens?|users?|rows?|lines?|Zeilen|words?)"
)
"""Behind them an amount ends, not a phone number."""

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"\b(?:https?://|www\.)[^\s<>\"']*[^\s<>\"'.,;:!?)]", re.IGNORECASE)),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|dev|app|co|me|eu|de|at|ch|fr|be"
            r"|es|it|pt"
            r"|br|mx|ar|uk|us|info|example|local|intern|internal|intra|corp|lan)/[^\s<>\"']*[\w/]",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)),
    (
        "email",
        re.compile(
            r"[\w.+-]+\s(?:at|arroba|chiocciola|arobase|ät|\(at\)|\[at\])\s[\w-]+"
            r"(?:\s(?:dot|punkt|point|punto|ponto|\(dot\)|\[dot\])\s[\w-]+)*"
            r"\s(?:dot|punkt|point|punto|ponto|\(dot\)|\[dot\])\s[a-z]{2,7}\b",
            re.IGNORECASE,
        ),
    ),
    (
        "email",
        re.compile(
            r"[\w.+-]+\s?(?:\(at\)|\[at\]|\{at\}|\sat\s)\s?[\w-]+"
            r"(?:(?:\.|\s?(?:\(dot\)|\[dot\]|\{dot\}|\sdot\s|\(punkt\)|\[punkt\])\s?)[\w-]+)*"
            r"(?:\.|\s?(?:\(dot\)|\[dot\]|\{dot\}|\sdot\s|\(punkt\)|\[punkt\])\s?)"
            r"(?:com|org|net|de|fr|es|it|pt|br|eu|io|uk|at|ch|info|example)\b",
            re.IGNORECASE,
        ),
    ),
    ("iban", re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b")),
    (
        "ip",
        re.compile(
            r"(?<![\d.])(?<!version )(?<!v)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}"
            r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)"
        ),
    ),
    (
        "ip",
        re.compile(
            r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){2,7}|(?:[0-9a-f]{1,4}:)+:)(?::?[0-9a-f]{1,4}){1,6}"
            r"(?![\w:])",
            re.IGNORECASE,
        ),
    ),
    (
        "id",
        re.compile(
            rf"\b{_CUED_ID}[\w-]*\s*(?:id|no|nr|n\.?\s?[oº°]|num|number|nummer|número|numéro"
            rf"|numero|card)?"
            r"\s*[.:#=]*\s*(?:is|was|ist|lautet|war|es|era|est|était|é|è)?\s*(?:el|le|la|o)?\s*"
            r"#?[A-Z]{0,3}-?\d[\d.\-/ ]{2,}\d[\w-]*",
            re.IGNORECASE,
        ),
    ),
    ("id", re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b")),
    ("id", re.compile(r"\b756\.\d{4}\.\d{4}\.\d{2}\b")),
    ("id", re.compile(r"\b(?:[XYZ]-?\d{7}|\d{8})-?[A-HJ-NP-TV-Z]\b")),
    ("id", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    ("id", re.compile(r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?\b")),
    (
        "id",
        re.compile(
            r"\b(?:EMP|EMPL|STAFF|PERS|PNR|MA|USR|UID|HR|ID|MAT|STU)[-_/#]?\d[\d-]{2,}\d\b"
            r"|\b[a-z]{1,3}\d{5,8}\b",
        ),
    ),
    ("id", re.compile(r"\b\d{3}-\d{2}-\d{4}\b|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b")),
    ("id", re.compile(r"\b[A-Z]{1,4}[-_ ]?\d{5,10}[A-Z]?\b")),
    ("id", re.compile(r"\b(?:\d{4}[ -]){3}\d{3,4}\b")),
    (
        "phone",
        re.compile(r"(?<![\w.,+])(?:\+|00)\d{1,3}[\s./()-]{0,3}(?:\d[\s./()-]{0,2}){5,13}\d"),
    ),
    (
        "phone",
        re.compile(
            rf"{_NO_DATE}(?<![\w.,])\(?0\d{{1,5}}\)?[\s./-]{{1,3}}(?:\d[\s./-]?){{4,10}}\d(?!\w)"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.,])(?:\(\d{2,3}\)\s?|\b\d{2}\s)9?\d{4}[-\s.]\d{4}(?!\w)")),
    (
        "phone",
        re.compile(
            rf"(?<![\w.,])[236789]\d{{2}}([ .-])\d{{3}}\1(?!000)\d{{3,4}}(?![\w%]|[.,]\d|{_UNIT})"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.,])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\w)")),
    (
        "phone",
        re.compile(rf"{_NO_DATE}(?<![\w.,])\d{{2,3}}(?:[ .-]\d{{2,3}}){{3,4}}(?![\w%]|[.,]\d)"),
    ),
    (
        "phone",
        re.compile(
            r"\b(?:ext|extension|durchwahl|dw|poste|anexo|extensión"
            r"|interno|ramal|direct line)\b[.:]?"
            r"\s*(?:is|ist|est|es|è|é)?\s*"
            r"\d[\d\s./-]{0,6}\d\b"
            r"|\b(?:tel|phone|mobile|cell|call|handy|mobil|telefon|teléfono|telefono|telefone"
            r"|téléphone"
            r"|móvil|celular|portable|cellulare)\b[.:]?\s*(?:is|ist|es|est|è|é)?\s*"
            r"\(?\+?\d[\d\s()./-]{3,16}\d",
            re.IGNORECASE,
        ),
    ),
    ("id", re.compile(r"(?<![\w.,-])\d{8,}(?![\w.,]*\d)")),
    ("handle", re.compile(r"(?<![\w@.])@[A-Za-z_][\w.-]*\w")),
    (
        "handle",
        re.compile(
            r"\b(?:username|user name|login|slack|handle|benutzername|usuario|utilisateur)"
            r"\s*(?:is|ist|es|est|:)\s*[a-z][\w.-]*[\d_.][\w.-]*\b",
            re.IGNORECASE,
        ),
    ),
)
"""Kind of placeholder and what it replaces; earlier entries win over later ones."""


STAND_INS = {
    "name": "Alex",
    "handle": "Alex",
    "email": "mail",
    "url": "link",
    "phone": "123",
    "id": "123",
    "iban": "123",
    "ip": "server",
}
"""What an engine reads in place of a placeholder, which it has never seen in its training. One name
for everybody, so that no tone depends on whose name it was."""
_PLACEHOLDER = re.compile(rf"\[({'|'.join(STAND_INS)})\]")


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    kind: str


def redact(text: str, *, language: str = "en", staff_names: Iterable[str] = ()) -> str:
    """Replace mail and web addresses, phone and account numbers, ids, handles and names.

    Patterns find what has a form; names are found by lists of many cultures, by words that announce
    a name ("my manager …", "Frau …") and by the organization's own staff list. Nothing of this is
    complete: a person reviews comments before they are published.

    Parameters
    ----------
    text
        A cleaned comment.
    language
        Code of its language; decides which words announce a name.
    staff_names
        Full names as the organization writes them.

    Examples
    --------
    >>> redact("Ask Priya Sharma, priya@example.org or +49 30 1234567.")
    'Ask [name], [email] or [phone].'
    """
    spans: list[_Span] = []
    for kind, pattern in PATTERNS:
        _add(spans, ((match.start(), match.end()) for match in pattern.finditer(text)), kind)
    staff = staff_names if isinstance(staff_names, StaffList) else StaffList.of(staff_names)
    _add(spans, name_spans(text, language, staff), "name")
    return _replace(text, spans)


def with_stand_ins(redacted: str) -> str:
    """The text with plain words in place of placeholders, for an engine to read.

    Examples
    --------
    >>> with_stand_ins("Ask [name] or look at [url].")
    'Ask Alex or look at link.'
    """
    return _PLACEHOLDER.sub(lambda match: STAND_INS[match.group(1)], redacted)


def _add(spans: list[_Span], found: Iterable[tuple[int, int]], kind: str) -> None:
    for start, end in found:
        if all(end <= span.start or start >= span.end for span in spans):
            spans.append(_Span(start, end, kind))


def _replace(text: str, spans: list[_Span]) -> str:
    parts: list[str] = []
    position = 0
    for span in sorted(spans, key=lambda span: span.start):
        parts += [text[position : span.start], f"[{span.kind}]"]
        position = span.end
    return "".join([*parts, text[position:]])
