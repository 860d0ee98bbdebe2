"""Runs the parts of a scan on Dask workers: many WARC files over many machines.

Each part is a pure function of its files, so a lost worker's parts are simply done again elsewhere.  The
files must be readable under the same path on every worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from nhipcau.engines.presswire.model import PresswireError
from nhipcau.engines.presswire.scan.pipeline import PartResult, scan_part
from nhipcau.engines.presswire.scan.sources import Part


class EngineRefused(PresswireError):
    """Dask is not installed, or its scheduler cannot be reached."""


def run_on_dask(
    parts: Sequence[Part], watch: str, *, scheduler: str = "", jobs: int = 2
) -> Iterator[PartResult]:
    """Results of the parts in their order.

    scheduler: address of a running one (``tcp://host:8786``), or "" to start workers on this machine
    (``jobs`` processes).  Raises EngineRefused.
    """
    if find_spec("distributed") is None:
        raise EngineRefused("no_dask")
    from distributed import Client, LocalCluster
    from distributed.scheduler import KilledWorker

    cluster = None
    try:
        if scheduler:
            client = Client(scheduler, timeout=20, set_as_default=False)
        else:
            cluster = LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
            )
            client = Client(cluster, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise EngineRefused("no_scheduler", scheduler=scheduler) from error
    try:
        # retries: a worker killed in the middle of a part (memory, power) costs that part's time, no more
        futures = client.map(scan_part, parts, watch=watch, pure=False, retries=3)
        for future in futures:
            result: PartResult = future.result()
            yield result
            future.release()
    except KilledWorker as error:
        raise EngineRefused("workers_lost") from error
    finally:
        client.close()
        if cluster is not None:
            cluster.close()
