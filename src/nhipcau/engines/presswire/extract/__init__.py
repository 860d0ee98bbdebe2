"""The extract stage of presswire: ``extract(page) -> Article``, raising ``Unreadable``."""

from .reader import extract

__all__ = ["extract"]
