"""kill -9 in every flow of papers: nothing is lost, doubled, skipped or half there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.crash.conftest import LONGEST
from tests.crash.postman import MailOffice

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).with_name("killing.py")
FLOWS = sorted(
    path.stem.removeprefix("kill_")
    for path in SCRIPT.parent.glob("kill_*.py")
    if "FLOW =" in path.read_text()
)
KILLS = 10


def test_all_flows_are_there():
    assert FLOWS == [
        "amending",
        "certificates",
        "directing",
        "drafting",
        "figures",
        "next_plan",
        "numbering",
        "reports",
        "sending",
        "signing",
    ]


@pytest.mark.parametrize("flow", FLOWS)
def test_ten_kills_of_a_flow_lose_nothing(site, flow):
    done = subprocess.run(
        [sys.executable, str(SCRIPT), flow, str(KILLS), "7"],
        env=site.env(), capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    assert done.stdout.strip(), done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["wrong"] == [], done.stderr
    assert (figures["kills"], figures["ended"]) == (KILLS, 0), done.stderr
    assert figures["answers"], "the kills came before anything was done"


def test_the_mail_server_writes_down_what_it_took(tmp_path):
    server = MailOffice(str(tmp_path / "taken"))
    server.take("<one@example.org>")
    server.server_close()
    assert (tmp_path / "taken").read_text() == "<one@example.org>\n"
    assert server.taken == ["<one@example.org>"]
