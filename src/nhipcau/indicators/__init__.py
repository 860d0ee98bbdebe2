"""Figures of reports: counted from what was done, opened to it, entered with a source where nobody counts yet."""
