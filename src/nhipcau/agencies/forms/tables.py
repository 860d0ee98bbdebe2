"""Bringing a table: a workbook, or rows pasted from one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import reading
from nhipcau.kernel.forms import Form
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.tables import LARGEST_XLSX, Field, Table, in_all_languages, read_pasted, read_xlsx
from nhipcau.kernel.upload_kinds import file_input


class TableForm(Form):
    """One of the two; ``table`` is what was read."""

    file = forms.FileField(
        label=_("Tệp bảng tính (.xlsx)"),
        required=False,
        widget=file_input("table", most=LARGEST_XLSX),
    )
    pasted = forms.CharField(
        label=_("Hoặc dán bảng vào đây"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Chép cả dòng tiêu đề từ Excel hoặc LibreOffice rồi dán."),
    )

    def __init__(self, *args: Any, columns: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = in_all_languages(columns)
        for field in self.fields.values():
            field.told_by_help = True  # type: ignore[attr-defined]  # one of the two is wanted
        self.table: Table | None = None

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or {}
        file, pasted = wish.get("file"), wish.get("pasted", "")
        try:
            if file is not None:
                self.table = reading.checked(read_xlsx, file.read(), self.columns, name=file.name)
            elif pasted.strip():
                self.table = read_pasted(pasted, self.columns)
            elif "file" not in self.errors:
                self.add_error(None, _("Hãy chọn một tệp .xlsx hoặc dán bảng vào ô."))
        except Refused as refused:
            self.add_error("file" if file is not None else "pasted", say(refused))
        return wish
