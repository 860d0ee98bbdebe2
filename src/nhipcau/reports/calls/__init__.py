"""Data calls: questions in minutes from an incoming letter, answered on one page, merged, sent back as a letter."""
