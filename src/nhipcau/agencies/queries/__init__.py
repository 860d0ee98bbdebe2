"""Reads that join several models."""

from nhipcau.agencies.queries.accounts import who_may
from nhipcau.agencies.queries.matching import Candidate, Match, Matcher

__all__ = ["Candidate", "Match", "Matcher", "who_may"]
