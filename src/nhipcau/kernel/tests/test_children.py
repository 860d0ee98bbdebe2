"""Foreign bytes are read in children that have limits, and no reader stops the house."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from nhipcau.engines.officialdoc import errors, first_look, plan_file
from nhipcau.engines.presswire.find import named
from nhipcau.engines.presswire.model import FetchedPage, Unreadable
from nhipcau.kernel import reading, tables
from nhipcau.kernel.atomic import InsideTransaction, alone
from nhipcau.kernel.children import Busy, Ended, Limits, Pool, TimedOut
from nhipcau.kernel.children.pool import name_of
from nhipcau.kernel.refusal import Refused

ENOUGH = Limits(wall=30, cpu=10)


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A pool whose children also find what this test calls a reader: it sleeps, spins, eats memory, dies."""
    package = tmp_path / "hostile_reader.py"
    package.write_text(
        "import os, time, datetime, subprocess, tempfile\n"
        "def sleep(): time.sleep(60)\n"
        "def spin():\n    while True: pass\n"
        "def eat(): return len(bytearray(3 * 1024**3))\n"
        "def die(): os._exit(3)\n"
        "def number(): return os.getpid()\n"
        "def fail(): raise ValueError('không đọc được')\n"
        "def start(path):\n"
        "    subprocess.Popen(['sh', '-c', f'sleep 4; touch {path}'])\n    time.sleep(60)\n"
        "def clever(): return subprocess.Popen\n"
        "def day(): return datetime.date(2026, 6, 20)\n"
        "def write(rest):\n"
        "    folder = tempfile.mkdtemp()\n    open(folder + '/trang.pgm', 'wb').write(b'mat')\n"
        "    started = subprocess.run(['mktemp', '-d'], capture_output=True, text=True).stdout.strip()\n"
        "    time.sleep(rest)\n    return [folder, started]\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    pool = Pool(modules=["hostile_reader"], size=1, scratch=lambda: tmp_path / "incoming")
    monkeypatch.setattr("nhipcau.kernel.children.pool.name_of", lambda name: f"hostile_reader:{name}")
    yield pool
    pool.close()


def test_a_reader_that_sleeps_is_ended_at_its_wall_limit_and_the_next_one_is_read(hostile):
    hostile.call("day", limits=ENOUGH)
    begun = time.monotonic()
    with pytest.raises(TimedOut):
        hostile.call("sleep", limits=Limits(wall=0.5, cpu=10))
    assert time.monotonic() - begun < 3
    assert str(hostile.call("day", limits=ENOUGH)) == "2026-06-20"


def test_a_reader_that_spins_is_ended_at_its_cpu_limit(hostile):
    with pytest.raises(Ended):
        hostile.call("spin", limits=Limits(wall=60, cpu=1))


def test_a_reader_that_eats_memory_is_ended(hostile):
    with pytest.raises(Ended):
        hostile.call("eat", limits=Limits(wall=30, cpu=10, memory=256 * 1024**2))


def test_a_reader_that_dies_is_replaced(hostile):
    first = hostile.call("number", limits=ENOUGH)
    assert hostile.call("number", limits=ENOUGH) == first, "one child reads many"
    with pytest.raises(Ended):
        hostile.call("die", limits=ENOUGH)
    assert hostile.call("number", limits=ENOUGH) != first


def test_a_child_of_one_call_is_never_asked_again(hostile):
    hostile.calls_each = 1
    assert hostile.call("number", limits=ENOUGH) != hostile.call("number", limits=ENOUGH)


def test_children_come_again_after_their_mother_was_killed(hostile):
    hostile.call("number", limits=ENOUGH)
    os.kill(hostile._mother.pid, signal.SIGKILL)
    hostile._mother.wait()
    for _ in range(2):
        try:
            hostile.call("number", limits=ENOUGH)
        except Ended:
            continue
    assert hostile.call("number", limits=ENOUGH) > 0


def test_what_a_reader_raises_comes_through(hostile):
    with pytest.raises(ValueError, match="không đọc được"):
        hostile.call("fail", limits=ENOUGH)


def test_a_child_cannot_hand_over_what_is_no_plain_value(hostile):
    with pytest.raises(Exception, match="may not answer with"):
        hostile.call("clever", limits=ENOUGH)


def test_what_a_reader_started_ends_with_it(hostile, tmp_path):
    mark = tmp_path / "still-there"
    with pytest.raises(TimedOut):
        hostile.call("start", str(mark), limits=Limits(wall=2, cpu=10))
    time.sleep(5)
    assert not mark.exists()


def test_what_a_reader_writes_on_its_way_lies_in_the_private_folder_and_goes_with_the_call(hostile, tmp_path):
    """The pages of a scan that is read: never in the folder that all accounts of the machine share."""
    for wrote in (hostile.call("write", 0, limits=ENOUGH), hostile.call("write", 0, limits=ENOUGH)):
        assert all(Path(each).is_relative_to(tmp_path / "incoming") for each in wrote)
        assert list((tmp_path / "incoming").iterdir()) == []


def test_what_a_reader_wrote_goes_with_it_when_it_is_killed(hostile, tmp_path):
    before = set(Path("/tmp").glob("tmp*"))
    with pytest.raises(TimedOut):
        hostile.call("write", 60, limits=Limits(wall=2, cpu=10))
    assert list((tmp_path / "incoming").iterdir()) == []
    assert not [each for each in set(Path("/tmp").glob("tmp*")) - before if (each / "trang.pgm").exists()]


def test_every_pool_of_the_house_has_a_private_folder():
    pools = [each for each in vars(reading).values() if isinstance(each, Pool)]
    assert len(pools) > 3
    assert all(each.scratch is reading.incoming for each in pools)


def test_who_finds_no_free_child_is_told_so(hostile):
    hostile._free.acquire()
    try:
        with pytest.raises(Busy):
            hostile.call("day", limits=Limits(wall=0.2, cpu=1))
    finally:
        hostile._free.release()


def test_children_end_with_the_process_that_made_them(tmp_path):
    script = (
        "import sys, time\n"
        "from nhipcau.engines.vntext.letters import fold\n"
        "from nhipcau.kernel.children import Limits, Pool\n"
        "pool = Pool(modules=['nhipcau.engines.vntext'], size=1)\n"
        "assert pool.call(fold, 'Đà Lạt', limits=Limits(30, 10)) == 'da lat'\n"
        "print(pool._mother.pid, pool._idle[0].number, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    numbers = [int(number) for number in parent.stdout.readline().split()]
    assert len(numbers) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not any(_lives(number) for number in numbers):
            return
        time.sleep(0.1)
    pytest.fail("a child outlived its parent")


def _lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_only_functions_of_engines_are_called():
    assert name_of(first_look.check) == "nhipcau.engines.officialdoc.first_look:check"
    with pytest.raises(TypeError):
        name_of(os.system)
    with pytest.raises(TypeError):
        name_of(lambda: None)


def test_a_plan_is_read_in_a_child(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nThông tin đối ngoại năm 2026\n1. Sở Ngoại vụ tổ chức hội nghị.\n", "utf-8")
    read = reading.documents(plan_file.read_plan_file, path, "a.txt", limits=reading.LOOK)
    assert "Sở Ngoại vụ" in read["text"]
    assert read["pages"] == [0]


def test_named_errors_of_readers_come_through(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 no more")
    with pytest.raises(errors.DocumentError) as refused:
        reading.documents(first_look.check, path, "a.pdf", limits=reading.LOOK)
    assert refused.value.code
    with pytest.raises(Unreadable):
        reading.pages(named.in_sitemap, FetchedPage("https://a.vn/", b"no sitemap"), None)


def test_a_table_is_read_in_a_child_and_its_refusal_comes_through():
    fields = [tables.Field("name", "Tên", required=True)]
    book = openpyxl.Workbook()
    book.active.append(["Tên"])
    book.active.append(["Sở Ngoại vụ"])
    kept = io.BytesIO()
    book.save(kept)
    read = reading.checked(tables.read_xlsx, kept.getvalue(), fields, name="a.xlsx")
    assert [line.values for line in read.lines] == [{"name": "Sở Ngoại vụ"}]
    with pytest.raises(Refused, match="bảng tính"):
        reading.checked(tables.read_xlsx, b"PK no workbook", fields, name="a.xlsx")


def test_an_upload_that_is_not_checked_in_time_is_refused_and_nothing_of_it_stays(monkeypatch):
    def late(*args, limits):
        assert args[1].read_bytes() == b"a"
        raise TimedOut

    monkeypatch.setattr(reading, "documents", late)
    with pytest.raises(Refused, match="không kiểm tra được"):
        reading.look(first_look.check, ContentFile(b"a"), name="a.txt")
    assert list(reading.incoming().iterdir()) == []


def test_uploads_lie_in_a_private_folder_that_is_emptied(settings):
    with reading.laid_out(ContentFile(b"a"), name="a.PDF") as path:
        assert path.name == "tep.pdf"
        assert reading.incoming().stat().st_mode & 0o077 == 0
        assert reading.empty_incoming(older_than=3600) == 0
        assert path.exists()
    left = reading.incoming() / "tep-left"
    left.mkdir()
    (left / "tep").write_bytes(b"a")
    assert reading.empty_incoming() == 1
    assert list(reading.incoming().iterdir()) == []


@pytest.mark.django_db
def test_nothing_is_read_inside_a_transaction(tmp_path):
    with transaction.atomic(), pytest.raises(InsideTransaction):
        reading.documents(first_look.check, tmp_path / "a.txt", "a.txt", limits=reading.LOOK)
    with transaction.atomic(), pytest.raises(InsideTransaction):
        reading.look(first_look.check, ContentFile(b"a"), name="a.txt")
    with alone(), transaction.atomic(), pytest.raises(FileNotFoundError):
        reading.documents(first_look.check, tmp_path / "a.txt", "a.txt", limits=reading.LOOK)
