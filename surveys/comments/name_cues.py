"""Words that announce a name, by language: titles, roles, forms of address, verbs of speaking."""

import re
from dataclasses import dataclass
from functools import cache

_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Dr|Prof|Professor|Doctor|Herrn?|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|M|"
    r"Señora?|Sra?|Srta|Don|Doña|Signora?|Sig|Sig\.ra|[Dd]ott|[Dd]ott\.ssa|[Dd]ottoressa"
    r"|[Dd]ottor|[Ii]ng|[Aa]vv|Senhora?|Seu|Dona"
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
    "pt": r"obrigado a|obrigada a|obrigado ao|obrigada à|obrigado à|graças a|graças à"
    r"|perguntei a|perguntar a",
}
_ADDRESSED = {
    "en": r"contact|reported to|report to|complained to|blame|by|from|with|through|via|without"
    r"|thank|thanks|not even|except",
    "de": r"danke an|dank|frag|fragt|fragen Sie|von|mit|bei|an|ohne",
    "fr": r"avec|par|à|chez|sans",
    "es": r"con|por|a|sin",
    "it": r"con|da|senza",
    "pt": r"com|por|ao|à|sem|obrigado à|obrigada à",
}


_PERSONAL = {
    "en": r"(?:has |had |also |just |never |always )?(?:said|says|told|asked|thinks|believes"
    r"|knows|knew"
    r"|promised|explained|explains|helped|laughed|shouted|wrote|insists|insisted|refuses|refused"
    r"|complained|apologized|smiled|quit|resigned|retired|mentioned|claims|claimed|admitted)"
    r"|(?:in|from) (?:HR|IT|sales|finance|legal|accounting|marketing|procurement|purchasing|support"
    r"|operations|logistics|payroll|production|engineering)",
    "de": r"(?:sagte|sagt|meint|meinte|glaubt|weiß|wusste|erklärte|erzählte|fragte|lachte"
    r"|versprach)"
    r"|(?:aus|in) der (?:IT|Buchhaltung|Personalabteilung|Produktion|Logistik|Entwicklung)"
    r"|aus dem (?:Vertrieb|Einkauf|Lager|Marketing|Personal)|vom (?:Vertrieb|Einkauf|Support)",
    "fr": r"(?:a|m'a|nous a) (?:dit|aidée?s?|expliqué|promis|répondu|demandé)|pense|croit|sait|dit"
    r"|(?:de la|du|des) (?:compta|comptabilité|RH|informatique|marketing|service juridique)",
    "es": r"(?:me|nos) (?:dijo|ayudó|explicó|contó|preguntó|prometió)|dijo|dice|cree|piensa|sabe"
    r"|de (?:contabilidad|informática|recursos humanos|ventas|marketing|compras)",
    "it": r"(?:mi|ci) (?:ha|disse)|ha (?:detto|spiegato|promesso|chiesto|risposto)|dice|pensa"
    r"|crede|sa"
    r"|(?:dell'|della |del |delle )(?:informatica|contabilità|personale|marketing|vendite"
    r"|acquisti)",
    "pt": r"(?:me|nos) (?:disse|ajudou|explicou|contou|perguntou|prometeu)|disse|diz|acha|pensa"
    r"|sabe"
    r"|(?:da|do|dos|das) (?:contabilidade|informática|RH|vendas|marketing|compras|TI)",
}
"""What people do or are, and tools and departments are hardly said to; also opening a sentence."""


@dataclass(frozen=True)
class Cues:
    """Offsets in the text: of tokens that a cue announces, and of ends that a verb follows.

    `personal` are ends that something follows which only a person does or is.
    """

    titled: frozenset[int]
    announced: frozenset[int]
    addressed: frozenset[int]
    speaking: frozenset[int]
    personal: frozenset[int]


def find_cues(text: str, language: str) -> Cues:
    """Find all cues of a text; a language without tables is read as English."""
    patterns = _cue_patterns(language if language in _ROLES else "en")
    titled, announced, addressed = (
        frozenset(match.end() for match in pattern.finditer(text)) for pattern in patterns[:3]
    )
    speaking, personal = (
        frozenset(match.start() for match in pattern.finditer(text)) for pattern in patterns[3:]
    )
    return Cues(titled, announced, addressed, speaking, personal)


@cache
def _cue_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    announcing = "|".join(filter(None, (_ROLES[language], _THANKED.get(language))))
    return (
        re.compile(rf"\b(?:{_TITLES})\b\.?\s+(?:(?:Dr|Prof|Ing)\.\s*)*(?=[^\W\d_])"),
        re.compile(rf"\b(?:{announcing})\b,?\s+(?=[^\W\d_])", re.IGNORECASE),
        re.compile(rf"\b(?:{_ADDRESSED[language]})\s+(?=[^\W\d_])", re.IGNORECASE),
        re.compile(rf"(?:['’]s)?\s+(?:{_VERBS[language]})\b"),
        re.compile(rf"\s+(?:{_PERSONAL[language]})\b"),
    )
