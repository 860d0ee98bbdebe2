"""Figures counted from what was done: indicators as data, periods with their days, one function that counts.

``Ledger`` lays facts out once; ``count`` and ``compare`` answer for an indicator, a period and a scope.  A figure is never typed
where it can be counted, never added to another, and opens to the facts behind it; ``freeze`` and ``revise`` keep it after closing.
Errors are codes with parameters; ``cli_words`` has their words.
"""

from nhipcau.engines.counting.closings import Period, PlanDates, ReportCalendar
from nhipcau.engines.counting.definitions import (
    Definitions,
    Indicator,
    Part,
    default_definitions,
    indicators_of_file,
    read_indicators,
)
from nhipcau.engines.counting.errors import CountingError, Refused, WrongUse
from nhipcau.engines.counting.figures import Comparison, Counted, Figure, Status
from nhipcau.engines.counting.frozen import Frozen, check_chain, difference, freeze, read_frozen, revise
from nhipcau.engines.counting.kinds import Kinds, default_kinds, kinds_of_file
from nhipcau.engines.counting.ledger import Ledger, count
from nhipcau.engines.counting.model import PROVINCE, Coverage, Fact, Goal, Scope, Typed, Withdrawal
from nhipcau.engines.counting.period_words import period_name
from nhipcau.engines.counting.periods import PeriodKind, PeriodName, of_year, parse_period

__all__ = [
    "PROVINCE",
    "Comparison",
    "Counted",
    "CountingError",
    "Coverage",
    "Definitions",
    "Fact",
    "Figure",
    "Frozen",
    "Goal",
    "Indicator",
    "Kinds",
    "Ledger",
    "Part",
    "Period",
    "PeriodKind",
    "PeriodName",
    "PlanDates",
    "Refused",
    "ReportCalendar",
    "Scope",
    "Status",
    "Typed",
    "Withdrawal",
    "WrongUse",
    "check_chain",
    "count",
    "default_definitions",
    "default_kinds",
    "difference",
    "freeze",
    "indicators_of_file",
    "kinds_of_file",
    "of_year",
    "parse_period",
    "period_name",
    "read_frozen",
    "read_indicators",
    "revise",
]
