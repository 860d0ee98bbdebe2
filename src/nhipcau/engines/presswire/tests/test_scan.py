from __future__ import annotations

import importlib.util
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.engines.presswire.scan import cli as scan_cli
from nhipcau.engines.presswire.scan import dask_engine
from nhipcau.engines.presswire.scan.engines_local import run_here
from nhipcau.engines.presswire.scan.pipeline import PartResult, assemble, make_scanner
from nhipcau.engines.presswire.scan.sources import find_files, parts_of

_spec = importlib.util.spec_from_file_location("scan_pages", Path(__file__).parent / "scan_pages.py")
assert _spec and _spec.loader
scan_pages = importlib.util.module_from_spec(_spec)
sys.modules["scan_pages"] = scan_pages
_spec.loader.exec_module(scan_pages)


def scan(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    assert scan_cli.main([*argv, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return lines[:-1], lines[-1]


def lines_of(results: list[PartResult]) -> list[dict[str, Any]]:
    return [article.to_json() for article in assemble(kept for result in results for kept in result.kept)]


def test_a_folder_of_pages_becomes_articles_copies_and_stories(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan_pages.write_pages(tmp_path)
    articles, summary = scan(capsys, str(tmp_path), "--watch", "lam-dong")
    by_id = {article["id"]: article for article in articles}
    assert list(by_id) == ["prenn", "prenn-copy", "prenn-later", "coffee"]
    assert by_id["prenn-copy"]["copy_of"] == "prenn"
    assert by_id["prenn-later"]["copy_of"] is None
    assert {by_id[name]["story"] for name in ("prenn", "prenn-copy", "prenn-later")} == {"prenn"}
    assert by_id["coffee"]["story"] == "coffee"
    assert all(article["relevance"] == "about" for article in articles)
    assert (summary["pages"], summary["kept"], summary["copies"], summary["stories"]) == (5, 4, 1, 2)
    assert summary["outcomes"]["screen"] == {"hit": 4, "no_name": 1}


def test_everything_can_be_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_pages.write_pages(tmp_path)
    articles, _ = scan(capsys, str(tmp_path), "--watch", "all")
    assert "hanoi" in {article["id"] for article in articles}


def test_another_province_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_pages.write_pages(tmp_path)
    articles, _ = scan(capsys, str(tmp_path), "--watch", "Hà Nội")
    assert [article["id"] for article in articles] == ["hanoi"]


def test_a_damaged_file_does_not_stop_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_pages.write_pages(tmp_path)
    (tmp_path / "broken.html.gz").write_bytes(b"\x1f\x8b\x08broken")
    whole = scan_pages.write_warcs(tmp_path, files=1)[0]
    (tmp_path / "cut.warc.gz").write_bytes(whole.read_bytes()[:-200])
    (tmp_path / "empty.html").write_bytes(b"")
    articles, summary = scan(capsys, str(tmp_path))
    assert {"prenn", "coffee"} <= {article["id"] for article in articles}
    assert summary["outcomes"]["read"]["damaged_gzip"] == 1
    assert summary["outcomes"]["read"]["broken_warc"] == 1


def test_wrong_paths_and_profiles_are_refused_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scan_cli.main([str(tmp_path / "nothing.html")]) == 1
    assert "Không tìm thấy tệp" in capsys.readouterr().err
    assert scan_cli.main([str(tmp_path)]) == 1
    assert "không có tệp" in capsys.readouterr().err
    scan_pages.write_pages(tmp_path)
    assert scan_cli.main([str(tmp_path), "--watch", "xu-thanh"]) == 1
    assert "lam-dong" in capsys.readouterr().err
    assert scan_cli.main([]) == 2


def test_people_get_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan_pages.write_pages(tmp_path)
    assert scan_cli.main([str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "02/03/2026" in out
    assert "2 sự kiện" in out


def test_the_number_of_processes_does_not_change_the_result(tmp_path: Path) -> None:
    scan_pages.write_warcs(tmp_path)
    parts = parts_of(find_files([str(tmp_path)]))
    assert len(parts) == 4
    alone = lines_of(list(run_here(parts, "lam-dong")))
    assert len(alone) == 4
    assert lines_of(list(run_here(parts, "lam-dong", jobs=2))) == alone
    assert lines_of(list(run_here(list(reversed(parts)), "lam-dong"))) == alone


@pytest.mark.crash
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the optional package dask is not installed"
)
def test_a_lost_dask_worker_loses_nothing(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    scan_pages.write_warcs(tmp_path, files=8, repeats=3)
    parts = parts_of(find_files([str(tmp_path)]))
    alone = lines_of(list(run_here(parts, "lam-dong")))
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))
        results = dask_engine.run_on_dask(parts, "lam-dong", scheduler=cluster.scheduler_address)
        first = next(results)
        os.kill(victim, signal.SIGKILL)
        rest = list(results)
    assert lines_of([first, *rest]) == alone


def test_a_scheduler_that_does_not_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_pages.write_warcs(tmp_path)
    parts = parts_of(find_files([str(tmp_path)]))
    monkeypatch.setattr(dask_engine, "find_spec", lambda _: None)
    with pytest.raises(dask_engine.EngineRefused, match="no_dask"):
        list(dask_engine.run_on_dask(parts, "lam-dong"))


@pytest.mark.parametrize(
    "frame",
    [
        "<aside><ul><li><a href='/1'>Lâm Đồng: cà phê được giá</a></li></ul></aside>",
        "<footer><a href='/dl'>Đà Lạt</a> <a href='/hn'>Hà Nội</a></footer>",
        "<script>var menu = {'name': 'Lâm Đồng'}</script>",
    ],
)
def test_a_page_that_names_the_province_in_lists_of_links_only_is_not_read_on(frame: str) -> None:
    scanner = make_scanner("lam-dong")
    reads = scanner.extract_named
    assert reads is not None
    asked: list[str] = []
    story = "".join(
        f"<p>Chiều {n} tháng sáu, đội thuyền tập thêm hai giờ trên sông để kịp ngày hội, dù nước lên rất nhanh.</p>"
        for n in range(1, 15)
    )
    html = f"<html><head><title>Hội thuyền</title></head><body><h1>Hội thuyền</h1><div>{story}</div>{frame}</body></html>"
    page = FetchedPage(url="https://a.example/1", body=html.encode(), key="1")
    assert scanner.scan(page) is None
    assert reads(page, lambda text: bool(asked.append(text))) is None
    assert "Lâm Đồng" not in asked[0]
    told = html.replace("đội thuyền tập", "đội thuyền Lâm Đồng tập", 1)
    kept = scanner.scan(FetchedPage(url="https://a.example/2", body=told.encode(), key="2"))
    assert kept is not None
    assert kept.article.title == "Hội thuyền"
