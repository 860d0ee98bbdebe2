"""Deadlines: what is due for whom, the law's own limits, and the office's calendar of working days."""
