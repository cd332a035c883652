"""Words that announce a name, by language: titles, roles, forms of address, verbs of speaking."""

import re
from dataclasses import dataclass
from functools import cache

_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Dr|Prof|Professor|Doctor|Herrn?|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|M|"
    r"Señora?|Sra?|Srta|Don|Doña|Signora?|Sig|Sig\.ra|[Dd]ott|[Dd]ott\.ssa|[Ii]ng|[Aa]vv|Senhora?|Seu|Dona"
)
_ROLES = {
    "en": r"manager|boss|supervisor|lead|leader|head|director|colleague|coworker|co-worker|teammate"
    r"|mentor|trainer|coach|CEO|CTO|CIO|CFO|CISO|COO|VP|president|chief|officer|assistant|intern"
    r"|partner|buddy|engineer|developer|analyst|named|called|surname|secretary|facilitator",
    "de": r"Chef|Chefin|Vorgesetzter?|Vorgesetzten|Teamleiter|Teamleiterin|Abteilungsleiter"
    r"|Abteilungsleiterin|Kollege|Kollegin|Kollegen|Leiter|Leiterin|Trainer|Trainerin|Mentor"
    r"|Mentorin|Geschäftsführer|Geschäftsführerin|Manager|Managerin|Projektleiter|Projektleiterin"
    r"|namens|heißt|Azubi|Praktikant|Praktikantin",
    "fr": r"chef|cheffe|manager|manageuse|collègue|directeur|directrice|responsable|formateur"
    r"|formatrice|patron|patronne|nommée?|appelle|superviseur|superviseuse|stagiaire",
    "es": r"jefe|jefa|compañero|compañera|colega|director|directora|responsable|gerente|encargado"
    r"|encargada|formador|formadora|supervisor|supervisora|llamado|llamada|llama",
    "it": r"capo|responsabile|collega|direttore|direttrice|formatore|formatrice|manager|dirigente"
    r"|supervisore|chiamato|chiamata|chiama|tutor",
    "pt": r"chefe|gerente|colega|diretor|diretora|responsável|formador|formadora|supervisor"
    r"|supervisora|gestor|gestora|chamado|chamada|chama|coordenador|coordenadora",
}
_VERBS = {
    "en": r"said|says|told|helped|showed|shows|explained|explains|promised|blamed|ignores|ignored"
    r"|refuses|refused|shouted|yelled|insisted|insists|mocked|bullied|supported|supports|presented"
    r"|decided|keeps|took|takes|made me|never|always|wrote|asked|answers|answered|listens|laughed"
    r"|organized|approved|rejected|blocks|blocked|from|in (?:HR|IT|sales|finance|legal|accounting)",
    "de": r"sagte|sagt|hat|half|erklärt|erklärte|zeigt|zeigte|versprach|ignoriert|meinte|meint"
    r"|entscheidet|entschied|blockiert|nimmt|hilft|aus (?:der|dem)|vom",
    "fr": r"a dit|dit|a aidé|aide|explique|m'a|nous a|refuse|a promis|décide|ignore|de la|du",
    "es": r"dijo|dice|ayudó|explicó|explica|prometió|ignora|decide|me|nos|siempre|nunca|de",
    "it": r"ha|dice|spiega|ignora|decide|mi|ci|sempre|non|dell'|del|della",
    "pt": r"disse|diz|ajudou|explicou|explica|prometeu|ignora|decide|me|nos|sempre|nunca|do|da",
}
_THANKED = {
    "en": r"thanks to|thank you|kudos to|shout-out to|shoutout to|credit to|ask|asked|tell|told",
    "fr": r"merci à|grâce à|demandez à|demander à",
    "es": r"gracias a|pregunté a|preguntar a",
    "it": r"grazie a|chiesto a|chiedere a",
    "pt": r"obrigado a|obrigada a|graças a|perguntei a|perguntar a",
}
_ADDRESSED = {
    "en": r"contact|reported to|report to|complained to|blame|by|from|with",
    "de": r"danke an|dank|frag|fragt|fragen Sie|von|mit|bei|an",
    "fr": r"avec|par|à|chez",
    "es": r"con|por|a",
    "it": r"con|da",
    "pt": r"com|por|ao|à",
}


@dataclass(frozen=True)
class Cues:
    """Offsets in the text: of tokens that a cue announces, and of ends that a verb follows."""

    titled: frozenset[int]
    announced: frozenset[int]
    addressed: frozenset[int]
    speaking: frozenset[int]


def find_cues(text: str, language: str) -> Cues:
    """Find all cues of a text; a language without tables is read as English."""
    patterns = _cue_patterns(language if language in _ROLES else "en")
    titled, announced, addressed = (
        frozenset(match.end() for match in pattern.finditer(text)) for pattern in patterns[:3]
    )
    speaking = frozenset(match.start() for match in patterns[3].finditer(text))
    return Cues(titled, announced, addressed, speaking)


@cache
def _cue_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    announcing = "|".join(filter(None, (_ROLES[language], _THANKED.get(language))))
    return (
        re.compile(rf"\b(?:{_TITLES})\b\.?\s+(?:(?:Dr|Prof|Ing)\.\s*)*(?=[^\W\d_])"),
        re.compile(rf"\b(?:{announcing})\b,?\s+(?=[^\W\d_])", re.IGNORECASE),
        re.compile(rf"\b(?:{_ADDRESSED[language]})\s+(?=[^\W\d_])", re.IGNORECASE),
        re.compile(rf"(?:['’]s)?\s+(?:{_VERBS[language]})\b"),
    )
