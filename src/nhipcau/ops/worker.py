"""``nhipcau worker``: runs background tasks, keeps the clock, takes over from workers that died.

Needs a Django that is set up, as the task loop brings models.
"""

from __future__ import annotations

import argparse
import logging
import signal
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from nhipcau.kernel import jobs, reading, righting, schedule, workers

logger = logging.getLogger("nhipcau.worker")
SCHEDULE_EVERY = 15.0  # seconds
LEFT_BEHIND = 3600.0  # seconds; no upload and no reading takes so long


class HouseWorker:
    """The loop that runs jobs, with signs of life and the schedule on a thread beside it."""

    def __init__(self, *, worker_id: str, once: bool = False, interval: float = 1.0) -> None:
        self.worker_id = worker_id
        self.loop = jobs.loop(worker_id=worker_id, once=once, interval=interval)

    def run(self) -> None:
        jobs.discover()
        folder = settings.VAR_DIR / "workers"
        pulse = workers.Pulse(self.worker_id, folder)
        pulse.start()
        ended = threading.Event()
        righting.put_right(timezone.now())
        self._look_around(folder)
        keeper = threading.Thread(target=self._keep_time, args=(pulse, folder, ended), daemon=True)
        keeper.start()
        try:
            self.loop.run()
        finally:
            ended.set()
            keeper.join(timeout=5)
            pulse.stop()

    def _keep_time(self, pulse, folder, ended: threading.Event) -> None:
        # A clock that only goes forward: while the wall's is behind what it said before, nothing here may stand still.
        looked, wall = time.monotonic(), righting.Wall()
        is_set_back = False
        while not ended.wait(workers.BEAT_EVERY.total_seconds() / 2):
            try:
                is_set_back = wall.was_set_back() or is_set_back
                pulse.beat()
                if is_set_back:
                    logger.warning("the clock was set back")
                    righting.put_right(timezone.now())
                    is_set_back = False
                if time.monotonic() - looked >= SCHEDULE_EVERY:
                    looked = time.monotonic()
                    self._look_around(folder)
            except DatabaseError:
                # Locked or away for a moment: the next round tries again.
                logger.warning("the keeper of time could not reach the database", exc_info=True)
                connection.close()
            except Exception:
                # A worker without its keeper would go on without signs of life, and no job of the clock would begin.
                logger.exception("the keeper of time stumbled; the next round tries again")
            close_old_connections()
        connection.close()

    def _look_around(self, folder) -> None:
        # What a web process that was killed left of an upload; others may be writing or reading what is newer.
        reading.empty_incoming(older_than=LEFT_BEHIND)
        workers.recover(folder, me=self.worker_id)
        schedule.enqueue_due()


def main(args: list[str]) -> int:
    """Run until told to stop (SIGTERM, Ctrl-C: the running task is finished first)."""
    parser = argparse.ArgumentParser(
        prog="nhipcau worker",
        description="Chạy thêm một tiến trình việc nền: làm các việc đang chờ, giữ giờ hẹn, nhận việc của tiến trình đã dừng.",
    )
    parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi kết thúc")
    parser.add_argument("--interval", type=float, default=1.0, help="số giây giữa hai lần xem hàng đợi")
    options = parser.parse_args(args)
    worker = HouseWorker(worker_id=workers.new_worker_id(), once=options.once, interval=options.interval)
    worker.loop.configure_signals()
    # Whoever started us may have had these blocked or ignored.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        worker.run()
    finally:
        connection.close()
    return 0
