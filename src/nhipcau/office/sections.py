"""The sections of the head in which the office's pages stand; the app above registers their entries."""

PAPERS = "papers"
"""Official papers: what comes, what waits for a signature, what waits for an answer."""
