"""Where workers look for what the office does by the clock."""

from nhipcau.office.asks.tasks import remind_asked, remind_asked_by_the_hour
from nhipcau.office.deadlines.tasks import send_hour_reminders, send_reminders
from nhipcau.office.deliveries.tasks import send_waiting, write_summaries
from nhipcau.office.outward.actions import carry

__all__ = [
    "carry",
    "remind_asked",
    "remind_asked_by_the_hour",
    "send_hour_reminders",
    "send_reminders",
    "send_waiting",
    "write_summaries",
]
