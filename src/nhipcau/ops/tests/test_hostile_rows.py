"""Rows of a backup that anybody may have written: what does not fit is refused in words, whatever it is."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from nhipcau.kernel.models import Notice
from nhipcau.ops import backup, portable
from nhipcau.ops.archive import BackupRefused

NAMES = [field.attname for field in portable.own_fields(Notice)]
HEAD = json.dumps({"model": "kernel.Notice", "columns": NAMES})


def row(**given) -> str:
    """A notice as a line, with some of its values as a stranger writes them."""
    usual = dict.fromkeys(NAMES) | {
        "id": 1, "kind": "x", "once": "x", "title": "x", "text": "", "url": "", "said": {}, "address": "",
        "created_at": "2026-01-01T00:00:00+00:00", "mail_wanted": False, "push_wanted": False,
    }  # fmt: skip
    return json.dumps({"model": "kernel.Notice", "row": [*(usual | given).values()]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line",
    [
        "", "x", "5", "null", "[]", "{}", "[" * 100_000, '{"model": 5}', '{"model": null}', '{"model": ["kernel.Notice"]}',
        '{"model": "kernel.Notice"}', '{"model": "kernel.Notice", "row": 5}', '{"model": "kernel.Notice", "row": []}',
        '{"model": "auth.Nobody", "row": []}', '{"model": "kernel.Notice", "columns": [[]]}', '{"model": "kernel.Notice", "columns": 7}',
        '{"model": "kernel.Notice", "columns": ["id; DROP TABLE kernel_notice"]}',
        '{"model": "a\\u001b[2J\\u202e"}', '{"model": "kernel.Notice", "columns": ["\\u001b[2J"]}',
        row(created_at="2026-99-99"), row(created_at=[]), row(created_at={"a": 1}), row(id=1e999), row(id="x"), row(id=10**40),
        row(id=[1]), row(title="\x00"), row(title="\ud800"), row(title={"a": "b"}), row(recipient_id=10**30), row(read_at=5),
        row(kind=None), row(mail_wanted="maybe"), row(mail_wanted=[]),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused_in_words(line):
    def fill() -> None:
        with transaction.atomic():
            portable.fill([HEAD, line], [Notice])
            raise ValueError("taken")  # letters are letters: what the database holds may come in

    with pytest.raises(BackupRefused) as refused, backup.refused_in_words():
        fill()
    assert str(refused.value).isprintable()  # it stands on a terminal
    assert "Dữ liệu cũ còn nguyên" in str(refused.value) or "dữ liệu cũ còn nguyên" in str(refused.value)
    assert not Notice.objects.exists()
