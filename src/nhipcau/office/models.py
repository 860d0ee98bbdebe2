"""The rows of every room of the office; each room keeps its own."""

from nhipcau.office.deliveries.models import Delivery, Receipt

__all__ = ["Delivery", "Receipt"]
