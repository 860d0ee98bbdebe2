"""Where workers look for what the office does by the clock."""

from nhipcau.office.deliveries.tasks import send_waiting, write_summaries

__all__ = ["send_waiting", "write_summaries"]
