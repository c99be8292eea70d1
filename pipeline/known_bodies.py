"""Bodies of the whole country, and functions of every council, that minutes name without a noun that tells what they are."""

from __future__ import annotations

import re

from pipeline.named_bodies import Body
from pipeline.records import EntityLabel

ORGANISATIONS = """
Ofsted;OFSTED;Estyn;ESTYN;Ofwat;Ofgem;Ofcom;Ofqual;Acas;ACAS;Cadw;CADW;Defra;DEFRA;Unison;UNISON;Unite;GMB;NASUWT;NEU;NAHT;Barnardo['’]s;Barnardos;Mencap;Sustrans;Stonewall
Environment Agency;Planning Inspectorate;Land Registry;Companies House;National Trust;Network Rail;Homes England;Welsh Government;Scottish Government;UK Government
Welsh Assembly Government;Senedd;House of Commons;House of Lords;Home Office;Cabinet Office;Post Office;Royal Mail;British Telecom;British Gas;Openreach;OpenReach
NHS England;NHS Improvement;NHS Digital;Public Health England;Public Health Wales;UK Health Security Agency;Care Quality Commission;Health and Safety Executive
Department for Education;Department of Health;Department for Transport;Department for Work and Pensions;HM Treasury;HM Revenue (?:and|&) Customs;HMRC;H\\.M\\.R\\.C\\.?;HMICFRS;HMCTS;HMP;HSE;DfE;DFE;DfT;DFT
DWP;DCLG;MHCLG;DLUHC;DEFRA;BEIS;DHSC;DfES;DVLA;DVSA;CQC;EHRC;CPS;ONS;LGA;WLGA;COSLA;LGiU;NALC;SLCC;CALC;SALC;HALC;One Voice Wales;CIPFA;PSAA;PKF Littlejohn;PKF;BDO;KPMG;Mazars;EFA;ESFA;NCTL
RSPB;RSPCA;RNLI;CPRE;NFU;CLA;SEPA;NRW;SNH;MOD;MoD;M\\.O\\.D\\.;Ministry of Defence;Met Office;Met\\. Office;FCA;FSA;FSB;ICO;CIPD;NSPCC;CAFCASS;Cafcass;YHA;SSEN;SSE;UKPN;BT;B\\.T\\.;EE;O2;EDF;E\\.ON;E-on;Eon;npower
Barclays;HSBC;NatWest;Natwest;Lloyds;Santander;Unity Trust;CCLA;Zurich;Aviva;Came (?:and|&) Company;Hiscox;Capita;Serco;Veolia;Biffa;Viridor;Amey;Skanska;Kier;Balfour Beatty;Arup;Atkins;Mott MacDonald;Savills
Citizens['’]? Advice(?: Bureau)?;CAB;Age UK;Age Concern;Mind;Macmillan;Marie Curie;Comic Relief;Sport England;Historic England;English Heritage;Natural England;Arts Council England;Big Lottery(?: Fund)?;National Lottery
Police Scotland;Scottish Water;Scottish Fire and Rescue(?: Service)?;Transport Scotland;Historic Scotland;Transport for (?:London|Wales|the North);TfL;TFL;TfGM;Highways England;National Highways;Highways Agency
London Councils;Local Government Association;Local Government Ombudsman;Information Commissioner;Audit Commission;National Grid;Western Power(?: Distribution)?;Welsh Water;D(?:w|ŵ)r Cymru;Thames Water;Severn Trent;Southern Water;South East Water;Yorkshire Water;Anglian Water;United Utilities;Wessex Water;Northumbrian Water;Affinity Water;South West Water
McDonald['’]?s;Tesco;Sainsbury['’]?s;Morrisons;Asda;ASDA;Aldi;Lidl;Waitrose;Co-op;Amazon;Screwfix;Wickes;Viking;Google;Microsoft;Facebook;eBay;e-bay;Ebay;Vodafone;Virgin(?: Media)?;TalkTalk;Gigaclear;W\\.I\\.?;WI;Women['’]s Institute;Royal British Legion;St John Ambulance;Girl Guides;Girlguiding
Grant Thornton;Deloitte;PricewaterhouseCoopers;PwC;Ernst (?:and|&) Young;Mercer;Hymans Robertson;Aon(?: Hewitt)?;Blackrock;BlackRock;Church of England;Kompan;Wicksteed;Playdale;Broxap;NABMA;ACRE;EA;DNO;SSP;TVP;GMP;BTP
"""  # fmt: skip
SERVICES = """
Adult Social Care;Adult Services;Adults['’]? Services;Children['’]?s Social Care;Children['’]?s Services;Children and Young People['’]?s Services;Social Services;Social Care;Trading Standards;Environmental Health
Environmental Protection;Environmental Services;Pollution Control;Building Control;Development Control;Development Management;Planning Enforcement;Planning Services;Planning Policy;Internal Audit;Legal Services;Democratic Services
Early Help;Early Help Hubs?;Early Years;Family Hubs?;Youth Offending;Youth Justice;Housing Options;Housing Services;Housing Benefits?;Revenues and Benefits;Revenues & Benefits;Customer Services;Street Scene;Streetscene;Streetcare
Neighbourhood Services;Neighbourhood Watch;Community Speedwatch;Community Speed Watch;Speedwatch;Speed Watch;Speed Watch;Highways;Parking Services;Property Services;Financial Services;Regulatory Services;Leisure Services;Countryside Services
Licensing;Flying Start;Families First;Sure Start;SureStart;Virtual School;Fix My Street;FixMyStreet;Dial[ -]a[ -](?:Bus|Ride);Elective Home Education;Home Tuition;CAMHS;SENDIASS;MASH;MARAC;MAPPA;EMS;IAPT;Troubled Families
Stop Smoking;Meals on Wheels;Telecare;Careline;Lifeline;Community Wardens;Street Wardens;Public Health;Human Resources;Schools Finance;Better Care Fund;Growth Hub;Warm Homes;Adult Education;Adult Learning;Community Safety;Economic Development
Waste Management;Street Cleansing;Grounds Maintenance;Special Educational Needs and Disabilit(?:y|ies) Information Advice and Support Services?
"""  # fmt: skip
COMMITTEES = """
Cabinet;CABINET;[Ff]ull Council;Full COUNCIL;Council Assembly;Policy Board;Overview and Scrutiny;Task and Finish Group
"""
# Words after these functions that make of them a post, a plan, or one of something.
_NOT_AFTER = (
    r"(?!['’]s?\b)(?![- ](?:Officers?|Managers?|Director|Head|Lead|Leads|Members?|Committee|Sub|Panel|Board|Forum|Commission|Group|Engineers?|Solicitor|Act|Order|Plan|Strategy|Policy|Report|Portfolio|Team|"
    r"Services?|Department|Dept|Directorate|Authority|Agency|Hub|Hubs|Unit|Scheme|Programme|Partnership|Division|Grant|Budget|Fund|Assistant|Inspector|Adviser|Advisor|Co-ordinator|Coordinator|Development|Secretary|"
    r"Review|Update|Charter|Code|Guidance|Regulations|Objectives|Application|Applications|Conditions?|officers?|managers?|issues|matters|plan|strategy|policy|fees?|hearing|objectives|act|order|and [A-Z])\b)"
)
NOT_BEFORE = r"(?:Head|Director|Manager|Officer|Lead|Member|Minister|Secretary|Spokesperson|Holder|Services|Assistant|Deputy|Head Teacher|Leader|Commissioner|Chief|Convener|Chair|Consultant|Master|Degree|Portfolio) (?:of|for|in) (?:the )?$"


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
# 'Council' without an article is the meeting of all councillors: 'recommended to Council', 'referred to Council'.
_TO_COUNCIL = re.compile(
    r"(?:[Rr]ecommend(?:ed|s|ation)?|[Rr]efer(?:red)?|RECOMMENDED|[Rr]eport(?:ed)?|[Pp]resented|approved|agreed|submitted|considered|adopted|appointed)[^.\n]{0,40}? (?P<council>(?:to|by) Council)\b(?! (?:Tax|Members?|[A-Z]))"
)


def find_known(flow: str, start: int, end: int) -> list[Body]:
    """The well-known names in a stretch of flowing text."""
    found = []
    for match in _KNOWN.finditer(flow, start, end):
        kind = match.lastgroup
        if kind != "organisation" and _BEFORE.search(flow, max(start, match.start() - 60), match.start()):
            continue
        label: EntityLabel = "ORGANISATION" if kind == "organisation" else "SERVICE" if kind == "service" else "COMMITTEE"
        found.append(Body(match.start(), match.end(), label, match.group(), "known"))
    found += [Body(m.end("council") - 7, m.end("council"), "COMMITTEE", "Council", "known") for m in _TO_COUNCIL.finditer(flow, start, end)]
    return found
