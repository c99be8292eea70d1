"""The words with which bodies decide, as patterns: what the room of decisions looks for in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.prose import BULLET


def has_one(text: str, words: Sequence[str]) -> bool:
    """One of the words stands in the text: a quick look before a slow pattern."""
    for word in words:  # noqa: SIM110 - `any` takes twice as long
        if word in text:
            return True
    return False


# Without one of these a sentence decides nothing
STEMS = (
    "resol agree recommend decid decision approv adopt accept confirm ratif propos second carried nominat elected appointed object signed authori"
    " deferred passed moved voted refused co-opted endorsed granted"
).split()
ADVERB = (
    r"(?:unanimously|therefore|however|thus|provisionally|then|also|further|accordingly|duly|formally|subsequently|all|hereby|eventually|jointly|finally|again|generally|fully|subsequently|collectively|both"
    r"|by\sall|without\sa\sdivision|nem\.?\scon\.?|on\sa\s(?:show\sof\shands|vote))"
)
DECIDED = r"(?:agreed|resolved|decided|AGREED|RESOLVED|DECIDED|Agreed|Resolved)"

# RESOLVED in capitals anywhere; 'Resolved' at the beginning of a sentence or a table's cell
KEYWORD = re.compile(
    r"(?P<caps>\b(?:RESOLVED|AGREED|RECOMMENDED|DECIDED|RESOLUTION|DECISION)\b)"
    r"|(?:(?<=,\s)|(?<=and\s)|(?<=was\s)|(?<=[–-]\s))(?:Resolved|Agreed)(?=\s?(?:[:(]|unanimously\s?[:–-]|that\b))"
    r"|^\W{0,4}(?:(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s{1,4}|\d{1,4}(?:\.\d{1,3}){1,2}[.)]?\s{1,4})?(?P<first>(?:(?:[Ii]t\swas|IT\sWAS)\s(?:[a-z]{2,12}\s){0,2})?(?:Resolved|Agreed|Decided|Recommended(?=\s?(?:[:(–-]|to\b|that\b))|(?:(?:Committee|Council|Cabinet|Panel|Board)(?:[’']s)?\s[Dd]ecision|Decision|Resolution)(?=\s?(?:[:–-](?!\s?\d)|\s?$)))\b)"
)
KEYWORDS = ("RESOL", "AGREED", "RECOMMENDED", "DECI", "Resol", "Agreed", "Decid", "ecision", "Recommended")
NO_KEYWORD = re.compile(
    r"\s(?:(?:and|&)\s(?:signed|approved|adopted|accepted|confirmed)|[Mm]inutes|MINUTES|[Aa]ctions?|ACTIONS?|[Ii]tems?|[Nn]otes?|NOTES?|at|at\sthe|AT|in\sthe|by\s(?:EHDC|the\s(?:County|District|Borough))|upon|with)\b"
)
AFTER_KEYWORD = re.compile(
    r"[\s:;,.–—-]{1,6}|\(?R?\d{1,4}[/-]\d{1,4}\)?(?=[\s:])|(?:that|THAT|That)?\s?\((?=[^()]{0,80}(?:\d\s?[:/–-]\s?\d|[Uu]nanim|for|FOR|[Ff]avour|[Pp]rop|[Mm]oved|[Nn]em|[Aa]greed|votes|[Aa]gainst|[Aa]bst|Cll?rs?\b|Councillor|[A-Z]/[A-Z]))[^()]{0,160}\)"
    r"|(?:[Uu]nanimously|UNANIMOUSLY|accordingly|nem\.?\scon\.?|as\sfollows|by\sall|without\sa\sdivision|by\sa\s(?:large\s)?majority|(?:in\sterms\sof|under)\sdelegated\spowers|TO\sRECOMMEND|to\srecommend(?=\s?[,:]))(?!\w)"
    r"|with\s[^,;.]{1,80}\s(?:voting\sagainst|abstaining|dissenting|abstentions?)\b"
    r"|by\s(?:\d{1,3}|[a-z]{2,12}(?:-[a-z]{3,5})?)\svotes?\sto\s(?:\d{1,3}|[a-z]{2,12})(?:[,\s]{1,2}(?:and|with)\s\w{1,8}\sabst\w{1,10})?"
)
TO_A_BODY = re.compile(r"(?:to|TO)\s(?:[Tt]he\s|THE\s)?(?:[A-Z][\w’'-]{0,20}\s?(?:of\s|and\s|for\s|the\s){0,2}){1,8}(?=that\b|THAT\b|:|$|to\b)")
MOVED_INSIDE = re.compile(r"(?:on\s(?:the|a)\s(?:motion|proposal|proposition)\s(?:of|by|from)|(?:proposed|moved)\s(?:by\s)?)", re.IGNORECASE)
BODY_WORD = (
    r"(?:[Mm]embers|[Cc]ouncillors|[Cc]llrs\.?|[Gg]overnors|[Tt]rustees|[Dd]irectors|[Cc]ouncil|[Cc]ommittee|[Ss]ub-[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]abinet|[Ee]xecutive|[Ff]orum|[Cc]ommission"
    r"|[Mm]eeting|[Gg]overning\s[Bb](?:ody|oard)|[Ww]orking\s(?:[Pp]arty|[Gg]roup)|[Aa]uthority|[Cc]onference|[Aa]ssembly|[Cc]ommunity\s[Cc]ouncil|[Pp]arish\s[Cc]ouncil|[Tt]own\s[Cc]ouncil)"
)
SOME_BODY = (
    rf"(?:(?:[Tt]he\s)?[A-Z]{{2,5}}|[Tt]he\s[Mm]ajority\sof\s(?:the\s)?(?:[A-Z]{{2,5}}|[Mm]embers|[Cc]ouncillors)|(?:[Aa]ll|Both)\s(?:of\s)?(?:the\s)?(?:Parish\s|Town\s)?{BODY_WORD}|All"
    rf"|[Tt]he\s(?:[Ff]ull\s|[A-Z][\w’-]{{1,16}}\s){{0,3}}{BODY_WORD}|Members|Councillors|Cllrs\.?|Governors|Cabinet|Council|Trustees|Committee)(?:\spresent|\sof\sthe\s\w{{3,12}})?"
)
AGREEING = ("greed", "esolved", "ecided", "GREED", "ESOLVED", "ECIDED", "and approved", "and carried", "and passed", "and supported", "unanimously")
PLAIN = re.compile(
    rf"\b(?:(?P<it>[Ii]t\swas|IT\sWAS)|(?P<body>{SOME_BODY}))"
    rf"(?:,?\s{ADVERB},?){{0,3}}(?:,?\s(?:and\s)?(?:discussed|considered|reviewed|noted|approved|nominated|proposed|seconded|moved)(?:\s(?:this|it|the\s\w{{1,12}}))?){{0,3}}"
    rf"(?:,?\s(?:and|&))?(?:,?\s{ADVERB},?){{0,2}}\s(?P<verb>{DECIDED})\b"
)
# 'seconded by Cllr. D. Jones and unanimously agreed, that'; 'A response was discussed and it was agreed'
AND_AGREED = re.compile(
    rf"(?:\b(?:and|&)|,\sthey)\s(?:it\swas\s)?(?:{ADVERB}\s)?(?P<verb>(?:agreed|resolved|approved|carried|passed|supported))(?:\s{ADVERB})?[\s,:]{{1,3}}(?=(?:not\s)?(?:that|to)\b)"
)
OTHERS = re.compile(r"\b(?:had|has|have|been|previously|already|not|was\snot|once|as|if|when|until|unless|which|who|be|being)\s$")
AFTER_PLAIN = re.compile(
    rf"[\s:;,–—-]{{1,4}}|\((?=[^()]{{0,80}}(?:[Uu]nanim|[Ff]avour|[Pp]rop|[Mm]oved|votes|[Aa]gainst|[Aa]bst|Cll?rs?\b|Councillor|[A-Z]/[A-Z]))[^()]{{0,160}}\)|(?:(?:in\sterms\sof|under)\sdelegated\spowers)\b|(?:(?:and|&)\s(?:agreed|resolved|approved)(?=\s(?:to|that)\b)|by\s(?:all|everyone|the\s(?:council|members|committee|meeting)|members|councillors|a\s(?:\w{{1,12}}\s)?majority(?:\sof\s\w{{1,8}}\sto\s\w{{1,8}})?|\w{{1,10}}\svotes\sto\s\w{{1,10}})(?:\spresent)?|{ADVERB})(?![\w-])"
)
BODY_LEAD = re.compile(rf"^\W{{0,3}}(?P<body>{SOME_BODY})\s?:")
ASKED = re.compile(
    rf"^\W{{0,3}}(?P<body>{SOME_BODY})(?:,?\s{ADVERB},?){{0,2}}(?:\s(?:considered|reviewed|discussed|noted)(?:\sand|\s&|,))?"
    r"\s(?P<verb>(?:asked|requested|recommended)\sthat|(?:voted|were)(?P<count>\sby\s\w{1,12}\svotes?\sto\s\w{1,12})?\sin\sfavour\sof|voted\s(?:to|that)|(?:endorsed|approved|adopted|supported|accepted|ratified)(?!\sby\b)|REFUSED|GRANTED|APPROVED|AGREED)\b"
)
EXCLUDED = re.compile(
    rf"^\W{{0,3}}(?:\d{{1,3}}[.)]?\s)?(?P<body>{SOME_BODY}),?\s(?:[^.]{{0,140}},\s)?excluded\sthe\s(?:[Pp]ress\s(?:and\s|&\s)(?:the\s)?)?[Pp]ublic\b"
)
PASSIVE = re.compile(
    r"w(?<!\ww)(?:as|ere)\s(?:(?:[a-z-]{2,14}|by\sall),?\s(?:and\s|&\s)?){0,4}?(?P<verb>approved|agreed|adopted|accepted|confirmed|ratified|authorised|authorized|passed|carried|re-elected|elected|appointed|co-opted|signed|APPROVED|ADOPTED|ACCEPTED|CONFIRMED|RATIFIED)\b"
)
# 'The Committee adopted the recommendations and agreed that'
ADOPTED_AND = re.compile(rf"\b{SOME_BODY}(?:\s{ADVERB})?\s(?P<verb>(?:adopted|approved|endorsed|accepted)\s(?:the|its|all)\s)[^,;:.]{{3,80}}\s$")
WAS = re.compile(r"[a-z\d)]\sw(?<!\bIt\sw)(?<!\bit\sw)(?:as|ere)\s(?:[a-z]{2,11}ly\s)?$")
AS_RECORD = re.compile(r"\s(?:as\s(?:an?|the|being\san?)\s|to\sbe\san?\s|and\ssigned\b)")
SIGNED = re.compile(
    r"\b(?:as\s(?:a|an|being\sa|the)?\s?(?:true|correct|accurate|fair)|correct\srecord|taken\sas\sread|true\s(?:and\s\w{3,10}\s)?(?:copy|record))\b"
)
NOT_APPROVED = re.compile(r"\b(?:if|once|until|unless|when|who|which|before|whether|I)\s(?:\S{1,20}\s){0,5}$")
BY_OTHERS = re.compile(
    r"\s(?:unanimously\s)?(?:by|at)\s(?!(?:the\s)?(?:[Pp]arish\s|[Tt]own\s|[Cc]ommunity\s)?(?:[Cc]ouncil(?:lors)?(?!\s[A-Z])|[Cc]ommittee|[Bb]oard|[Mm]embers|[Mm]eeting|[Gg]overnors|[Cc]hair(?:man)?|[Cc]abinet|[Ff]orum|[Pp]anel|PC)\b"
    r"|all\b|everyone|those\spresent|\x01|Cllr|Councillor|M(?:rs?|s)\b|a\smajority|this\smeeting)"
)
REFERRING = re.compile(
    r"^\W{0,3}(?:(?:[Tt]his|[Tt]hese|[Tt]hey|[Ii]t|[Tt]he\s(?:proposal|motion|request|recommendation|suggestion|alteration|amendment|resolution)s?)\s(?:was|were)\s)?"
    r"(?:(?:discussed|considered|duly|put|seconded(?:\sby\s[^.]{2,50}?(?:\.\s[^.]{2,40}?)?)?)\s?(?:and|,)\s(?:was\s)?)?(?:the\s(?:alteration|amendment|proposal)s?\s)?"
    rf"(?:(?:All|Everyone)(?:\s(?:Councillors|Members|Governors|members|councillors))?\s(?:present\s)?(?:were\s)?)?(?:in\s)?(?:{ADVERB}\s)?"
    r"(?P<verb>[Aa]greed?(?:ment)?|[Ff]avour|[Aa]pproved|[Aa]ccepted|[Cc]arried|CARRIED|AGREED|[Pp]assed|[Rr]esolved|RESOLVED)(?:\s(?:to\s|with\s)?(?:this|these))?"
    rf"(?:\s(?:{ADVERB}|by\s(?:all|everyone)(?:\spresent)?))?\s?[.!]?\s?$"
)
DASH_REFERRING = re.compile(
    rf"\s?[–—-]\s?(?:and\s)?(?:(?:this|it|these|all)\s(?:was|were)?\s?)(?:discussed\s(?:and|,)\s)?(?:{ADVERB}\s)?(?P<verb>agreed|approved|accepted)(?:\s{ADVERB})?\s?\.?\s?$",
    re.IGNORECASE,
)
NOTE_END = re.compile(
    rf"(?:^|\s)(?P<verb>(?:[Aa]ll\s)?(?:[Aa]pproved|[Aa]greed|[Aa]dopted|[Rr]esolved\sto\s(?:pay|sign|approve|accept|adopt|support)|[Dd]eferred\s(?:to|until)\s(?:the\s)?(?:next\s)?\w{{1,10}}(?:\smeeting)?))(?:\s{ADVERB})?\s?\.?\s?$"
)
NOTE_START = re.compile(
    rf"^\W{{0,3}}(?:[Aa]pproval\s(?:was\s)?recommended\b|\(?(?:\d{{1,2}}|[a-z])[.)]\s[^.]{{5,120}}\b(?:agreed|approved)\sand\s(?:to\sbe|recommended|signed)\b)(?P<rest>)|^\W{{0,3}}(?P<verb>(?:[Aa]ll\s)?(?:Approved|Agreed|approved|agreed|Accepted)(?:\s(?:and|&)\s(?:signed|approved|agreed|accepted|adopted))?)(?:\s{ADVERB})?(?:\s(?:as|for)\b[^.]{{0,60}})?\s?\.?\s?$"
)
NO_OBJECTION = re.compile(
    r"\b(?:(?P<who>[A-Z]{2,4}|(?:[Tt]he\s)?(?:[Pp]arish\s|[Tt]own\s|[Cc]ommunity\s)?(?:PC|[Cc]ouncil(?:lors)?|[Cc]ommittee|Members))\s(?:had|has|have|raised|will\shave)\sno\sobjections?|(?:PC|[Cc]ouncil)\swill\snot\sobject)\b"
)
NUMBER = r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s{1,4}|\d{1,4}(?:\.\d{1,3}){1,2}[.)]?\s{1,4})"  # of a point, or of a paragraph
LABEL = re.compile(rf"^\s{{0,3}}(?:{BULLET}\s{{1,3}})?{NUMBER}?(?:[A-Z][^.:;–—]{{0,70}}?\s?(?:\s[–—-]|:)\s{{1,3}}(?=\S))?")
ADVERBIAL = re.compile(
    r"^(?:(?:Following|After|In\sview\sof|Having|With|As|Because|Due\sto|Given|Once|There\sbeing|Therefore|However|Subsequently|In\saddition|Furthermore|Finally|Also)\b[^,.]{0,120},\s(?:and\s(?:increasing|\w{1,12})\s\w{1,12},\s)?)"
    r"|^There\sbeing\sno\s(?:other|further)\s(?:nominations?|candidates?)\s(?:received\s)?"
)
MEETINGS = ("eeting", "ommittee", "abinet", "ssembly", "Board")  # without one of them the next pattern finds nothing
ELSEWHERE = re.compile(
    r"\b[Aa]t\s(?:that|its|their|our|an?|the\s(?:last|previous|recent|earlier|[A-Z]\w{1,14}\s(?:[A-Z]\w{1,14}\s)?(?=Committee|Cabinet|Assembly|Board)))\s?(?:\w{1,14}\s){0,3}"
    r"(?:[Mm]eeting|[Cc]ommittee|[Cc]abinet|[Aa]ssembly|Board)\b"
    r"|\b(?:[Cc]ommittee|Board|Cabinet)\s(?:had\s)?(?:was\s|were\s)?held\son\b|\battended\sa\s[Mm]eeting\b"
)
COMPLETE = re.compile(r"\b(?:be|is|are|was|were|should|would|shall|will|remain|receive|approve|adopt|support|respond|represent\w*|write|has|have)\b")
LEADS = re.compile(
    r"(?:recommended|asked|requested|agrees?d?|resolves?d?|authorised|invited|decides?d?|delegated|instructed)(?:\s(?:to|that|the\sfollowing|as\sfollows|by|:))?[\s:–-]{0,4}$|\bagree\sto[\s:]{0,3}$",
    re.IGNORECASE,
)
SUBJECT_TO = re.compile(r"(?:subject\sto|as\sfollows|following|namely|including|these|reasons?|conditions?)\s?[:–-]{0,3}\s?$", re.IGNORECASE)
LABEL_OPENER = re.compile(rf"^\s{{0,3}}(?:{BULLET}\s{{1,3}})?{NUMBER}?")
ANY_BODY = re.compile(rf"(?:All|Both|The|Joint|Governing|Body|Elected|Voting|Select|Parish|Town|Community|Full|Scrutiny|PC|{BODY_WORD})")
# 'to recommend to the Council:' heads the list of what is recommended
RECOMMEND_LEAD = re.compile(
    r"^\W{0,3}(?:[Tt]o\s|TO\s)?(?:RECOMMEND|[Rr]ecommend)(?:\s(?:to\s)?(?:the\s)?(?:[A-Z][\w’'-]{0,20}\s?(?:of\s|and\s|for\s|the\s){0,2}){0,8})?(?:that\s?)?[:–-]{1,2}\s{0,3}$"
)
MOTION_LEAD = re.compile(r"^\W{0,3}[Tt]o\s(?:approve|adopt|agree|support)\sthe\s(?:motion|amendment)\b[^.;:]{0,90}:\W{0,2}$")
OPENS = re.compile(r"^\W{0,4}(?:that\W{1,3})?\(?(?:1|i|a|A)[.)]\s")
RECOMMENDS = re.compile(
    r"\b(?:RECOMMENDED?|be\srecommended\sto|recommend(?:ed|s)?\sto\s(?:the\s)?(?:[A-Z]\w|full\s[Cc]ouncil)|to\srecommend\b|recommend(?:ed|s)?\s(?:approval|refusal)|(?:approval|refusal)\s(?:was\s)?recommended)"
)


ENDING = re.compile(
    rf"\b(?:and|&|,|–|-)\s(?:was\s|were\s|(?:this|it|which)\swas\s)?(?:{ADVERB}\s)?(?:agreed|approved|carried|passed)(?:\s{ADVERB})?\s?\.?\s?$"
)
PROPOSED_THAT = re.compile(
    r"\b(?:proposed|asked|suggested|requested|recommended|moved|propos(?:al|ed)\swas)\s(?:(?:for|the\s(?:Parish\s|Town\s)?Council(?=\sto\s))\s)?"
)
THAT_NEXT = re.compile(r"[\s,]{1,3}(?P<that>(?:not\s)?(?:that|to))\b")
TO_OFFICE = re.compile(r"\s(?:as|to|[Cc]hair\w{0,6}|[Vv]ice\S{0,14}|[Mm]ayor|onto|on\sto|unopposed|unanimously)\b")
MOVERS_ALONE = re.compile(r"^\W{0,3}(?:Proposed|Moved|Prop|Proposer|Seconded|PROPOSED|MOVED)\b(?![^.]{0,120}\b(?:that|to)\s)")
MINUTES = re.compile(r"\b(?:[Mm]inutes|MINUTES)\b")
APPLICATION = re.compile(r"(?<![\w/])(?:[A-Z]{1,6}/)?\d{2,4}/\d{3,6}(?!\d)")
VERBLESS = re.compile(r"\b(?:was|were|be|been|had|has|have|is|are|will|would)\b")
