"""Every limit, named, with its reason."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

# ---- of a file ------------------------------------------------------------------------------------------------------------------------
MAX_FILE_BYTES = 512 * MEBIBYTE  # a scanned agenda pack of a thousand pages takes 300 MiB; the file is held in memory while it is read
MAX_PAGES = 5_000  # a full agenda pack runs to hundreds of pages; far beyond that is an attack
MAX_WORDS_A_PAGE = 20_000  # the smallest print fills a page with some 3,000 words
MAX_CHARACTERS_A_PAGE = 200_000  # of a page's text layer: MAX_WORDS_A_PAGE words of ten
MAX_WORDS = 2_000_000  # 5,000 pages of 400 words
MAX_SHAPES_A_PAGE = 50_000  # lines, boxes, images; a large grid has some 3,000, a map 20,000
MAX_SEGMENTS_A_PATH = 5_000  # of one drawn path; beyond that it is no table
MAX_EDGES_A_PAGE = 400  # lines of tables on a page, after pieces are joined; a large grid has 100
MAX_CROSSINGS_A_PAGE = 3_000  # of such lines; a year's attendance grid has 600, and the time to find cells grows with the square
MAX_TEXT = 20_000_000  # characters of a document: 2,000,000 words of ten
MAX_TITLE = 2_000  # characters of an item's title; the longest real ones have 300, and a 1 MB title breaks every list that shows it
MAX_NAME = 300  # characters of a council's, a committee's or a venue's name
MAX_QUOTE = 4_000  # characters of a sentence, a question, an answer; the longest real ones have 2,500
MAX_FACT = 20_000  # characters of a decision: a motion of two pages has 6,000
MAX_ITEMS = 20_000  # numbered items of a document; a pack of a year's minutes has some 1,500
MAX_MEETINGS = 500  # of a document: a year's volume holds some 100
MAX_DECLARATIONS = 500  # of interest, of a meeting: each is compared with all the others; a long list has some dozens
MAX_PROBLEMS = 2_000  # rows of `issues` of a document: beyond that they tell nothing new

# ---- of the child that reads it -----------------------------------------------------------------------------------------------------------
CPU_SECONDS = 60  # of CPU, not of the clock: a busy machine must not fail innocent files; normal files need 0.01 s a page
WALL_SECONDS = 300  # behind the CPU limit, for a child that sleeps: so long by the clock without a second of CPU
OCR_CPU_SECONDS = 10  # more, for each page that OCR reads: a clean page takes 1, a dense or dirty one 5, a page tried on all sides 4 times that
MAX_OCR_PAGES = 300  # of a document: five minutes of CPU; a larger scan is for a machine of its own
MAX_OCR_PIXELS = 12_000_000  # of a rendered page: A3 at 200 dots an inch has 7.7 million
MEMORY_BYTES = 2048 * MEBIBYTE  # of address space; normal files need 20-120 MiB
DESCRIPTORS = 64  # a child holds three pipes and a few libraries
MAX_REPLY_BYTES = 256 * MEBIBYTE  # MAX_TEXT characters with a line record for every 40 of them
FILES_A_CHILD = 500  # a fresh child now and then, so that what a library leaks is given back
RESIDENT_BYTES = 400 * MEBIBYTE  # a child that has grown past this between files is replaced
START_SECONDS = 60  # for a child to start and import the PDF libraries, on a busy machine

# ---- of the database --------------------------------------------------------------------------------------------------------------------
BUSY_SECONDS = 5  # how long to wait for another program's write before saying so
WAITING_FILES = 256  # files for each child that may be done before an earlier, slower one: rows are written in the order of the listing
WAITING_CHARACTERS = 32_000_000  # of their text; with its lines, that is some 150 MiB in the parent

# ---- of what is shown -------------------------------------------------------------------------------------------------------------------
MAX_SHOWN = 200  # characters of a title or a name on one line of the terminal
MAX_REASON = 500  # characters of a reason why a file could not be read
