"""What a text is read out as: digits, money, dates, hours, measures, numbers of documents, short forms and phone numbers in words."""

from nhipcau.engines.vntext.saying.reading import say, say_lines, unsure

__all__ = ["say", "say_lines", "unsure"]
