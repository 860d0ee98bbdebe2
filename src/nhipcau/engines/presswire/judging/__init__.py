"""Proposals to the desk: subject, tone and flags of an article, each with the words that caused it."""
