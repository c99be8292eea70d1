"""What figures look like: the patterns of the grammar, each linear, none with a meaning of its own."""

from __future__ import annotations

import re

from pipeline.numerals import IN_FIGURES, IN_WORDS, PART

AN = r"(?:\ban?\s)"
NUM = rf"(?:(?<![\d.,/£$€])(?<!\d[-–]){IN_FIGURES}(?:\s?(?:million|billion|thousand|bn)\b|k\b)?|\b{IN_WORDS})"
HIGH = rf"(?:{IN_FIGURES}(?:\s?(?:million|billion|thousand|bn)\b|k\b)?|\b{IN_WORDS})"  # the upper end of a range: a hyphen may stand before it
CASH = rf"{IN_FIGURES}(?:\s?(?:million|billion|thousand|bn|mn|m|k|K|M)\b)?"
TO = r"(?:\s?[-–—‐]\s?|\sto\s|\sand\s|\sor\s)"
PERCENT = r"(?:\s?%|\s?per\s?cent\b(?:age\spoints?)?|\s?percent\b|\s?percentage\spoints?\b|\s?pc\b(?!s))(?:\spoints?\b)?"
UNITS = {
    "days": r"(?:(?:working|calendar|clear|school|dry|consecutive|full|whole|business)\s)?days?",
    "weeks": r"(?:(?:working|school|full|whole|consecutive)\s)?weeks?(?:ly)?",
    "months": r"(?:calendar\s)?months?(?:ly)?",
    "years": r"(?:calendar\s|academic\s|financial\s)?(?:years?|yrs?)",
    "hours": r"(?:hours?|hrs?)",
    "minutes": r"(?:minutes?|mins?)",
    "miles": r"miles?",
    "metres": r"(?:metres?|meters?|m|mm|cm|millimetres?|centimetres?)",
    "kilometres": r"(?:kilometres?|km|kms)",
    "tonnes": r"(?:tonnes?|tons?)",
    "mph": r"(?:mph|m\.p\.h\.?|miles\s(?:per|an)\shour)",
    "places": r"(?:places?)",
    "other": r"(?:seconds?|secs?|hectares?|ha|acres?|sq\.?\s?(?:m|ft|metres|feet)|m2|m²|m3|m³|db|decibels?|feet|ft|foot"
    r"|square\s(?:metres?|feet|miles?)|inch(?:es)?|yards?|kw|kwh|mw|mwh|gwh|kg|kilograms?|kilos?|grams?|litres?|gallons?"
    r"|kph|kilometres\s(?:per|an)\shour|degrees?|tco2e|cubic\smetres?)",
}
UNIT_NAMES = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS.items())
SMALL = {"mm": 0.001, "millimetre": 0.001, "millimetres": 0.001, "cm": 0.01, "centimetre": 0.01, "centimetres": 0.01}

PER = r"\s(?:[a-z]{3,14}\s){0,3}?per\s(?:1,000,000|100,000|10,000|1,000|10{2,6}(?!,)|hundred|thousand|million)\b"
MONEY = re.compile(
    rf"(?P<ahead>between\s|from\s)?(?P<sign>[£$€])\s?(?P<low>{CASH})(?:(?P<joint>{TO})(?P<sign2>[£$€])?\s?(?P<high>{CASH})(?![\d,]*\s?(?:%"
    rf"|per\s?cent)))?(?P<odd>\.\s\d\d(?!\d))?",
    re.IGNORECASE,
)
PENCE = re.compile(r"(?<![\d.,£])(?P<low>\d{1,3}(?:\.\d)?)p\b(?!\.?\s?m\b)")
POUNDS = re.compile(rf"(?<![\d.,])(?P<low>{IN_FIGURES}(?:\s(?:million|thousand|billion))?|{IN_WORDS})\s(?:pounds?|GBP)\b", re.IGNORECASE)
IN_PERCENT = re.compile(
    rf"(?P<ahead>between\s|from\s)?(?P<minus>(?<![\w\d])[-−–+](?=\d))?(?P<low>{NUM})(?:(?:{PERCENT})?(?P<joint>{TO})(?P<high>{HIGH}))?(?:{PERCENT})",
    re.IGNORECASE,
)
MEASURED = re.compile(
    rf"(?P<ahead>between\s|from\s)?(?P<low>{NUM}|{AN}(?=hour\sand\s))(?P<first>\s?(?:mph|days?|weeks?|months?|years?|hours?|minutes?"
    rf"|miles?|metres?|m))??"
    rf"(?:(?P<joint>{TO})(?P<high>{HIGH}))?[\s-]{{0,2}}(?:{UNIT_NAMES})(?![A-Za-z²³])(?:\sand\s(?:a\shalf)\b)?"
    rf"(?:(?:\sand|,)?\s(?P<rest>{NUM})\s(?P<rest_unit>minutes?|mins?|seconds?|secs?))?",
    re.IGNORECASE,
)
NAMED_PARTY = r"(?:\s(?:[a-z][\w'’-]{2,20}\s){1,3}?|\s)"
IN_EVERY = re.compile(  # 'one in five', 'seven out of every ten', '1 pupil in every 5', 'one child in four'
    rf"\b(?P<part>one|two|three|four|five|six|seven|eight|nine|\d{{1,2}}){NAMED_PARTY}(?:in|out\sof)\s(?:every\s)?(?P<whole>{IN_WORDS}"
    rf"|\d{{1,3}}(?![\d,.]\d|/|\s?(?:%|per)))(?!\s(?:weeks?|months?|years?|days?|hours?|minutes?))",
    re.IGNORECASE,
)
FOR_EVERY = re.compile(  # 'one vacancy for every six posts', 'one steward to every 75', 'three boys to one girl'
    rf"(?<![\w.,£$€])(?P<one>£\d[\d.,]{{0,8}}|{IN_WORDS}|\d{{1,4}})(?P<what>\s(?:[a-z][\w'’-]{{1,20}}\s){{0,2}}?)(?:for"
    rf"|to)\s(?P<every>every\s|each\s)?(?P<other>£1|one|{IN_WORDS}|\d{{1,4}})(?P<end>\s[a-z][\w'’-]{{2,20}}|(?=[.,;)]|\s*$))",
    re.IGNORECASE,
)
TO_EACH = re.compile(rf"(?<![\d.,£$€])(?P<low>{IN_FIGURES})\s(?:[a-z][\w'’-]{{1,20}}\s){{1,2}}?(?:for|to)\seach\s[A-Za-z]", re.IGNORECASE)
COLON = re.compile(r"(?<![\d:.,£])(?P<a>\d{1,3}):(?P<b>\d{1,4})(?![\d:.])")
FRACTION = re.compile(
    rf"\b(?:(?P<above>one|two|three|four|five|six|seven|eight|nine|an?)[\s-])?(?P<part>{PART})\b(?!\s(?:hours?|days?|terms?|years?"
    rf"|years?ly|a\smillion|a\sdozen|a\shundred|a\sthousand|past|mile|price|way|hearted|the\sroad|end|party|parties|of\s(?:the\s)?(?:mile"
    rf"|month|week|decade|century|season)"
    rf"|of\s(?:the\s)?(?:\d{{4}}|financial|municipal|year))|\s?\d|-)",
    re.IGNORECASE,
)
# Halves and parts that are no share: 'the first half', 'two and a half', 'a third party', 'a quarter of the year'
NO_HALF = re.compile(r"(?:\b(?:first|second|other|latter|each|every|and\sa|an|last|next)|\d)[\s-]$")
NO_PART = re.compile(
    r"\s(?:of\s(?:the\syear|the\sway|a\smile)|meeting|party|member|person|option|site|year|time|phase|vehicle|tranche|reading|[a-z]+(?:er|or)\b)",
    re.IGNORECASE,
)
AFTER_NUMBER = re.compile(rf"(?:{IN_WORDS})\sand\s$")
TIMES = re.compile(rf"(?P<low>{NUM})\s(?:times|fold)\b(?P<after>\s(?:as|the|more|higher|greater|larger|bigger|its|their|that)\b)?", re.IGNORECASE)
TWICE = re.compile(r"\btwice\sas\s(?:many|much|likely|high|long)\b", re.IGNORECASE)
RANK = re.compile(
    r"\b(?P<rank>\d{1,3}(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth))"
    r"(?=\s(?:[a-z]{2,12}est\s|best\s|worst\s)?(?:(?:place\s|position\s)?(?:out\s)?of\s(?:the\s)?(?:all\s)?(?:\d|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty)|among\b|in\sthe\s(?:country|region|table|ranking)))",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\b(?:ranked|ranking|rank(?:ed)?\s(?:of|as|at)|placed|came|stood|position\sof)\s(?:joint\s)?(?P<rank>\d{1,3}(?:st|nd|rd|th))\b", re.IGNORECASE
)
BARE = re.compile(rf"(?P<ahead>between\s|from\s)?(?P<low>{NUM})(?:(?P<joint>{TO})(?P<high>{HIGH}))?", re.IGNORECASE)
CHANGES_BEHIND = re.compile(r"[^.;]{0,50}\b(?:increase|rise|growth|reduction|fall|decrease|drop|cut)\sof\b", re.IGNORECASE)
CHANGES = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|grow(?:n|s|th|ing)?|grew|increas\w+|fall(?:s|en|ing)?|fell|drop\w*|reduc\w+|decreas\w+|declin\w+|cut"
    r"|chang\w+|mov\w+|(?<!-)up|down|went|gone|going|halved|doubled|slipped|improv\w+|rais\w+|lower\w*|extend\w*|shrunk|shrank|expand\w*"
    r"|amend\w*)\b(?:[^.;]|\.\d){0,90}$",
    re.IGNORECASE,
)
HAS_FIGURE = re.compile(
    r"\d|\b(?:t(?:wo|hree|en|welve|wenty|hirty|hird|wice|enth|housand|welfth)|fo(?:ur|rt)|fi(?:ve|ft)|si(?:x|xt)|seven|eigh|nine|eleven"
    r"|half|halves|quarter|hundred|million|dozen|one\s)"
    r"|(?:teen|fth|rth|xth|nth)s?\b",
    re.IGNORECASE,
)
WORDS_AND_DIGITS = re.compile(r"\d+|[A-Za-z]+")
RATES = re.compile(rf"(?P<low>{NUM})(?:{PER})", re.IGNORECASE)
PARTS = ("hal", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MOST_TEXT = 20_000  # characters; a passage is no longer
PER_MANY = re.compile(r"\bper\s1?0?0?0?,?0", re.IGNORECASE)
POINTS = re.compile(r"\s?points?\b", re.IGNORECASE)
PERCENT_ABOUT = re.compile(r"%|per\s?cent|percentage|\bgap\b", re.IGNORECASE)
SCORED = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rating)\b[^.;]{0,70}?\s(?:of|was|to|from|at|by|is|out\sof|with)\s(?:(?:about|only|just|over)\s)?$|\bscor(?:ed|ing)\s$",
    re.IGNORECASE,
)
