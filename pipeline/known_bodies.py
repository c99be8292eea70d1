"""Bodies of the whole country, and functions of every council, that minutes name without a noun that tells what they are."""

from __future__ import annotations

import re

from pipeline import named_bodies
from pipeline.named_bodies import Body
from pipeline.records import EntityLabel

ORGANISATIONS = """
Ofsted;OFSTED;Estyn;ESTYN;Ofwat;Ofgem;Ofcom;Ofqual;Acas;ACAS;Cadw;CADW;Defra;DEFRA;Unison;UNISON;Unite;GMB;NASUWT;NEU;NAHT;Barnardo['’]s
Barnardos;Mencap;Sustrans;Stonewall
Environment Agency;Planning Inspectorate;Land Registry;Companies House;National Trust;Network Rail;Homes England;Welsh Government
Scottish Government;UK Government
Welsh Assembly Government;Senedd;House of Commons;House of Lords;Home Office;Cabinet Office;Post Office;Royal Mail;British Telecom;British Gas
Openreach;OpenReach
NHS England;NHS Improvement;NHS Digital;Public Health England;Public Health Wales;UK Health Security Agency;Care Quality Commission
Health and Safety Executive
Department for Education;Department of Health;Department for Transport;Department for Work and Pensions;HM Treasury;HM Revenue (?:and|&) Customs
HMRC;H\\.M\\.R\\.C\\.?;HMICFRS;HMCTS;HMP;HSE;DfE;DFE;DfT;DFT
DWP;DCLG;MHCLG;DLUHC;DEFRA;BEIS;DHSC;DfES;DVLA;DVSA;CQC;EHRC;CPS;ONS;LGA;WLGA;COSLA;LGiU;NALC;SLCC;CALC;SALC;HALC;One Voice Wales;CIPFA;PSAA;PTA
PTFA;PKF Littlejohn;PKF;BDO;KPMG;Mazars;EFA;ESFA;NCTL
RSPB;RSPCA;RNLI;CPRE;NFU;CLA;SEPA;NRW;SNH;MOD;MoD;M\\.O\\.D\\.;Ministry of Defence;Met Office;Met\\. Office;FCA;FSA;FSB;ICO;CIPD;NSPCC;CAFCASS
Cafcass;YHA;SSEN;SSE;UKPN;BT;B\\.T\\.;EE;O2;EDF;E\\.ON;E-on;Eon;npower
Barclays;HSBC;NatWest;Natwest;Lloyds;Santander;Unity Trust;CCLA;Zurich;Aviva;Came (?:and|&) Company;Hiscox;Capita;Serco;Veolia;Biffa;Viridor;Amey
Skanska;Kier;Balfour Beatty;Arup;Atkins;Mott MacDonald;Savills
Citizens['’]? Advice(?: Bureau)?;CAB;Age UK;Age Concern;Mind;Macmillan;Marie Curie;Comic Relief;Sport England;Historic England;English Heritage
Natural England;Arts Council England;Big Lottery(?: Fund)?;National Lottery
Police Scotland;Scottish Water;Scottish Fire and Rescue(?: Service)?;Transport Scotland;Historic Scotland
Transport for (?:London|Wales|the North);TfL;TFL;TfGM;Highways England;National Highways;Highways Agency
London Councils;Local Government Association;Local Government Ombudsman;Information Commissioner;Audit Commission;National Grid
Western Power(?: Distribution)?;Welsh Water;D(?:w|ŵ)r Cymru;Thames Water;Severn Trent;Southern Water;South East Water;Yorkshire Water
Anglian Water;United Utilities;Wessex Water;Northumbrian Water;Affinity Water;South West Water
McDonald['’]?s;Tesco;Sainsbury['’]?s;Morrisons;Asda;ASDA;Aldi;Lidl;Waitrose;Co-op;Amazon;Screwfix;Wickes;Viking;Google;Microsoft;Facebook;eBay
e-bay;Ebay;Vodafone;Virgin(?: Media)?;TalkTalk;Gigaclear;W\\.I\\.?;WI;Women['’]s Institute;Royal British Legion;St John Ambulance;Girl Guides
Girlguiding
Grant Thornton;Deloitte;PricewaterhouseCoopers;PwC;Ernst (?:and|&) Young;Mercer;Hymans Robertson;Aon(?: Hewitt)?;Blackrock;BlackRock
Church of England;Kompan;Wicksteed;Playdale;Broxap;NABMA;ACRE;EA;DNO;SSP;TVP;GMP;BTP
"""  # fmt: skip
SERVICES = """
Adult Social Care;Adult Services;Adults['’]? Services;Children['’]?s Social Care;Children['’]?s Services;Children and Young People['’]?s Services
Social Services;Social Care;Trading Standards;Environmental Health
Environmental Protection;Environmental Services;Pollution Control;Building Control;Development Control;Development Management
Planning Enforcement;Planning Services;Planning Policy;Internal Audit;Legal Services;Democratic Services
Early Help;Early Help Hubs?;Early Years;Family Hubs?;Youth Offending;Youth Justice;Housing Options;Housing Services;Housing Benefits?
Revenues and Benefits;Revenues & Benefits;Customer Services;Street Scene;Streetscene;Streetcare
Neighbourhood Services;Neighbourhood Watch;Community Speedwatch;Community Speed Watch;Speedwatch;Speed Watch;Speed Watch;Highways
Parking Services;Property Services;Financial Services;Regulatory Services;Leisure Services;Countryside Services
Licensing;Flying Start;Families First;Sure Start;SureStart;Virtual School;Fix My Street;FixMyStreet;Dial[ -]a[ -](?:Bus|Ride)
Elective Home Education;Home Tuition;CAMHS;SENDIASS;MASH;MARAC;MAPPA;EMS;IAPT;Troubled Families
Stop Smoking;Meals on Wheels;Telecare;Careline;Lifeline;Community Wardens;Street Wardens;Public Health;Human Resources;Schools Finance
Better Care Fund;Growth Hub;Warm Homes;Adult Education;Adult Learning;Community Safety;Economic Development
Waste Management;Street Cleansing;Grounds Maintenance;Special Educational Needs and Disabilit(?:y|ies) Information Advice and Support Services?
"""  # fmt: skip
COMMITTEES = """
(?:[A-Z]{2,5} )?(?:SLT|SMT|CMT|DLT|FGB|LGB)
Cabinet;CABINET;[Ff]ull Council;Full COUNCIL;Council Assembly;Policy Board;Overview and Scrutiny;Task and Finish Group
"""
# Words after these functions that make of them a post, a plan, or one of something.
_NOT_AFTER = (
    r"(?!['’]s?\b)(?![- ](?:Officers?|Managers?|Director|Head|Lead|Leads|Members?|Committee|Sub|Panel|Board|Forum|Commission|Group"
    r"|Engineers?|Solicitor|Act|Order|Plan|Strategy|Policy|Report|Portfolio|Team|"
    r"Services?|Department|Dept|Directorate|Authority|Agency|Hub|Hubs|Unit|Scheme|Programme|Partnership|Division|Grant|Budget|Fund"
    r"|Assistant|Inspector|Adviser|Advisor|Co-ordinator|Coordinator|Development|Secretary|"
    r"Review|Update|Charter|Code|Guidance|Regulations|Objectives|Application|Applications|Conditions?|officers?|managers?|issues|matters"
    r"|plan|strategy|policy|fees?|hearing|objectives|act|order|and [A-Z])\b)"
)
NOT_BEFORE = (
    r"(?:Head|Director|Manager|Officer|Lead|Member|Minister|Secretary|Spokesperson|Holder|Services|Assistant|Deputy|Leader|Commissioner|Chief|Convener"
    r"|Chair|Consultant|Master|Degree|Portfolio) (?:of|for|in) (?:the )?$"
)


def _pattern(words: str) -> str:
    return "|".join(sorted((each for each in words.strip().replace("\n", ";").split(";") if each), key=len, reverse=True))


_KNOWN = re.compile(
    r"(?<![\w’'&/-])(?:"
    rf"(?P<organisation>{_pattern(ORGANISATIONS)})(?!-?\w)"
    rf"|(?P<service>{_pattern(SERVICES)})(?!\w){_NOT_AFTER}"
    rf"|(?P<committee>{_pattern(COMMITTEES)})(?!\w){_NOT_AFTER}"
    r")"
)
_BEFORE = re.compile(NOT_BEFORE)
_ONE_AUDIT = re.compile(r"(?i)\b(?:the|an|annual|for|year) $")
_WHOSE = re.compile(r"(?<=[a-z,)] )(?:[A-Z]{2,6}|[A-Z][a-z]{2,15}) $")  # 'to OCC Highways', 'by Hampshire Highways'
# The letters of councils and of their associations ('EHDC', 'SDNPA', 'HALC', 'YLCA'); a name with such letters ('Lochside CC').
_LETTERS = re.compile(
    r"(?<![\w’'&./-])(?:[A-Z&]{1,5}(?:CC|DC|BC|MBC|TC|PC|NPA|ALC|LCA|APTC|AP&TC|HAPTC|FC|RFC|CCG|ICB|RA)|(?:[A-Z]\.){1,3}C\.C\."
    r"|[A-Z]\.D\.C\.)(?![\w&-])"
    r"|(?<![\w’'&./-])(?:[A-Z][\w’'-]{2,20} ){1,3}(?:CC|TC|DC|BC|MBC|PC|RA|FC|RFC|PCC|CIC|RBL|AONB|WI)(?![\w&’'-])"
)
_NO_LETTERS = frozenset("AGC DCC MPC PPC SPC VPC ATC CTC ETC UTC NFC IPC EPC HRA CRA ERA FRA VRA IRA BBC DBC".split()) - {"DCC", "SPC", "CTC"}
_NO_PLACE = re.compile(
    r"(?:Convenor|Member|Secretary|Treasurer|Chair\w*|Councillor|The|Officer|Inspector|Of|At|In|For|To|And|Community|Parish|Town|County"
    r"|District|Annual|Area|All|Meeting|Minutes|Draft|Vice|Hugh)\b"
)
# 'Council' without an article is the meeting of all councillors: 'recommended to Council', 'approved by Council on 2 May'; a title 'COUNCIL' too.
_COUNCIL = re.compile(
    r"(?<![Tt]he )(?:(?<=\bto )|(?<=\bby )|(?<=\bat )|(?<=\bbefore ))(?:full |Full )?Council(?![\w’'-])(?! (?:Tax|Members?|[A-Z]))"
    r"|(?<=\n)(?:COUNCIL|Council)(?=\n)"
)
_YOUTH = re.compile(r"(?:[A-Z][\w’'-]{2,20} ){0,2}Youth (?:Cabinet|Parliament)(?!\w)")
# What the letters of some national bodies stand for, so that both are one.
LETTERS = {
    "DfE": "Department for Education",
    "DFE": "Department for Education",
    "CQC": "Care Quality Commission",
    "EA": "Environment Agency",
    "DfT": "Department for Transport",
    "HSE": "Health and Safety Executive",
    "LGA": "Local Government Association",
    "WLGA": "Welsh Local Government Association",
    "NRW": "Natural Resources Wales",
    "SEPA": "Scottish Environment Protection Agency",
    "CIPFA": "Chartered Institute of Public Finance and Accountancy",
    "PSAA": "Public Sector Audit Appointments",
    "NALC": "National Association of Local Councils",
    "OVW": "One Voice Wales",
    "ESFA": "Education and Skills Funding Agency",
    "WG": "Welsh Government",
    "UKHSA": "UK Health Security Agency",
    "PHE": "Public Health England",
    "ICO": "Information Commissioner",
    "MOD": "Ministry of Defence",
    "MoD": "Ministry of Defence",
    "DWP": "Department for Work and Pensions",
    "FSA": "Food Standards Agency",
    "RBL": "Royal British Legion",
    "WI": "Women’s Institute",
    "W.I.": "Women’s Institute",
}


_VERB = re.compile(r"[’']? (?:ha[sd]|have|w[ea]re|was|is|are|will|would|could|can|may|must|should|do|does|did|said|[a-z]{2,12}ed)\b")


def _in_sentence(flow: str, match: re.Match[str]) -> bool:
    """A function as a heading or a label is a subject of business; in a sentence it is those who do it."""
    line = flow.rfind("\n", 0, match.start()) + 1
    before = flow[max(line, match.start() - 60) : match.start()]
    return re.search(r"(?<![\w’'])[a-z]{2,}", before) is not None or _VERB.match(flow, match.end()) is not None


def find_known(flow: str, start: int, end: int) -> list[Body]:
    """The well-known names in a stretch of flowing text."""
    found = []
    for match in _KNOWN.finditer(flow, start, end):
        kind = match.lastgroup
        if kind == "service" and not _in_sentence(flow, match):
            continue
        if match.group() == "Internal Audit" and _ONE_AUDIT.search(flow, max(start, match.start() - 12), match.start()):
            continue
        if kind != "organisation" and _BEFORE.search(flow, max(start, match.start() - 60), match.start()):
            continue
        label: EntityLabel = "ORGANISATION" if kind == "organisation" else "SERVICE" if kind == "service" else "COMMITTEE"
        whose = _WHOSE.search(flow, max(start, match.start() - 24), match.start()) if match.group() in ("Highways", "Roads") else None
        begin = whose.start() if whose and whose.group().strip().lower() not in named_bodies.OPENING else match.start()
        found.append(Body(begin, match.end(), label, flow[begin : match.end()], "known"))
    for match in _LETTERS.finditer(flow, start, end):
        if match.group() not in _NO_LETTERS and not _NO_PLACE.search(match.group()):
            found.append(Body(match.start(), match.end(), "ORGANISATION", match.group(), "known"))
    found += [
        Body(match.start(), match.end(), "ORGANISATION", "NHS", "known")
        for match in re.compile(r"(?<=[Tt]he )NHS(?![\w’'-]| [A-Z])").finditer(flow, start, end)
    ]
    found += [Body(m.start(), m.end(), "COMMITTEE", "Council", "known") for m in _COUNCIL.finditer(flow, start, end)]
    found += [Body(m.start(), m.end(), "COMMITTEE", m.group(), "known") for m in _YOUTH.finditer(flow, start, end)]
    return found
