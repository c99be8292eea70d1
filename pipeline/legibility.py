"""Whether the words of a page can be read, or are the rubbish of fonts without a true Unicode table.

Both tests are shy, because a page that is called rubbish loses its words and waits for OCR: a list of names, a table of figures, Welsh must pass.
"""

from __future__ import annotations

from pipeline.characters import BULLET, UNMAPPED
from pipeline.records import Word

# Any of these words, in any of the languages of these islands and their neighbours, and the page is legible.
_COMMON = frozenset(
    "the of and to in for was were that with this from by on at be is are not as it an no page council councillor councillors committee minutes"
    " yn ac ar ei eu gan wedi oedd bod mae cyngor cynghorydd pwyllgor cofnodion agus na le la les et de du".split()
)
_VOWELS = frozenset("aeiouy")
_ENOUGH = 100  # characters: fewer prove nothing
_MOST_UNMAPPED = 0.3  # of the characters; a page of bullets or of a form's boxes has fewer
_FEWEST_VOWELS = 0.22  # of the letters: English has .40, Welsh .38, lists of acronyms .28; letters shifted by a constant .15
_SAMPLE = 1_500  # words


def is_rubbish(words: list[Word]) -> bool:
    """Most characters have no meaning, or the letters make no words of any language."""
    if any(word.text.lower() in _COMMON for word in words[:_SAMPLE]):
        return False
    text = "".join(word.text for word in words[:_SAMPLE] if word.text != BULLET).lower()
    if len(text) < _ENOUGH:
        return False
    if text.count(UNMAPPED) + text.count(BULLET) + 5 * text.count("(cid:") > _MOST_UNMAPPED * len(text):
        return True
    letters = [c for c in text if c.isalpha() and c < "\u0250"]
    return len(letters) >= _ENOUGH and sum(c in _VOWELS for c in letters) < _FEWEST_VOWELS * len(letters)
