"""Scans beside tesseract alone: script/bench ocr [--json].

Alone means what a clever user would write: pdftoppm at our resolution in grey, then one tesseract with the same
language over all pages.  Both are counted with all their children, on one thread; ours also finds tables, stamps,
signatures and the turned page.  ``times`` is ours over theirs; ``cpu`` and ``wall`` are seconds.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import bench_officialdoc as documents

DPI = 240  # as engines/officialdoc/scan/ocr.py renders


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """{scan: pages, ours, alone, times}; {"left_out": why} where a program is missing."""
    missing = [name for name in ("tesseract", "pdftoppm") if shutil.which(name) is None]
    if missing:
        return {"left_out": f"{', '.join(missing)} is not installed"}
    forms = documents._forms()
    plan = forms.PLAN
    table = {"rows": forms.long_table(20), "columns": "(1cm,1fr,3.2cm,3.2cm,2cm)"}
    prose = [*plan.body, *[forms.LONG] * 7, "\f"]
    made = {
        "two_pages": plan,
        "ten_pages": replace(plan, body=prose * 9),
        "with_table": replace(plan, body=[*plan.body[:3], table]),
    }
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="nhipcau-ocr-bench-") as folder:
        for name, form in made.items():
            path = Path(folder) / f"{name}.pdf"
            path.write_bytes(forms.scan_of(forms.pdf_of(form)))
            ours, alone = documents.measure(path), _alone(path, Path(folder) / name)
            figures[name] = {
                "pages": ours["pages"],
                "ours": {"cpu": ours["cpu_seconds"], "wall": ours["wall_seconds"]},
                "alone": alone,
                "times": round(ours["cpu_seconds"] / alone["cpu"], 2),
            }
    return figures


def _alone(path: Path, folder: Path) -> dict[str, float]:
    folder.mkdir()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    before, began = _children(), time.perf_counter()
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", str(path), str(folder / "p")], check=True)
    listing = folder / "list.txt"
    listing.write_text("\n".join(str(page) for page in sorted(folder.glob("p-*.pgm"))) + "\n")
    command = ["tesseract", str(listing), "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DPI), "tsv"]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {"cpu": round(_children() - before, 3), "wall": round(time.perf_counter() - began, 3)}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1:]), indent=1))
