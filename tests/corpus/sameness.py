"""Whether a change of the readers leaves every reading as it was, to the letter.

    python -m tests.corpus.sameness FOLDER before      every text read once, before the change
    python -m tests.corpus.sameness FOLDER after       once more, and which readings are not the same

The texts are all of `tests/corpus`, those of the shared test data (plans, cases, documents), each plan and case as a
law site breaks its lines, and the shared pages of the press.  They are made once, in FOLDER.  Of a reading nothing but
its name and a hash is printed, so that nobody looks at a case that is kept aside; the whole is in FOLDER/NAME.jsonl.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.errors import DocumentError
from nhipcau.engines.officialdoc.jsonform import document_form
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.presswire.extract import extract
from nhipcau.engines.presswire.model import FetchedPage, Unreadable
from tests.corpus import make
from tests.corpus.forms import FORMS, load, made_all
from tests.corpus.scoring import SHARED, broken

WIDTHS = (60, 80)


def lay(folder: Path) -> None:
    """Every text as a file of ``folder``."""
    make.make(folder / "plans")
    (folder / "forms").mkdir(parents=True, exist_ok=True)
    for name, content in made_all(map(load, sorted(FORMS.glob("*.case")))).values():
        (folder / "forms" / name).write_bytes(content)
    for part in ("plans", "plans/cases", "documents"):
        (folder / "shared" / part).mkdir(parents=True, exist_ok=True)
        for path in (SHARED / part).iterdir():
            if path.is_file() and path.suffix in (".txt", ".docx", ".pdf", ".html", ".xlsx"):
                shutil.copy(path, folder / "shared" / part)
    (folder / "broken").mkdir(exist_ok=True)
    for path in [*(folder / "plans").iterdir(), *(folder / "forms").iterdir()]:
        if path.suffix not in (".docx", ".txt", ".html"):
            continue
        try:
            document = read(path)
        except DocumentError:
            continue
        if document.tables or any(part.tables for part in document.attachments):
            continue
        for width in WIDTHS:
            (folder / "broken" / f"{path.name}.{width}.txt").write_text(broken(document, width), "utf-8")
    (folder / "pages").mkdir(exist_ok=True)
    for path in (SHARED / "press" / "pages").glob("*.html.gz"):
        (folder / "pages" / path.name.removesuffix(".gz")).write_bytes(gzip.decompress(path.read_bytes()))
    for path in (SHARED / "press" / "cases").glob("*.html"):
        shutil.copy(path, folder / "pages")


def article(path: Path) -> str:
    try:
        return repr(extract(FetchedPage(url="", body=path.read_bytes(), key=path.stem)))
    except Unreadable as error:
        return repr(error)


def readings(folder: Path) -> Iterator[tuple[str, str]]:
    """Each text's name and its reading as one line of JSON."""
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        if path.parent.name == "pages":
            yield name, article(path)
            continue
        try:
            document = read(path)
        except DocumentError as error:
            yield name, json.dumps({"refused": error.code})
            continue
        whole = {"document": document_form(document), "plan": read_plan(document).to_json()}
        yield name, json.dumps(whole, ensure_ascii=False)


def main(folder: Path, when: str) -> int:
    texts, marker = folder / "texts", folder / "texts.whole"
    if not marker.exists():
        lay(texts)
        marker.touch()
    kept = folder / f"{when}.jsonl"
    with kept.open("w", encoding="utf-8") as file:
        for name, reading in readings(texts):
            file.write(json.dumps([name, reading], ensure_ascii=False) + "\n")
    if when == "before":
        print(f"{len(kept.read_text('utf-8').splitlines())} readings")
        return 0
    one, other = (
        dict(json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8"))
        for name in ("before", when)
    )
    changed = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    for name in changed:
        print(name, *(hashlib.sha256(str(side.get(name)).encode()).hexdigest()[:8] for side in (one, other)))
    print(f"{len(one)} readings, {len(changed)} not the same")
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
