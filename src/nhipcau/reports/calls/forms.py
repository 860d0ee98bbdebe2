"""Forms of data calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency, AgencyGroup, AgencyQuerySet
from nhipcau.documents.picking import PaperField
from nhipcau.engines.counting import period_name
from nhipcau.indicators.rules import offered
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import today
from nhipcau.kernel.days import LimitField
from nhipcau.kernel.forms import Form, ManyOf, declared_field, told_by_help
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.sentences import language
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.reports.calls import pages, queries, rules
from nhipcau.reports.calls.actions.preparing import Head
from nhipcau.reports.calls.rules import Written
from nhipcau.reports.datacall_states import QUESTION_KIND_LABELS, QuestionKind
from nhipcau.reports.datacalls import CallAnswer, DataCall, DataCallQuerySet, DataQuestion

EMPTY_ROWS = 3


class CallForm(Form):
    """What stands above the questions of a call."""

    title = forms.CharField(
        label=_("Tên đề nghị"),
        max_length=200,
        help_text=_("Ví dụ: Cung cấp thông tin về nhân quyền phục vụ họp báo thường kỳ."),
    )
    document = PaperField(
        label=_("Văn bản đến trong sổ"),
        help_text=_("Chọn thì số, ngày và cơ quan đề nghị được lấy từ sổ văn bản."),
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    dated = forms.DateField(label=_("Ngày văn bản"), widget=forms.DateInput(), required=False)
    issuer = forms.CharField(
        label=_("Cơ quan đề nghị"),
        max_length=200,
        required=False,
        help_text=_("Văn bản trả lời gửi đến cơ quan này."),
    )
    period = forms.ChoiceField(
        label=_("Kỳ số liệu"),
        required=False,
        help_text=_("Có kỳ thì hệ thống điền sẵn chỉ tiêu và không để một con số bị hỏi hai lần."),
    )
    due = LimitField(label=_("Hạn trả lời"), help_text=_("Ngày, hoặc giờ và ngày: 16:30 05/06/2026."))
    note = forms.CharField(
        label=_("Hướng dẫn gửi kèm"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, call: DataCall | None = None, **kwargs: Any) -> None:
        if call is not None:
            kwargs["initial"] = {
                "title": call.title,
                "document": call.document_id,
                "number": call.number,
                "dated": call.dated,
                "issuer": call.issuer,
                "period": call.period,
                "due": call.limit,
                "note": call.note,
            }
        super().__init__(*args, **kwargs)
        self.changes_what_stands = call is not None
        periods: Any = self.fields["period"]
        periods.choices = [
            ("", gettext("Không theo kỳ")),
            *(
                (str(gettext(label)), [(name.code, period_name(name, language())) for name in names])
                for label, names in offered(today())
            ),
        ]

    @property
    def head(self) -> Head:
        return Head(**self.cleaned_data)


class NewCallForm(CallForm):
    """A call to begin, with the questions of an earlier one on wish."""

    like = forms.ModelChoiceField(
        label=_("Lấy câu hỏi như lần trước"),
        queryset=DataCall.objects.none(),
        required=False,
        help_text=_("Con số và chỉ tiêu đã hỏi cho kỳ này thì không lấy lại."),
    )

    def __init__(self, *args: Any, earlier: DataCallQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like: Any = self.fields["like"]
        like.queryset = earlier

    @property
    def head(self) -> Head:
        return Head(**{name: value for name, value in self.cleaned_data.items() if name != "like"})


OF_KIND: Mapping[str, tuple[str, ...]] = {
    QuestionKind.TEXT: ("text",),
    QuestionKind.NUMBER: ("text", "unit", "may_add"),
    QuestionKind.TABLE: ("text", "columns"),
    QuestionKind.INDICATOR: ("indicator",),
}
"""Which fields a kind of question has besides its kind and its hint; ``calls.css`` shows those of the chosen one."""


class QuestionForm(Form):
    """One question: the page shows what its kind asks for, and nothing else that was typed is kept."""

    kind = forms.ChoiceField(label=_("Loại câu hỏi"), choices=choices(QUESTION_KIND_LABELS))
    text = forms.CharField(
        label=_("Câu hỏi"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.CharField(
        label=_("Đơn vị tính"),
        max_length=40,
        required=False,
        help_text=_("Ví dụ: vụ, lượt người, triệu đồng."),
    )
    may_add = forms.BooleanField(
        label=_("Được cộng số của các cơ quan"),
        required=False,
        help_text=_("Chỉ chọn khi một người, một việc không bị hai cơ quan cùng đếm."),
    )
    columns = forms.CharField(
        label=_("Các cột của bảng"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi cột một dòng. Cột tên cơ quan tự có."),
    )
    indicator = forms.ChoiceField(
        label=_("Chỉ tiêu"),
        required=False,
        help_text=_("Hệ thống điền sẵn, không cơ quan nào phải gõ; câu hỏi là tên của chỉ tiêu."),
    )
    hint = forms.CharField(
        label=_("Hướng dẫn trả lời"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes_what_stands = "initial" in kwargs
        for name in ("text", "unit", "columns", "indicator"):
            told_by_help(self.fields[name])
        offered_: Any = self.fields["indicator"]
        offered_.choices = [("", gettext("Chưa chọn")), *queries.indicator_choices()]

    @property
    def asked(self) -> rules.Asked:
        given = self.cleaned_data
        kept = {name: given[name] for name in OF_KIND[given["kind"]]}
        if "columns" in kept:
            kept["columns"] = rules.columns_of(kept["columns"])
        return rules.Asked(**{"text": "", "kind": given["kind"], "hint": given["hint"]} | kept)


class LikeForm(Form):
    """From which earlier call questions are taken over."""

    like = forms.ModelChoiceField(label=_("Lấy câu hỏi của đề nghị"), queryset=DataCall.objects.none())

    def __init__(self, *args: Any, earlier: DataCallQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like: Any = self.fields["like"]
        like.queryset = earlier


class AgenciesForm(Form):
    """Which agencies are asked: by groups, one by one, or both."""

    groups = ManyOf(
        label=_("Theo nhóm"),
        queryset=AgencyGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = AgenciesField(label=_("Từng cơ quan"), queryset=Agency.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["groups"]
        groups.queryset = AgencyGroup.objects.filter(is_open=False).order_by("name")
        agencies: Any = self.fields["agencies"]
        agencies.queryset = Agency.objects.alive(today()).in_order()

    @property
    def chosen(self) -> AgencyQuerySet:
        keys = {agency.pk for agency in self.cleaned_data["agencies"]}
        for group in self.cleaned_data["groups"]:
            keys |= set(group.members(today()).values_list("pk", flat=True))
        return Agency.objects.alive(today()).filter(pk__in=keys)


class OnPaperForm(Form):
    """A reply that came signed on paper."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    day = forms.DateField(label=_("Ngày ghi trên văn bản"), widget=forms.DateInput())
    came_on = forms.DateField(
        label=_("Ngày nhận"),
        widget=forms.DateInput(),
        help_text=_("Cơ quan được tính là đã trả lời ngày này."),
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    post = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    scan = forms.FileField(label=_("Bản chụp (PDF)"), required=False, widget=file_input("pdf"))
    declared = declared_field()


class TakeForm(OnPaperForm):
    """The signed paper by which a filled form is taken in; its scan vouches for it."""

    scan = forms.FileField(label=_("Bản quét có chữ ký, đóng dấu (PDF)"), widget=file_input("pdf"))


class ReturnForm(Form):
    """Why single answers are given back; a question without a reason stands."""

    def __init__(self, *args: Any, questions: Iterable[DataQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions:
            self.fields[f"q{one.pk}"] = forms.CharField(
                label=one.text,
                required=False,
                max_length=rules.LONGEST_REASON,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )

    @property
    def reasons(self) -> dict[int, str]:
        return {int(name[1:]): why for name, why in self.cleaned_data.items() if why.strip()}


class Grid(forms.Widget):
    """A table to fill in: cells that stand, some empty rows, and a place to paste what was copied out of a spreadsheet."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        width = len(self.columns)
        rows = []
        for place in range(rules.MOST_ROWS + EMPTY_ROWS):
            if f"{name}-{place}-0" not in data:
                break
            rows.append([data.get(f"{name}-{place}-{column}", "") for column in range(width)])
        return {"rows": rows, "pasted": data.get(f"{name}-dan", "")}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-0" not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}-0-0"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = value or {"rows": [], "pasted": ""}
        rows = [list(row) for row in given["rows"] if any(cell.strip() for cell in row)]
        rows += [[""] * len(self.columns)] * EMPTY_ROWS
        cells = [
            [
                {
                    "name": f"{name}-{place}-{at}",
                    "id": f"id_{name}-{place}-{at}",
                    "value": cell,
                    "column": head,
                }
                for at, (head, cell) in enumerate(zip(self.columns, row, strict=False))
            ]
            for place, row in enumerate(rows)
        ]
        values = {"columns": self.columns, "rows": cells, "name": name, "pasted": given["pasted"]}
        return SafeString(render_to_string("reports/calls/parts/grid.html", values))


class GridField(forms.Field):
    """Rows of a table as they are typed and pasted."""

    def __init__(self, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(widget=Grid(columns), required=False, **kwargs)
        self.columns = columns

    def clean(self, value: Any) -> list[list[str]]:
        try:
            return [*value["rows"], *rules.pasted(value["pasted"][:200_000], len(self.columns))]
        except Refused as refused:
            raise ValidationError(say(refused)) from refused


class AnswersForm(Form):
    """All questions of a reply on one page.  Each tells by a mark what its page showed: what nobody touched is not sent at all, so
    that of two who write different questions neither stands in the other's way."""

    def __init__(
        self, *args: Any, shown: Sequence[pages.QuestionShown], kept: Mapping[int, CallAnswer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shown, self.kept = [one for one in shown if one.may_write], kept
        for one in self.shown:
            self._add(one.question, queries.said_of(kept.get(one.question.pk)))
        self.said: dict[int, rules.Said] = {}
        self.seen: dict[int, str] = {}

    def _add(self, question: DataQuestion, said: rules.Said) -> None:
        name, label = f"q{question.pk}", gettext("Trả lời")
        if question.kind == QuestionKind.TABLE:
            self.fields[name] = GridField(question.columns, label=label)
            self.initial[name] = {"rows": [list(row) for row in said.rows], "pasted": ""}
        elif question.kind == QuestionKind.NUMBER:
            self.fields[name] = forms.CharField(
                label=question.unit, required=False, max_length=60, widget=_line("decimal")
            )
            self.initial[name] = pages.typed(said.value)
        else:
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=rules.LONGEST_TEXT, widget=_area(5)
            )
            self.initial[name] = said.text
        self.fields[f"n{question.pk}"] = forms.CharField(
            label=gettext("Không có thì ghi lý do"),
            required=False,
            max_length=rules.LONGEST_REASON,
            widget=_line("text", list="ly-do-khong-co"),
        )
        self.initial[f"n{question.pk}"] = said.nil_reason

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for one in self.shown:
            question, name = one.question, f"q{one.question.pk}"
            if self.errors.get(name) or self.errors.get(f"n{question.pk}"):
                continue
            value, reason = given.get(name), given.get(f"n{question.pk}", "")
            word = {QuestionKind.TABLE: "rows", QuestionKind.NUMBER: "number"}.get(
                QuestionKind(question.kind), "text"
            )
            try:
                more: dict[str, Any] = {word: value}
                self.said[question.pk] = rules.said(question.kind, nil_reason=reason, **more)
            except Refused as refused:
                self.add_error(name, say(refused))
        return given

    @property
    def answers(self) -> dict[int, Written]:
        """What was touched, with the revision that its page showed."""
        found = {}
        for key, said in self.said.items():
            revision, _dot, mark = self.data.get(f"s{key}", "").partition(".")
            if said.mark != mark:
                found[key] = Written(said, key_of(revision) or 0)
        return found

    @property
    def untouched(self) -> dict[int, int]:
        """Which revision its page showed of each question that nobody touched here."""
        told = {
            one.question.pk: key_of(self.data.get(f"s{one.question.pk}", "").partition(".")[0])
            for one in self.shown
        }
        written = self.answers
        return {
            key: revision for key, revision in told.items() if revision is not None and key not in written
        }

    def mark(self, key: int, shown: str) -> str:
        """What the page tells of a question: what it was told itself, as long as it is not sent on."""
        given = self.data.get(f"s{key}", "") if self.is_bound else ""
        return self.seen.get(key) or given or shown

    def seen_now(self, key: int) -> None:
        """The writer has been told what another wrote: the next time it counts as seen."""
        answer = self.kept.get(key)
        self.seen[key] = f"{answer.revision if answer else 0}.-"


def _line(mode: str, **more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "inputmode": mode, "autocomplete": "off"} | more)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "form-control", "rows": rows})
