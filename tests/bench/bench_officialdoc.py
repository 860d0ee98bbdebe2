"""How fast and with how much memory documents are read: ``run()`` gives the figures.

Each figure is taken in a process of its own, on documents made for it (facts of a plan repeated over
pages), so nothing is warm that would not be warm for a user.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
FORMS = REPOSITORY / "src/nhipcau/engines/officialdoc/tests/conftest.py"
_MEASURE = """
import json, resource, sys, time
from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.reader import ReadOptions
def cpu():
    own, other = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + other.ru_utime + other.ru_stime
clock, used = time.perf_counter(), cpu()
document = read(sys.argv[1], options=ReadOptions(max_scanned_pages=1000))
# VmHWM is this process's own peak; ru_maxrss would carry over the parent's
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({
    "pages": len(document.pages),
    "wall_seconds": round(time.perf_counter() - clock, 3),
    "cpu_seconds": round(cpu() - used, 3),
    "peak_mb": round(peak / 1024),
    "tables": len(document.tables) + sum(len(part.tables) for part in document.attachments),
}))
"""

# What pdfium alone takes for the same: every page's text and every letter's box, by its own helpers.
_PDFIUM = """
import json, sys, time
import pypdfium2
began = time.process_time()
document = pypdfium2.PdfDocument(sys.argv[1])
for page in document:
    textpage = page.get_textpage()
    textpage.get_text_bounded()
    for index in range(textpage.count_chars()):
        textpage.get_charbox(index, loose=True)
print(json.dumps({"pages": len(document), "cpu_seconds": round(time.process_time() - began, 3)}))
"""


def _forms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("officialdoc_forms", FORMS)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measure(path: Path, script: str = _MEASURE) -> dict[str, Any]:
    """Read one file in a fresh process: pages, wall and CPU seconds (after import), peak memory in MB."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return json.loads(done.stdout)


def beside_pdfium(path: Path, rounds: int = 3) -> dict[str, Any]:
    """The same, least CPU of some rounds, in turns with pdfium alone and how many times of it ours is."""
    tries = [(measure(path), measure(path, _PDFIUM)) for _ in range(rounds)]
    ours, alone = (min((pair[side] for pair in tries), key=lambda one: one["cpu_seconds"]) for side in (0, 1))
    return ours | {
        "pdfium_cpu_seconds": alone["cpu_seconds"],
        "times_pdfium": round(ours["cpu_seconds"] / alone["cpu_seconds"], 2),
    }


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Figures by document: the real plan (when the shared data is there), long PDFs, scans."""
    forms = _forms()
    figures: dict[str, Any] = {}
    plan = Path(os.environ.get("NHIPCAU_SHARED", REPOSITORY.parent / "shared")) / "plans" / "678-KH-UBND.txt"
    if plan.is_file():
        figures["plan_txt"] = measure(plan)
    pages = [*forms.PLAN.body, *[forms.LONG] * 7, "\f"]
    table = {"rows": forms.long_table(20), "columns": "(1cm,1fr,3.2cm,3.2cm,2cm)"}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (
            ("pdf_20_pages", forms.pdf_of(replace(forms.PLAN, body=pages * 19))),
            ("pdf_300_pages", forms.pdf_of(replace(forms.PLAN, body=pages * 150))),
            ("pdf_500_pages", forms.pdf_of(replace(forms.PLAN, body=pages * 499))),
            ("scan_2_pages", forms.scan_of(forms.pdf_of(forms.PLAN))),
            (
                "scan_with_table",
                forms.scan_of(forms.pdf_of(replace(forms.PLAN, body=[*forms.PLAN.body[:3], table]))),
            ),
            ("docx", forms.docx_of(forms.PLAN)),
        ):
            path = Path(folder) / name
            path.write_bytes(data)
            figures[name] = beside_pdfium(path) if name == "pdf_300_pages" else measure(path)
    return figures


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
