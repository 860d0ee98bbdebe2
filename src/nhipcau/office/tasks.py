"""Where workers look for what the office does by the clock."""

from nhipcau.office.deadlines.tasks import send_reminders

__all__ = ["send_reminders"]
