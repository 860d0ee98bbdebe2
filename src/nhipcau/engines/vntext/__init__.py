"""Vietnamese official text: letters, lines, dates, timings, document numbers, agency lists, abbreviations.

Pure functions without state.  Everything takes and gives ``str`` in NFC (``clean`` makes it so) and keeps
positions where a caller may want to show the words.
"""

from nhipcau.engines.vntext.abbreviations import Abbreviation, expand, find_definitions, in_full
from nhipcau.engines.vntext.agencynames import (
    AgencyList,
    AgencyName,
    find_agencies,
    opens_agency,
    split_agencies,
)
from nhipcau.engines.vntext.dates import (
    FoundDate,
    day_before,
    find_dates,
    last_day,
    official_date,
    parse_date,
    quarter_days,
    read_day,
    read_moment,
    short_date,
)
from nhipcau.engines.vntext.docnumbers import (
    DocNumber,
    canonical_number,
    find_doc_numbers,
    parse_doc_number,
)
from nhipcau.engines.vntext.letters import (
    clean,
    fold,
    fold_in_place,
    place_tones,
    place_tones_new,
    same_words,
    squeeze,
    tone_key,
)
from nhipcau.engines.vntext.lines import JoinedLines, continues, join_lines, join_text, opens_point, separator
from nhipcau.engines.vntext.timing import (
    FoundTiming,
    Timing,
    TimingKind,
    find_timing,
    next_timing,
    parse_timing,
)

__all__ = [
    "Abbreviation",
    "AgencyList",
    "AgencyName",
    "DocNumber",
    "FoundDate",
    "FoundTiming",
    "JoinedLines",
    "Timing",
    "TimingKind",
    "canonical_number",
    "clean",
    "continues",
    "day_before",
    "expand",
    "find_agencies",
    "find_dates",
    "find_definitions",
    "find_doc_numbers",
    "find_timing",
    "fold",
    "fold_in_place",
    "in_full",
    "join_lines",
    "join_text",
    "last_day",
    "next_timing",
    "official_date",
    "opens_agency",
    "opens_point",
    "parse_date",
    "parse_doc_number",
    "parse_timing",
    "place_tones",
    "place_tones_new",
    "quarter_days",
    "read_day",
    "read_moment",
    "same_words",
    "separator",
    "short_date",
    "split_agencies",
    "squeeze",
    "tone_key",
]
