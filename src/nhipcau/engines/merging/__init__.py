"""The sentences of many agencies' reports, merged into one document.

What is said twice is folded, with every wording kept; what agencies say each of itself is gathered; what differs in a figure, a
day, a place or in whether it was done is never folded, and shown as a conflict where it is about one fact.  Nothing is ever
added up and no sentence is lost.
"""

from nhipcau.engines.merging.grouping import merge
from nhipcau.engines.merging.model import (
    Conflict,
    Group,
    Member,
    Merged,
    MergingError,
    Said,
    Side,
    TaskMerged,
    stable_key,
)
from nhipcau.engines.merging.verdicts import Kind

__all__ = [
    "Conflict",
    "Group",
    "Kind",
    "Member",
    "Merged",
    "MergingError",
    "Said",
    "Side",
    "TaskMerged",
    "merge",
    "stable_key",
]
