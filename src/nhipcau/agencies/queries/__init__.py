"""Reads that join several models."""

from nhipcau.agencies.queries.matching import Candidate, Match, Matcher, heirs_of

__all__ = ["Candidate", "Match", "Matcher", "heirs_of"]
