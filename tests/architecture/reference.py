"""The reference page: everything that apps register and that administrators meet by name, in both languages.

``python -m tests.architecture.reference`` writes docs/reference.md anew; ``test_docs`` fails where it is old.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference.md"
HEAD = """# Tra cứu: quyền, thông báo, nhật ký, công việc theo giờ

Trang này được viết từ chương trình (`python -m tests.architecture.reference`); tên đứng trước là tên dùng trong chương trình, tệp xuất và lệnh.
(Written from the program: names, and what they mean in Vietnamese and English.)
"""


def both(sentence: object) -> tuple[str, str]:
    """A sentence of the catalogue in Vietnamese and in English."""
    from django.utils.translation import gettext, override

    words = []
    for language in ("vi", "en"):
        with override(language):
            words.append(gettext(str(sentence)))
    return words[0], words[1]


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"## {title}", "", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def written() -> str:
    """The whole page."""
    from nhipcau.agencies import roles
    from nhipcau.agencies.rules import ROLE_LABELS, ROLE_SENTENCES, Role
    from nhipcau.kernel import access, audit, evidence, finding, jobs, notifications
    from nhipcau.office.about import about_kinds
    from nhipcau.office.deadlines.sources import sources
    from nhipcau.office.deliveries.channels import channels
    from nhipcau.office.signing.kinds import kinds

    jobs.discover()
    words = ("Tên", "Tiếng Việt", "English")

    def named(things: Iterable[object]) -> list[tuple[str, str, str]]:
        return [(f"`{one.name}`", *both(one.label)) for one in things]  # type: ignore[attr-defined]

    parts = [
        table(
            "Vai trò",
            words,
            [(f"`{role}`", *_labelled(ROLE_LABELS[role], ROLE_SENTENCES[role])) for role in Role],
        ),
        table(
            "Quyền",
            (*words, "Vai trò có quyền này"),
            [
                (
                    f"`{one}`",
                    *both(one.sentence),
                    ", ".join(both(ROLE_LABELS[role])[0] for role in roles.roles_with(one)),
                )
                for one in access.declared()
            ],
        ),
        table("Loại thông báo", words, named(notifications.kinds())),
        table("Việc ghi trong nhật ký", words, named(audit.actions)),
        table("Tài liệu kiểm chứng", words, named(evidence.kinds)),
        table("Loại bản ký", words, named(kinds)),
        table("Kênh gửi", words, named(channels)),
        table("Nguồn thời hạn", words, named(sources)),
        table("Cho ý kiến chỉ đạo, lấy ý kiến về", words, named(about_kinds)),
        table("Tìm thấy ở trang Tra cứu", words, named(finding.findables)),
        table(
            "Công việc theo giờ",
            ("Tên", "Khi nào"),
            [(f"`{one.name}`", f"`{one.spec}`") for one in jobs.all_scheduled()],
        ),
    ]
    return "\n".join((HEAD, *parts))


def _labelled(label: object, sentence: object) -> tuple[str, str]:
    (label_vi, label_en), (vi, en) = both(label), both(sentence)
    return f"{label_vi}: {vi}", f"{label_en}: {en}"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
