"""stub"""
from __future__ import annotations
def look_again(words, page, frame, recognise):
    return words
