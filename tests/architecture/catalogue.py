"""The English catalogue: gathered from the source, kept in order, compiled.

Sentences stand in Vietnamese where they are used and are their own message ids.  Babel reads the Python
files (``N_`` of kernel.refusal is a keyword like the others) and, through Django's own ``templatize``,
the templates; so no GNU gettext is needed on the machine.  The file carries neither dates nor places,
and so changes only when a sentence does.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from nhipcau.engines.presswire.judging.lexicon import load_rules

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nhipcau"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEAD = """\
# The screens' sentences in English.  Gathered and put in order by script/messages; write only the msgstr.
msgid ""
msgstr ""
"Project-Id-Version: nhipcau\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
PLACE = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]|%[sd]|\{(\w*)\}")


def _pieces(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        # Only calls of gettext and rows of X come out; within brackets their indentation means nothing.
        text = f"(\n{templatize(text)}\n)"
    for _line, found, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield found, context


def source_files() -> list[Path]:
    """Every file whose sentences the screens may show: of the engines only the sentences that screens take over; not
    tests, not the demonstration's own plan.
    """
    python = (
        p
        for p in SOURCE.rglob("*.py")
        if "tests" not in p.relative_to(SOURCE).parts
        and ("engines" not in p.relative_to(SOURCE).parts or p.name == "sentences.py")
    )
    templates = (
        p
        for pattern in ("*.html", "*.txt")
        for p in SOURCE.rglob(pattern)
        if "templates" in p.relative_to(SOURCE).parts
    )
    return sorted([*python, *(p for p in templates if "engines" not in p.relative_to(SOURCE).parts)])


def gathered() -> dict[tuple[str, str], tuple[str, ...]]:
    """{(context, msgid): (msgid,) or (msgid, plural)} of all source files."""
    messages: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in source_files():
        for found, context in _pieces(path):
            forms = found if isinstance(found, tuple) else (found,)
            forms = tuple(form for form in forms if form)
            if not forms:
                continue
            key = (context or "", forms[0])
            if len(forms) >= len(messages.get(key, ())):
                messages[key] = forms
    # Names that come from data and are translated where they are shown.
    messages |= {("", name): (name,) for name in load_rules().subjects.values()}
    return messages


def catalogue() -> Catalog:
    """The catalogue as it is kept in the file."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def kept() -> dict[tuple[str, str], tuple[str, ...]]:
    """{(context, msgid): its translations} of the file."""
    held: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue():
        if message.id:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            held[(message.context or "", _first(message))] = tuple(str(form or "") for form in said)
    return held


def _first(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def places(sentence: str) -> set[str]:
    """The places that are filled in when the sentence is shown: {"%(name)s", "{count}"}."""
    return {match.group(0) for match in PLACE.finditer(sentence.replace("%%", ""))}


def _all_places(forms: tuple[str, ...]) -> set[str]:
    return {place for form in forms for place in places(form)}


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def written(
    messages: dict[tuple[str, str], tuple[str, ...]], held: dict[tuple[str, str], tuple[str, ...]]
) -> str:
    """The .po file: sentences in the order of their letters, one line each, no places and no dates."""
    lines = [HEAD]
    for key in sorted(messages, key=lambda one: (one[1], one[0])):
        context, msgid = key
        forms, said = messages[key], held.get(key, ())
        if context:
            lines.append(f"msgctxt {_quoted(context)}")
        lines.append(f"msgid {_quoted(msgid)}")
        if len(forms) > 1:
            said = said if len(said) == 2 else ("", "")
            lines.append(f"msgid_plural {_quoted(forms[1])}")
            lines += [f"msgstr[{n}] {_quoted(form)}" for n, form in enumerate(said)]
        else:
            lines.append(f"msgstr {_quoted(said[0] if said else '')}")
        lines.append("")
    return "\n".join(lines)


class _Timeless(Catalog):
    """A catalogue whose header names neither a day nor a tool, so that equal sentences give equal files."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Language", "en"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def compiled() -> bytes:
    """The .mo file of what the .po file holds."""
    timeless, out = _Timeless(locale="en"), io.BytesIO()
    for message in catalogue():
        if message.id:
            timeless.add(message.id, message.string, context=message.context)
    write_mo(out, timeless)
    return out.getvalue()


def faults() -> list[str]:
    """What is wrong with the catalogue, one line each; empty when it is complete."""
    messages, held, wrong = gathered(), kept(), []
    for key, forms in messages.items():
        said = held.get(key)
        if said is None:
            wrong.append(f"thiếu trong danh mục: {key[1]!r}")
        elif len(said) != len(forms) or not all(said):
            wrong.append(f"chưa dịch đủ: {key[1]!r}")
        elif extra := _all_places(said) ^ _all_places(forms):
            wrong.append(f"chỗ điền không khớp {sorted(extra)}: {key[1]!r}")
    wrong += [f"không còn trong mã nguồn: {key[1]!r}" for key in held.keys() - messages.keys()]
    if not wrong and (not MO.exists() or MO.read_bytes() != compiled()):
        wrong.append("django.mo cũ hơn django.po")
    return wrong


def main(arguments: list[str]) -> int:
    """script/messages: write and compile, or only look with --check."""
    if "--check" not in arguments:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(written(gathered(), kept()), encoding="utf-8")
        MO.write_bytes(compiled())
    wrong = faults()
    for line in wrong:
        print(line)
    print(
        f"{len(gathered())} câu, {len(wrong)} chỗ cần sửa. Dịch trong {PO.relative_to(SOURCE.parent.parent)} rồi chạy lại script/messages."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
