"""Runs the parts of a scan on this machine: in this process, or in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from nhipcau.engines.presswire.scan.pipeline import PartResult, scan_part
from nhipcau.engines.presswire.scan.sources import Part


def run_here(parts: Sequence[Part], watch: str, jobs: int = 1) -> Iterator[PartResult]:
    """Results of the parts in their order.  jobs: processes to use, 1 for this one."""
    if jobs <= 1 or len(parts) <= 1:
        for part in parts:
            yield scan_part(part, watch)
        return
    # spawn: the libraries underneath keep threads and compiled tables that do not survive a fork
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(scan_part, parts, [watch] * len(parts))
