"""The nouns by which the name of a body tells what it is: 'Committee', 'Team', 'Academy', 'Trust'. Words of the trade, nobody's names."""

from __future__ import annotations

import re

from pipeline.records import EntityLabel


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMITTEE = _words(
    "committee committees subcommittee sub-committee sub-committees cttee ctte board boards panel panels forum commission group groups"
    " sub-group subgroup party taskforce partnership"
)
SERVICE = _words(
    "team teams service services department departments dept directorate directorates hub hubs programme programmes program scheme schemes"
    " unit division"
    " project helpline initiative lengthsman speedwatch resource resources gang depot bus fund"
)
SCHOOL = _words(
    "school schools academy college nursery nurseries pru pre-school preschool playgroup kindergarten primary secondary infants juniors"
    " ysgol coleg playschool"
)
ORGANISATION = _words(
    "council authority trust trusts ltd limited plc llp inc cyf cic cio association assoc club society company co agency charity charities"
    " foundation institute federation union university police surgery hospice hospital hospitals church churches bank network alliance"
    " ministry inspectorate government ombudsman regulator commissioner commissioners diocese archdiocese"
    " voice estates consulting consultants healthcare players guides scouts brownies cubs band choir museum foundation"
    " enterprises solutions contractors builders landscapes solicitors architects surveyors accountants insurance logistics"
    " aid relief nurses confederation corporation consortium congress chamber parishes institution legion army brigade"
    " ambulance samaritans friends forces navy airport airports railways railway rail energy gas electricity telecom broadband"
    " farmers growers allotments wi ramblers parliament court ccg icb icp buses catering aggregates foods fundraisers"
    " borough township municipality province signs woodworks fencing printers signage electrical plumbing motors"
)
# What these words are without an 'of' is another matter: 'London Borough of Bexley'.
ONLY_OF = _words("borough township municipality province")
# Parts of a body, which 'of' gives to the whole: 'the Highways Department of North Yorkshire Council'.
BELONGING = _words("department departments team group committee panel school forum service company")
LABELS: dict[str, EntityLabel] = {
    **dict.fromkeys(ORGANISATION, "ORGANISATION"),
    **dict.fromkeys(SERVICE, "SERVICE"),
    **dict.fromkeys(SCHOOL, "SCHOOL"),
    **dict.fromkeys(COMMITTEE, "COMMITTEE"),
}
# Heads that name a body only where a proper name stands before them; a place, a kind of thing or a function is not enough.
WEAK = _words(
    "  government    estates players   court  energy gas electricity airport rail railway network"
    " church hospital hospitals bank friends relief aid resource resources fund project bus gang depot party group programme initiative primary"
    " secondary infants juniors unit division forces parishes farmers co union company charity charities museum   insurance"
    " buses catering aggregates foods nurses allotments"
)
# Heads that what they are of, or for, may follow: 'Department for Education', 'University of Sheffield'.
OF_HEADS = _words(
    "department departments ministry university institute federation association board society friends church bank college office"
    " commissioner secretary diocese archdiocese chamber chambers borough city royal county council centre campaign trust regulator bishop union"
    " confederation committee commission academy directorate group panel forum school team fund traffic convention league order guild"
    " archbishop court inspectorate township municipality province state alliance network ysgol coleg company service"
)
FOR_HEADS = _words("department ministry centre campaign trust school institute commission society association foundation commissioner office team")
# Two words that together tell another kind than the last alone would.
SPECIAL = _words("lengthsman speedwatch helpline gang")  # these tell enough: every 'Lengthsman Scheme' is one service
_PAIRS: tuple[tuple[EntityLabel, str], ...] = (
    ("ORGANISATION", r"(?:integrated care|health|drainage|water|tourist|examination|examining|ambulance|inland drainage|transport) board"),
    ("ORGANISATION", r"(?:care quality|boundary|charity|audit|forestry|electoral|gambling|law|competition|equality and human rights|human rights"
     r"|countryside|infrastructure) commission|boundary commission for .*"),
    ("ORGANISATION", r"(?:housing|health|community health|research|arts|heritage|youth|sports?) council"),
    ("ORGANISATION", r"(?:clinical commissioning|campaign|scout|guide|residents[’']?|users?[’']?|action|support|fundraising|friends|toddler|drama"
     r"|theatre|art|history|walking|community|political|volunteer|heritage|conservation|buses|housing|labour|conservative|independent|green"
     r"|democrats?|democratic|liberal) group"),
    ("ORGANISATION", r"(?:labour|conservative|green|liberal|reform|independence) party"),
    ("COMMITTEE", r"(?:cabinet|standards|scrutiny) committees?"),
    ("ORGANISATION", r"pension fund|health unit|(?:fire|fire and rescue|fire & rescue|ambulance|prosecution|police|probation|national"
     r" health|inspection) service"),
    ("ORGANISATION", r"(?:electrical|building|ground|grounds|garden|gardening|tree|cleaning|drainage|plumbing|property|window|waste) services"),
    ("ORGANISATION", r"(?:building|golf|football|cricket|tennis|bowls|rugby|hockey|lions|rotary|welcome|youth) (?:society|club|team)"),
    ("ORGANISATION", r"(?:academies|academy|schools|learning|multi[- ]academy) trust"),
    ("ORGANISATION", r"post office|home office|cabinet office|foreign office|valuation office|national audit office"),
    ("ORGANISATION", r"citizens[’']? advice|crown estates?|department (?:for|of) .*|ministry of .*|secretary of state .*|medical centre"
     r"|health centre"),
    ("ORGANISATION", r"royal college of .*|local education authority"),
    ("SCHOOL", r"pupil referral unit|sixth form|early years|children[’']s nursery|alternative provision academy"),
    ("SERVICE", r"virtual school(?: for .*)?"),
    ("SERVICE", r"(?:contact|call|children[’']?s?|family|day|recycling|leisure|resource|one stop|civic amenity) centre"),
    ("SERVICE", r"(?:bus|taxi|library|planning|legal) (?:network|office)"),
    ("COMMITTEE", r"(?:senior management|leadership|senior leadership|executive management|corporate management|directorate leadership)"
     r" (?:group|team)"),
    ("COMMITTEE", r"governing body|local governing body|board of (?:governors|trustees)|working party|task force"),
)  # fmt: skip
PAIRS = tuple((label, re.compile(rf"(?:.* )?(?:{pattern})", re.IGNORECASE)) for label, pattern in _PAIRS)
# Words that name no body in front of a head: every council has its parish councils, its primary schools, its working groups.
_ANY = _words(
    "a an the any all both each every some other another our their its his her this that these those such no new old existing own several many few"
    " and or & of for in with to local public general national regional area various former proposed first second third one two three relevant"
    " responsible lead partner partners annual main whole external internal independent voluntary current future present possible previous"
    " further single joint following wider whole uk english welsh scottish"
)
_OF_KIND: dict[EntityLabel, frozenset[str]] = {
    "COMMITTEE": _words(
        "working steering task finish sub select standing project programme management council parish town community district county borough"
        " ad hoc small focus user ruling opposition minority majority political appropriate full main age ward residents friends governing body"
    ),
    "SERVICE": _words(
        "council council’s council's support emergency capital pilot work forward  delivery social investment maintenance training"
        " human customer statutory universal specialist front line frontline essential core key vital community  grant works technical"
        " development action funding professional financial time full part parish village building delivering statutory road bus rolling"
        " replacement apprenticeship reserve contingency web tv telephone hire ground repair repairs"
    ),
    "SCHOOL": _words(
        "primary secondary high special infant infants junior juniors nursery grammar middle upper lower mainstream maintained comprehensive"
        " church england village state private sixth form further education higher academy school schools free faith early years after"
        " pre post summer church of england roman catholic pupil referral unit day boarding community feeder"
    ),
    "ORGANISATION": _words(
        "parish town community district county borough city unitary principal education planning highway highways police housing residents"
        " residents’ resident’s multi academy multi-academy foundation nhs clinical commissioning integrated care health water gas electricity"
        " energy rail railway crown magistrates magistrates’ high medical leisure village church youth central government sports sport"
        " social insurance bank estate limited metropolitan combined fire rescue licensing enforcement appropriate"
        " billing collection precepting tier larger smaller neighbouring constituent council councils head company management welfare parents"
        " tenants tenants’ memorial charitable company’s wind war playing field fields sailing allotment burial executive royal"
    ),
}  # fmt: skip


# Places, posts, plans and events that end like bodies.
NO_BODY = re.compile(
    r"(?i)(?:.* )?(?:delegated authority|(?:deputy |assistant )?chief executive|(?:civic|leisure|sports?|community|shopping|garden|town"
    r"|village|city|conference|swimming|visitor) centre"
    r"|county court|tennis courts?|council (?:chamber|house|offices?|tax)|microsoft teams|town hall|police (?:station|box)|court|chambers?"
    r"|main office|car park"
    r"|(?:primary|secondary) (?:care|education)|notice ?boards?|(?:street|tea|christmas|jubilee|summer|garden|lettings|map|display)"
    r" (?:party|parties|boards?)|parish assembly|no service|sinking fund|reserve fund|band [a-z]|funeral services|(?:remembrance|communion"
    r"|carol|eve|thanksgiving|civic|morning|church) services?|memorial services?)",
)


def is_generic(name: str, label: EntityLabel) -> bool:
    """Whether a phrase names no one body: 'Parish Council', 'the Working Group', 'Primary Schools'."""
    words = name.lower().replace("’s", "").replace("'s", "").replace("’", "").replace("'", "").split()
    heads = COMMITTEE | SERVICE | SCHOOL | ORGANISATION
    kind = _OF_KIND[label] | _ANY
    if label == "ORGANISATION" and (" of " in name or " for " in name):
        return False
    return all(
        word in kind or (word in heads and (LABELS[word] == label or label == "ORGANISATION") and word not in SPECIAL) or not word[0].isalpha()
        for word in words
    )


def label_of(name: str, head: str) -> EntityLabel:
    """What a body is, by the last of the words that tell it, and the word before that."""
    plain = " ".join(name.lower().replace("’", "’").split())
    for label, pattern in PAIRS:
        if pattern.fullmatch(plain):
            return label
    return LABELS[head.lower()]
