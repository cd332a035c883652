"""Words that announce a name, by language: titles, roles, forms of address, verbs of speaking."""

import re
from dataclasses import dataclass
from functools import cache

_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Dr|Prof|Professor|Doctor|Herrn?|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|M|"
    r"Señora?|Sra?|Srta|Don|Doña|Signora?|Sig|Sig\.ra|[Dd]ott|[Dd]ott\.ssa|[Dd]ottoressa"
    r"|[Dd]ottor|[Ii]ng|[Aa]vv|Senhora?|Seu|Dona|Dra|Profa|Prof\.ssa|Lic|Eng|Arq|Pr|Rev|Sgt|Capt"
    r"|Lt|Col|Maj|Gen|Cpl|Licenciad[oa]|Maestr[oa]|Doutora?"
)
_ROLES = {
    "en": r"manager|boss|supervisor|lead|leader|head|director|colleague|coworker|co-worker|teammate"
    r"|mentor|trainer|coach|CEO|CTO|CIO|CFO|CISO|COO|VP|president|chief|officer|assistant|intern"
    r"|partner|buddy|tutor|instructor|rep|engineer|developer|analyst|named|called|surname"
    r"|secretary|facilitator",
    "de": r"Chef|Chefin|Vorgesetzter?|Vorgesetzten|Teamleiter|Teamleiterin|Abteilungsleiter"
    r"|Abteilungsleiterin|Kollege|Kollegin|Kollegen|Leiter|Leiterin|Trainer|Trainerin|Mentor"
    r"|Mentorin|Geschäftsführer|Geschäftsführerin|Manager|Managerin|Projektleiter|Projektleiterin"
    r"|namens|heißt|Azubi|Praktikant|Praktikantin",
    "fr": r"chef|cheffe|manager|manageuse|collègue|directeur|directrice|responsable|formateur"
    r"|formatrice|patron|patronne|nommée?|appelle|superviseur|superviseuse|stagiaire|tuteur"
    r"|tutrice",
    "es": r"jefe|jefa|compañero|compañera|colega|director|directora|responsable|gerente|encargado"
    r"|encargada|formador|formadora|supervisor|supervisora|llamado|llamada|llama|becario|becaria"
    r"|profesor|profesora|tutor|tutora",
    "it": r"capo|responsabile|collega|direttore|direttrice|formatore|formatrice|manager|dirigente"
    r"|supervisore|chiamato|chiamata|chiama|tutor|tirocinante|stagista|professore",
    "pt": r"chefe|gerente|colega|diretor|diretora|responsável|formador|formadora|supervisor"
    r"|supervisora|gestor|gestora|chamado|chamada|chama|coordenador|coordenadora|estagiário"
    r"|estagiária|professor|professora",
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
    "en": r"thanks to|thank you|kudos to|shout-out to|shoutout to|credit to|ask|asked|tell|told"
    r"|thx|talk to"
    r"|talked to|speak to|spoke to|spoke with|write to|wrote to|meet|met with"
    r"|thanks|hats off to|props to|hi|hey|hello|dear|regards|cheers|signed|yours|bravo",
    "de": r"viele Grüße|beste Grüße|Gruß|gez\.",
    "fr": r"merci à|grâce à|demandez à|demander à",
    "es": r"gracias a|pregunté a|preguntar a",
    "it": r"grazie a|chiesto a|chiedere a",
    "pt": r"obrigado a|obrigada a|obrigado ao|obrigada à|obrigado à|graças a|graças à"
    r"|perguntei a|perguntar a",
}
_ADDRESSED = {
    "en": r"contact|reported to|report to|complained to|blame|by|from|with|through|via|without"
    r"|thank|thanks|not even|except",
    "de": r"danke an|danke|dank|frag|fragt|fragen Sie|von|mit|bei|an|ohne|laut|mal den|mal die"
    r"|der|die|den|dem|hallo|liebe[rn]?",
    "fr": r"avec|par|à|chez|sans|selon|merci|bravo|bonjour|chère?",
    "es": r"con|por|a|sin|según|gracias|hola|querid[oa]|de",
    "it": r"con|da|senza|secondo|grazie|ciao|car[oa]|per|di|a",
    "pt": r"com|por|ao|à|sem|segundo|obrigad[oa]|olá|car[oa]|obrigado à|obrigada à|de|a|o|do|da",
}


_PERSONAL = {
    "en": r"(?:has |had |also |just |never |always )?(?:said|says|told|asked|thinks|believes"
    r"|knows|knew"
    r"|promised|explained|explains|helped|laughed|shouted|wrote|insists|insisted|refuses|refused"
    r"|complained|apologized|smiled|quit|resigned|retired|mentioned|claims|claimed|admitted)"
    r"|(?:in|from) (?:HR|IT|sales|finance|legal|accounting|marketing|procurement|purchasing|support"
    r"|operations|logistics|payroll|production|engineering|facilities|procurement|the night shift"
    r"|the day shift|the help ?desk|the service desk|customer service|quality|R&D|research)"
    r"|(?:never |always |rarely |really |kindly |patiently )?(?:deserves|shares|shared|taught"
    r"|teaches"
    r"|mentored|listens|listened|replies|replied|answers|apologizes|cares|cared|bullies|bullied"
    r"|yelled|yells|screamed|whispered|cried|joined us|left us|hired|fired|promotes|promoted"
    r"|coached|coaches|trained us|trained me|showed (?:us|me)|walked (?:us|me)|talked (?:us|me)"
    r"|supported (?:us|me)|invited (?:us|me)|encouraged|encourages|interrupts|interrupted|gossips"
    r"|volunteered|organized|facilitated|moderated|chaired|signed|drove|begged|warned|reminded)"
    r"|(?:is|was|has been) (?:the only one|the one|so kind|very kind|kind|patient|very patient|rude"
    r"|lovely|unfair|arrogant|sick|pregnant|away|on (?:leave|vacation|holiday)|leaving|retiring"
    r"|an? (?:star|hero|gem|bully|genius|legend|saint|great (?:boss|trainer|mentor|lead|teacher)))",
    "de": r"(?:sagte|sagt|meint|meinte|glaubt|weiß|wusste|erklärte|erzählte|fragte|lachte"
    r"|versprach|half|lügt|schreit|schrie|mobbt|kümmert sich|nimmt sich Zeit|hat (?:mir|uns|mich)"
    r"|verteilt|verspricht|kündigt|kündigte|grüßt|hört (?:nie|nicht|zu))"
    r"|(?:aus|in) der (?:IT|Buchhaltung|Personalabteilung|Produktion|Logistik|Entwicklung|Zentrale"
    r"|Verwaltung|Fertigung|Montage|Pflege|Nachtschicht|Frühschicht|Spätschicht|Rechtsabteilung"
    r"|Qualität|Werkstatt|Personalabteilung|Technik|Planung)"
    r"|aus dem (?:Vertrieb|Einkauf|Lager|Marketing|Personal|Werk|Controlling|Service|Support|Team)"
    r"|vom (?:Vertrieb|Einkauf|Support|Lager|Empfang|Service|Helpdesk)",
    "fr": r"(?:a|m'a|nous a|n'a (?:pas|jamais|rien)) (?:dit|aidée?s?|expliqué|promis|répondu"
    r"|demandé"
    r"|montré|écouté|menti|refusé|formé|quitté)|pense|croit|sait|dit|répond|écoute|explique"
    r"|du (?:support|service)|de l'(?:accueil|informatique|atelier)"
    r"|(?:de la|du|des) (?:compta|comptabilité|RH|informatique|marketing|service juridique)",
    "es": r"(?:me|nos|no me|no nos|nunca) (?:dijo|ayudó|explicó|contó|preguntó|prometió|pasó|enseñó"
    r"|mostró|escuchó|escucha|responde|contesta|gritó)|dijo|dice|cree|piensa|sabe|contestó|gritó"
    r"|de (?:soporte|almacén|nóminas|logística|calidad|planta)"
    r"|de (?:contabilidad|informática|recursos humanos|ventas|marketing|compras)",
    "it": r"(?:mi|ci|non mi|non ci) (?:ha|disse|ascolta|risponde)|ha (?:detto|spiegato|promesso"
    r"|chiesto|risposto|insegnato|mostrato|urlato)|dice|pensa|è stat[oa] (?:brav|gentil|pazient)\w+"
    r"|del (?:magazzino|supporto|reparto)"
    r"|crede|sa"
    r"|(?:dell'|della |del |delle )(?:informatica|contabilità|personale|marketing|vendite"
    r"|acquisti)",
    "pt": r"(?:me|nos|não me|não nos|nunca) (?:disse|ajudou|explicou|contou|perguntou|prometeu"
    r"|passou|ensinou|mostrou|ouviu|ouve|responde|gritou|salvou)|disse|diz|acha|pensa|respondeu"
    r"|do (?:suporte|almoxarifado|armazém)|da (?:produção|logística|qualidade)"
    r"|sabe"
    r"|(?:da|do|dos|das) (?:contabilidade|informática|RH|vendas|marketing|compras|TI)",
}
"""What people do or are, and tools and departments are hardly said to; also opening a sentence."""


_OWNED = {
    "en": r"['’]s (?:team|group|crew|desk|laptop|idea|demo|talk|workshop|session|lecture|class"
    r"|manager|boss|job|birthday|office|project|prompts?|bot|script|notes|slides|mail|e-?mail"
    r"|explanation|help|feedback|attitude|tone|behaviou?r|leadership|leaving|promotion|course)",
    "de": r"s (?:Team|Gruppe|Idee|Workshop|Vortrag|Schulung|Kurs|Prompts?|Skript|Bot|Chef|Chefin)",
    "fr": r"(?!)",
    "es": r"(?!)",
    "it": r"(?!)",
    "pt": r"(?!)",
}
"""What only people have, behind an ending of possession."""
_TITLES_IN_LOWER_CASE = (
    r"herrn?|frau|mrs?|ms|mme|mlle|monsieur|madame|señora?|señorita|signora?|signor|senhora?"
    r"|licenciad[oa]|dottor|dottoressa|professoressa|prof|doctora?|docteur|doutora?|profe"
)
_LOCATING = {
    "en": r"in|near|outside|across|around|within|to the",
    "de": r"in|nach|aus|bei",
    "fr": r"en",
    "es": r"en|hacia",
    "it": r"sede di|sito di|ufficio di|stabilimento di",
    "pt": r"em",
}
"""A place stands behind them, hardly ever a person."""
_USING = {
    "en": r"use|uses|used|using|via|install|installed|tools? like|apps? like|running"
    r"|licen[sc]es? for"
    r"|access to|integrate|integrates|migrated to|moved to|switched to|switch to|replaced?|try"
    r"|tried",
    "de": r"nutzen|nutze|nutzt|benutze|verwenden|verwende|über|via|Tools? wie|Zugang zu|Lizenz für",
    "fr": r"utilise|utilisons|utilisent|utiliser|via|outils? comme|accès à|licence",
    "es": r"uso|usa|usamos|usan|usar|utilizamos|vía|herramientas como|acceso a|licencia de",
    "it": r"uso|usa|usiamo|usano|usare|utilizziamo|tramite|strumenti come|accesso a|licenza",
    "pt": r"uso|usa|usamos|usam|usar|utilizamos|via|ferramentas como|acesso ao|licença do",
}
"""Tools stand behind them."""
_USED = (
    r"model|tool|app|plug-?in|add-?on|assistant|bot|chatbot|agent|server|platform|portal"
    r"|licen[sc]es?"
    r"|cluster|dashboards?|software|system|API|integration|extension|library|framework|interface"
    r"|data cent(?:er|re)|plant|office|site|branch|campus|hub|region|line|chart|principle|theorem"
    r"|diagram|effect|curve|distribution|account|version|update|upgrade|release|cards?|nodes?"
    r"|database|workspace|channel|board"
    r"|-?(?:Tool|Modell|System|Server|Bot|Plattform|Lizenz(?:en)?|Konto|Zugang|Schnittstelle"
    r"|Update)"
)
"""Tools stand before them, in any language."""


@dataclass(frozen=True)
class Cues:
    """Offsets in the text: of tokens that a cue announces, and of ends that a verb follows.

    `personal` are ends that something follows which only a person does or is. `used` are starts and
    ends beside a word of using, `located` starts behind a word of place: there stands no name.
    """

    titled: frozenset[int]
    titled_in_lower_case: frozenset[int]
    announced: frozenset[int]
    initialed: frozenset[int]
    addressed: frozenset[int]
    speaking: frozenset[int]
    personal: frozenset[int]
    used: frozenset[int]
    located: frozenset[int]


def find_cues(text: str, language: str) -> Cues:
    """Find all cues of a text; a language without tables is read as English."""
    before, after = _cue_patterns(language if language in _ROLES else "en")
    found = {
        name: frozenset(match.end() for match in pattern.finditer(text))
        for name, pattern in before.items()
    } | {
        name: frozenset(match.start() for match in pattern.finditer(text))
        for name, pattern in after.items()
    }
    return Cues(
        titled=found["titled"],
        titled_in_lower_case=found["titled_in_lower_case"],
        announced=found["announced"],
        initialed=found["initialed"],
        addressed=found["addressed"],
        speaking=found["speaking"],
        personal=found["personal"],
        used=found["using"] | found["used"],
        located=found["located"],
    )


@cache
def _cue_patterns(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """Patterns that end where a name may begin, and patterns that begin where one may end."""
    announcing = "|".join(filter(None, (_ROLES[language], _THANKED.get(language))))
    word = r"(?=[^\W\d_])"
    before = {
        "titled": re.compile(rf"\b(?:{_TITLES})\b\.?\s+(?:(?:Dr|Prof|Ing)\.\s*)*{word}"),
        "titled_in_lower_case": re.compile(rf"\b(?:{_TITLES_IN_LOWER_CASE})\b\.?\s+{word}"),
        "announced": re.compile(rf"\b(?:{announcing})\b,?\s+{word}", re.IGNORECASE),
        "initialed": re.compile(rf"(?<![\w.])(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}}{word}"),
        "addressed": re.compile(rf"\b(?:{_ADDRESSED[language]})\s+{word}", re.IGNORECASE),
        "using": re.compile(rf"\b(?:{_USING[language]})\s+{word}", re.IGNORECASE),
        "located": re.compile(rf"\b(?:{_LOCATING[language]})\s+{word}", re.IGNORECASE),
    }
    after = {
        "speaking": re.compile(rf"(?:['’]s)?\s+(?:{_VERBS[language]})\b"),
        "personal": re.compile(rf"(?:\s+(?:{_PERSONAL[language]})|{_OWNED[language]})\b"),
        "used": re.compile(rf"(?:(?:\s+|(?=-))(?:{_USED})|['’]s (?:law|razor|paradox))\b"),
    }
    return before, after
