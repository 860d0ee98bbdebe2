"""The word lists of the readers of documents: those of this folder's ``data``."""

from __future__ import annotations

from nhipcau.engines.vntext.wordlists import WordLists

LISTS = WordLists(__file__)
