"""What officers type about plans, checked before an action sees it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency, AgencyGroup, AgencyQuerySet, Officer, OfficerQuerySet
from nhipcau.engines.vntext import read_day
from nhipcau.kernel import days
from nhipcau.kernel.choices import choices
from nhipcau.kernel.forms import Form, declared_field
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.upload_kinds import PAPER, file_input
from nhipcau.plans.import_draft import text_of
from nhipcau.plans.models import Task
from nhipcau.plans.queries import TASK_STATES, Filters
from nhipcau.plans.rules import ROLE_LABELS, DutyRole, TaskKind
from nhipcau.plans.timings import (
    FILTERED,
    TIMING_LABELS,
    TIMING_NEEDS,
    day_field,
    early_field,
    ends_before,
    every_field,
    moment,
    rhythm_said,
    rhythm_shown,
    shown_moment,
    timing_fields,
)

NOBODY = "nobody"
WORDS = ("title", "content", "timing_text", "place", "budget", "outputs")
# Taken up so that the reader can say what is wrong with them.
REFUSED_BY_READER = (".docm", ".xlsm")


class UploadPlan(Form):
    """The signed document."""

    file = forms.FileField(label=_("Tệp kế hoạch"), allow_empty_file=True, widget=file_input("paper"))
    declared = declared_field()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError(
                _("Tệp “%(name)s” rỗng. Hãy chọn lại tệp kế hoạch."), params={"name": file.name}
            )
        if PurePath(file.name).suffix.lower() not in (*PAPER, *REFUSED_BY_READER):
            raise ValidationError(
                _(
                    "Chưa đọc được loại tệp của “%(name)s”. Hãy dùng .docx, .xlsx, .pdf (kể cả bản quét), .txt, .html hoặc ảnh."
                ),
                params={"name": file.name},
            )
        return file


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class HeadForm(Form):
    """The head of the draft."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    date = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput())
    year = forms.IntegerField(label=_("Kế hoạch của năm"), min_value=1990, max_value=2200)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=100, required=False)
    title = forms.CharField(label=_("Tên kế hoạch"), widget=forms.Textarea(attrs={"rows": 2}))

    def values(self) -> dict[str, Any]:
        """In the reading's form."""
        return {**self.cleaned_data, "date": self.cleaned_data["date"].isoformat()}


class DraftTaskForm(Form):
    """One task of the draft; lists hold one name a line."""

    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    title = forms.CharField(label=_("Tên nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 2}))
    lead = forms.CharField(label=_("Chủ trì"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    coordinate = forms.CharField(
        label=_("Phối hợp"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    direct = forms.CharField(
        label=_("Chỉ đạo, hướng dẫn"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    implement = forms.CharField(
        label=_("Thực hiện"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    timing_kind = forms.ChoiceField(
        label=_("Thời gian"), required=False, choices=[("", _("Văn bản không nêu")), *TIMING_LABELS.items()]
    )
    timing_every = every_field(_("Không theo tháng, quý: nộp ở kỳ báo cáo"))
    timing_day = day_field()
    timing_early = early_field()
    timing_year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2200)
    timing_quarter = forms.IntegerField(label=_("Quý"), required=False, min_value=1, max_value=4)
    timing_from = forms.CharField(
        label=_("Từ"), required=False, max_length=10, help_text=_("Năm, hoặc ngày như 01/03/2026")
    )
    timing_to = forms.CharField(label=_("Đến"), required=False, max_length=10)
    timing_date = forms.DateField(
        label=_("Ngày"),
        required=False,
        widget=forms.DateInput(),
        help_text=_("“Trước ngày 15/5” là hạn 14/5"),
    )
    place = forms.CharField(label=_("Địa điểm"), required=False, max_length=300)
    budget = forms.CharField(label=_("Kinh phí"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    outputs = forms.CharField(label=_("Sản phẩm"), required=False, widget=forms.Textarea(attrs={"rows": 1}))
    content = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    @staticmethod
    def shown(task: dict[str, Any]) -> dict[str, Any]:
        """A draft task as the form's first values."""
        timing = task.get("timing") or {}
        plain = {
            name: text_of(task.get(name))
            for name in ("number", "title", "place", "budget", "outputs", "content")
        }
        return (
            plain
            | {role.value: "\n".join(task.get(role.value) or []) for role in DutyRole}
            | {f"timing_{name}": timing.get(name) for name in ("kind", "year", "quarter", "date")}
            | {f"timing_{name}": shown_moment(timing.get(name)) for name in ("from", "to")}
            | {f"timing_{name}": value for name, value in rhythm_shown(timing).items()}
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("timing_kind") or ""
        for name in TIMING_NEEDS.get(kind, ()):
            if not data.get(f"timing_{name}") and f"timing_{name}" not in self.errors:
                self.add_error(f"timing_{name}", _("Loại thời gian này cần có mục này."))
        for name in ("from", "to"):
            value = data.get(f"timing_{name}") or ""
            if name in timing_fields(kind) and value and moment(value) is None:
                self.add_error(f"timing_{name}", _("Hãy viết năm (2026) hoặc ngày (01/03/2026)."))
        if kind in ("range", "period") and ends_before(data.get("timing_from"), data.get("timing_to")):
            self.add_error("timing_to", _("Thời gian kết thúc phải sau thời gian bắt đầu."))
        return data

    def values(self) -> dict[str, Any]:
        """In the reading's form."""
        data = self.cleaned_data
        timing: dict[str, Any] | None = None
        if data["timing_kind"]:
            said = {
                "year": data["timing_year"],
                "quarter": data["timing_quarter"],
                "from": moment(data["timing_from"] or ""),
                "to": moment(data["timing_to"] or ""),
                "date": data["timing_date"].isoformat() if data["timing_date"] else None,
                **rhythm_said(data["timing_every"], data["timing_day"], data["timing_early"]),
            }
            has = timing_fields(data["timing_kind"])
            timing = {"kind": data["timing_kind"]} | {
                name: said[name] for name in said if name in has and said[name]
            }
        return (
            {name: data[name] for name in ("number", "title", "place", "budget", "outputs", "content")}
            | {role.value: _lines(data[role.value]) for role in DutyRole}
            | {"timing": timing}
        )


class ObligationForm(Form):
    """A dated duty as read; alone: the agencies that it is asked of by name, where it is not every agency's."""

    due = forms.DateField(label=_("Hạn"), required=False, widget=forms.DateInput())
    whose = forms.ChoiceField(label=_("Ai thực hiện"), required=False, widget=forms.RadioSelect())

    def __init__(self, *args, alone: tuple[str, ...] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("named", ", ".join(alone)), ("all", _("Mọi cơ quan có phần việc trong kế hoạch"))]
        self.fields["whose"].choices = choices  # type: ignore[attr-defined]
        self.fields["whose"].initial = "all" if self.initial.get("of_all") else "named"
        if not alone:
            del self.fields["whose"]

    def values(self) -> dict[str, Any]:
        due = self.cleaned_data["due"]
        found: dict[str, Any] = {"due": due.isoformat() if due else None}
        whose = self.cleaned_data.get("whose")
        return found | ({"of_all": whose == "all"} if whose else {})


class SettleForm(Form):
    """Whom a written name means: an agency or a group."""

    line = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    written = forms.CharField(required=False)
    meaning = forms.CharField(label=_("Nghĩa là"))

    def clean_meaning(self) -> Agency | AgencyGroup | None:
        if self.cleaned_data["meaning"] == NOBODY:
            return None
        kind, _sep, pk = self.cleaned_data["meaning"].partition(":")
        model: type[Agency] | type[AgencyGroup] | None = {"agency": Agency, "group": AgencyGroup}.get(kind)  # type: ignore[assignment]
        found = model.objects.filter(pk=key_of(pk) or 0).first() if model else None
        if found is None:
            raise ValidationError(_("Hãy chọn một cơ quan hoặc nhóm trong danh sách."))
        return found

    def meant(self) -> dict[str, Agency | AgencyGroup | None]:
        """As the actions take it: {"agency": …, "group": …}, both None for nobody in particular."""
        meaning = self.cleaned_data["meaning"]
        return {
            "agency": meaning if isinstance(meaning, Agency) else None,
            "group": meaning if isinstance(meaning, AgencyGroup) else None,
        }


class ProgressForm(Form):
    """An agency's report on its duty; alone: nothing is handed in beside it, which else may be all that is sent."""

    percent = forms.IntegerField(label=_("Mức độ hoàn thành (%)"), min_value=0, max_value=100)

    def __init__(self, *args: Any, alone: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Words without a percent would be left behind.
        self.fields["percent"].required = alone or bool(self.data.get("note", "").strip())

    note = forms.CharField(
        label=_("Kết quả, khó khăn"), required=False, widget=forms.Textarea, max_length=5000
    )
    deliverable = forms.IntegerField(required=False, widget=forms.HiddenInput)
    falls_back = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EvidenceForm(Form):
    """A file or a link that shows the work."""

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Liên kết phải bắt đầu bằng https:// hoặc http://."))
        return url

    title = forms.CharField(label=_("Tên tài liệu kiểm chứng"), required=False, max_length=300)
    upload = forms.FileField(label=_("Tệp"), required=False, allow_empty_file=True)
    declared = declared_field()
    url = forms.URLField(label=_("hoặc liên kết"), required=False, max_length=500, assume_scheme="https")
    record = forms.CharField(label=_("hoặc tìm trong hệ thống"), required=False, max_length=80)

    @property
    def is_sent(self) -> bool:
        """Something to hand in was chosen or named."""
        typed = any(self.data.get(name, "").strip() for name in ("title", "url", "record"))
        return typed or bool(self.files.get("upload"))

    day = forms.DateField(label=_("Ngày diễn ra (để trống: hôm nay)"), required=False, widget=forms.DateInput)


class BetweenForm(Form):
    """Two days in an address, both included; left out: this year until today."""

    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=forms.DateInput)
    den = forms.DateField(label=_("Đến ngày"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        first, last = self.days
        if not self.errors and last < first:
            raise ValidationError(_("Ngày cuối đứng trước ngày đầu. Đang xem từ đầu năm."))
        return self.cleaned_data

    @property
    def days(self) -> tuple[date, date]:
        """The two days; this year's where what was asked cannot be read."""
        if self.errors:
            return date(self.today.year, 1, 1), self.today
        last = self.cleaned_data.get("den") or self.today
        return self.cleaned_data.get("tu") or date(last.year, 1, 1), last


class CommentForm(Form):
    text = forms.CharField(label=_("Trao đổi"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5000)


def reason_field() -> forms.CharField:
    """Why a running task is changed."""
    return forms.CharField(
        label=_("Lý do thay đổi"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chẳng hạn số văn bản, ý kiến của ai. Các cơ quan liên quan được đọc."),
    )


class TaskForm(Form):
    """The words of a running task."""

    changes_what_stands = True

    title = forms.CharField(label=_("Tên nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    timing_text = forms.CharField(label=_("Thời gian trong văn bản"), required=False, max_length=300)
    every = every_field(_("Không theo tháng, quý"))
    day = day_field()
    early = early_field()
    place = forms.CharField(label=_("Địa điểm"), required=False, max_length=300)
    budget = forms.CharField(label=_("Kinh phí"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    outputs = forms.CharField(label=_("Sản phẩm"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    dues = forms.CharField(
        label=_("Thời hạn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_dues(self) -> list[date]:
        found = []
        for line in _lines(self.cleaned_data["dues"]):
            day = read_day(line)
            if day is None:
                raise ValidationError(
                    _("Không hiểu ngày “%(line)s”. Hãy viết như 30/06/2026."), params={"line": line}
                )
            found.append(days.within_reason(day))
        return found

    reason = reason_field()

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        self.fields["dues"].help_text = _(
            "Mỗi dòng một ngày, dạng ngày/tháng/năm. Khi đổi mục “Lặp lại” mà không sửa ô này, các kỳ sắp tới được đặt"
            " theo nhịp mới."
        )
        if task.kind not in (TaskKind.DUTY, TaskKind.DIRECTION):
            for name in ("every", "day", "early"):
                del self.fields[name]
            self.fields["dues"].help_text = _("Mỗi dòng một ngày, dạng ngày/tháng/năm")

    @staticmethod
    def shown(task: Task, on: Sequence[date]) -> dict[str, Any]:
        """A running task as the form's first values."""
        words = {name: getattr(task, name) for name in WORDS}
        return words | {"dues": "\n".join(days.written(day) for day in on)} | rhythm_shown(task.timing)

    def asked(self) -> dict[str, Any]:
        """What to write: words, days, the new rhythm where it was changed (None: not), and why."""
        data = dict(self.cleaned_data)
        rhythm: dict[str, Any] | None = None
        if "every" in data:
            every, day, early = data.pop("every"), data.pop("day"), data.pop("early")
            said = rhythm_said(every, day, early)
            stood = rhythm_shown(self.task.timing)
            if said != rhythm_said(stood["every"], stood["day"], stood["early"]):
                rhythm = {"kind": "continuous"} | said
        return {"days": data.pop("dues"), "rhythm": rhythm, "reason": data.pop("reason"), **data}


class PartsForm(Form):
    """Giving agencies a part in a running task."""

    agencies = AgenciesField(label=_("Cơ quan"), queryset=Agency.objects.none())
    role = forms.ChoiceField(label=_("Vai trò"), choices=choices(ROLE_LABELS))
    reason = reason_field()

    def __init__(self, *args: Any, free: AgencyQuerySet, roles: Collection[DutyRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = free  # type: ignore[attr-defined]
        self.fields["role"].choices = choices({role: ROLE_LABELS[role] for role in roles})  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why something of a running task ends."""

    reason = reason_field()


class SendBackForm(Form):
    """Why a reported result does not do, and by when it is owed now."""

    reason = forms.CharField(
        label=_("Lý do, nội dung cần bổ sung"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cơ quan được giao đọc nguyên văn."),
    )
    new_due = forms.DateField(
        label=_("Thời hạn mới (để trống: giữ thời hạn cũ)"), required=False, widget=forms.DateInput()
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())


class LeadForm(Form):
    """Another agency to lead a running task."""

    agency = forms.ModelChoiceField(label=_("Cơ quan chủ trì mới"), queryset=Agency.objects.none())
    stays_on = forms.BooleanField(label=_("Cơ quan cũ chuyển sang phối hợp"), required=False)
    reason = reason_field()

    def __init__(self, *args: Any, others: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = others  # type: ignore[attr-defined]


class OfficerForm(Form):
    """Who does an agency's part."""

    changes_what_stands = True

    officer = forms.ModelChoiceField(
        label=_("Cán bộ phụ trách"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("Chưa cử ai"),
    )

    def __init__(self, *args: Any, people: OfficerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]


class MoveForm(Form):
    """What moving a card of the board reports: on which result, how far, in which words."""

    item = forms.ChoiceField(label=_("Kết quả"), widget=forms.RadioSelect)
    percent = forms.TypedChoiceField(
        label=_("Mức độ hoàn thành thực tế"),
        coerce=int,
        choices=[(step, f"{step}%") for step in (0, 25, 50, 75)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Kết quả, khó khăn"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], done: bool, **kwargs: Any) -> None:
        """done: everything is done, so no percent is asked, and words may be left out; else both are needed."""
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        if len(items) == 1:
            self.fields["item"].initial = items[0][0]
        if done:
            del self.fields["percent"]
            self.fields["note"].required = False
        else:
            self.fields["note"].label = _("Vì sao chưa xong")


class FilterForm(Form):
    """The plan view's filters; they live in the address."""

    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=100)
    co_quan = forms.IntegerField(
        label=_("Cơ quan"), required=False, min_value=1, max_value=2**31 - 1, widget=forms.Select
    )
    vai = forms.ChoiceField(
        label=_("Vai trò"), required=False, choices=[("", _("Mọi vai trò")), *choices(ROLE_LABELS)]
    )
    tinh_trang = forms.CharField(required=False, max_length=20)
    thoi_gian = forms.ChoiceField(
        label=_("Thời gian"), required=False, choices=[("", _("Mọi thời gian")), *FILTERED.items()]
    )

    @classmethod
    def wishes(cls, address: QueryDict) -> Filters:
        """What an address asks for; what cannot be read filters nothing."""
        form = cls(address)
        form.is_valid()
        asked = form.cleaned_data
        state = asked.get("tinh_trang", "")
        return Filters(
            words=asked.get("q", ""),
            agency=asked.get("co_quan"),
            role=asked.get("vai", ""),
            lateness=state if state in TASK_STATES else "",
            timing=asked.get("thoi_gian", ""),
        )
