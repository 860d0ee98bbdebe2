"""Work that is long enough to be killed in the middle; workers of the tests import it by name."""

from __future__ import annotations

import time

from django.contrib.auth import get_user_model

from nhipcau.kernel.jobs import job
from nhipcau.kernel.notifications import notify, register_kind


@job()
def tell_everyone(topics: int) -> None:
    """Tell every officer about every topic, each topic in a transaction of its own."""
    register_kind("crash", "Thử")
    for topic in range(topics):
        everyone = get_user_model().objects.all()
        notify(recipients=everyone, kind="crash", once=f"crash:{topic}", title=f"Việc {topic}", url="/")
        time.sleep(0.03)
