"""What is typed on the pages of the province's next plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.forms.picking import AgenciesField
from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.documents.picking import PaperField
from nhipcau.kernel.forms import Form, ModelForm, SeenForm, told_by_help
from nhipcau.office.permissions import SIGN
from nhipcau.plans.forms import DraftTaskForm
from nhipcau.plans.import_draft import LISTS
from nhipcau.plans.models import NextPlan, NextTask, Plan, PlanQuerySet, Proposal
from nhipcau.plans.next.actions.writing import HEAD
from nhipcau.plans.next.forms_papers import issuers
from nhipcau.plans.next.queries import as_read
from nhipcau.plans.next_states import Wish
from nhipcau.plans.timing_words import time_written

LATER = _("Cần có trước khi trình.")
NAMES_HELP = _("Mỗi dòng một tên cơ quan hoặc nhóm cơ quan.")


class BeginForm(Form):
    """Of which year a plan is begun, from which plan, and in whose name."""

    year = forms.IntegerField(
        label=_("Kế hoạch của năm"),
        min_value=2000,
        max_value=2199,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Hãy ghi năm của kế hoạch, từ 2000 đến 2199.")
        ),
    )
    last_year = forms.ModelChoiceField(
        label=_("Soạn từ kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Không, soạn từ đầu"),
        help_text=_("Nhiệm vụ, cơ quan như hiện nay được đưa vào; năm, ngày được chuyển sang năm mới."),
    )
    drafter = forms.ModelChoiceField(
        label=_("Cơ quan soạn"), queryset=Agency.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, plans: PlanQuerySet, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last: Any = self.fields["last_year"]
        last.queryset = plans.order_by("-year", "-pk")
        last.label_from_instance = lambda plan: f"{plan.year} · {plan.document.number} · {plan.title}"[:140]
        told_by_help(last)
        drafter = cast(forms.ModelChoiceField, self.fields["drafter"])
        drafter.queryset = agencies.in_order()


class HeadForm(ModelForm):
    """What stands above and below the tasks."""

    beside = ("issuer", "letter", "six_month_due", "annual_due", "unit_plans_due", "recipients", "signer")

    letter = PaperField(
        label=_("Văn bản hướng dẫn của Bộ"),
        help_text=_("Chọn trong sổ văn bản; chưa có thì vào sổ trước."),
    )

    class Meta:
        model = NextPlan
        fields = HEAD
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "guidance": forms.Textarea(attrs={"rows": 5}),
            "bases": forms.Textarea(attrs={"rows": 5}),
            "aims": forms.Textarea(attrs={"rows": 6}),
            "money": forms.Textarea(attrs={"rows": 3}),
            "organisation": forms.Textarea(attrs={"rows": 5}),
            "recipients": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "guidance": _(
                "Bộ yêu cầu những gì cho năm tới. Nhiệm vụ nào làm theo thì đánh dấu ở nhiệm vụ ấy."
            ),
            "bases": _("Mỗi dòng một văn bản."),
            "issuer": LATER,
            "recipients": _("Mỗi dòng một nơi; tên nhóm cơ quan cũng dùng được."),
            "signer": _("Người ký của cơ quan ban hành, nếu ký trên hệ thống."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = cast(forms.ModelChoiceField, self.fields["issuer"])
        # Agencies that are no more issue nothing; one that is chosen already stays in the list.
        issuer.queryset = issuers() | Agency.objects.filter(pk=self.instance.issuer_id or 0).in_order()
        signer = cast(forms.ModelChoiceField, self.fields["signer"])
        signer.queryset = Officer.objects.who_may(SIGN).in_order()
        for name in ("letter", "guidance", "issuer", "bases", "recipients", "signer"):
            told_by_help(self.fields[name])


class TaskForm(DraftTaskForm):
    """One task of the draft: the fields and the reading of times that a read plan's tasks have (``DraftTaskForm``)."""

    beside = (
        "timing_kind", "timing_every", "timing_day", "timing_early", "timing_year", "timing_quarter", "timing_from",
        "timing_to", "timing_date", "timing_text", "place", "budget", "by_letter",
    )  # fmt: skip
    field_order = (
        "number",
        "title",
        "content",
        "lead",
        "coordinate",
        "direct",
        "implement",
        "outputs",
        *beside,
    )
    timing_text = forms.CharField(
        label=_("Thời gian ghi trong văn bản"),
        required=False,
        max_length=300,
        help_text=_("Để trống: ghi theo mục Thời gian."),
    )
    by_letter = forms.BooleanField(label=_("Theo văn bản hướng dẫn của Bộ"), required=False)

    def __init__(
        self, *args: Any, task: NextTask | None = None, proposed: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """proposed: an agency's words, in the fields at first in place of what stands."""
        initial = (shown(task) if task is not None else {}) | (proposed or {})
        super().__init__(*args, initial=initial, **kwargs)
        self.task = task
        self.changes_what_stands = task is not None and task.pk is not None
        kind: Any = self.fields["timing_kind"]
        kind.choices = [("", _("Chỉ ghi bằng lời, hoặc chưa rõ")), *list(kind.choices)[1:]]
        self.fields["outputs"].help_text = _("Thí dụ: “02 lớp tập huấn, 120 học viên”.")
        for name in ("lead", "coordinate"):
            self.fields[name].help_text = NAMES_HELP
        for name in ("lead", "coordinate", "outputs", "timing_kind", "timing_text"):
            told_by_help(self.fields[name])

    def fields_written(self) -> dict[str, Any]:
        """What is typed, as the draft keeps it.  Words of a time that was changed follow it, unless they were changed too."""
        values = self.values()
        names = {role: values.pop(role) for role in LISTS}
        words, timing = self.cleaned_data["timing_text"].strip(), values["timing"]
        if self.task is not None and self.task.timing != timing and words == self.task.timing_text.strip():
            words = ""
        return values | {
            "names": {role: listed for role, listed in names.items() if listed},
            "timing_text": words,
            "by_letter": self.cleaned_data["by_letter"],
        }


def shown(task: NextTask) -> dict[str, Any]:
    """A task of the draft as the form's first values."""
    written = as_read(task)
    return DraftTaskForm.shown(written) | {"timing_text": task.timing_text, "by_letter": task.by_letter}


def proposed_values(proposed: Mapping[str, Any], task: NextTask | None) -> dict[str, Any]:
    """An agency's words as the first values of a task's form."""
    names = proposed.get("names") or {}
    values = DraftTaskForm.shown({**(as_read(task) if task is not None else {}), **proposed, **names})
    return values | {"timing_text": str(proposed.get("timing_text") or (task.timing_text if task else ""))}


class GroupForm(Form):
    """A group of tasks: its number, name and words."""

    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    title = forms.CharField(label=_("Tên nhóm"), widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, task: NextTask | None = None, **kwargs: Any) -> None:
        if task is not None:
            kwargs["initial"] = {name: getattr(task, name) for name in ("number", "title", "content")}
        super().__init__(*args, **kwargs)
        self.changes_what_stands = task is not None and task.pk is not None

    def fields_written(self) -> dict[str, Any]:
        """What is typed, as the draft keeps it."""
        return dict(self.cleaned_data)


class UnderForm(Form):
    """Under which group a task stands; empty: at the top."""

    parent = forms.TypedChoiceField(label=_("Đưa vào nhóm"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, groups: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["parent"])
        field.choices = [("", _("Không thuộc nhóm nào")), *groups]
        told_by_help(field)


class ReasonForm(Form):
    """Why something is not in the plan."""

    reason = forms.CharField(
        label=_("Lý do không đưa vào kế hoạch"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(Form):
    """Which agencies are asked to propose, and by when."""

    due = forms.DateField(label=_("Hạn gửi đề xuất"), widget=forms.DateInput())
    agencies = AgenciesField(label=_("Cơ quan được hỏi"), queryset=Agency.objects.none(), required=False)

    def __init__(self, *args: Any, agencies: AgencyQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = agencies.in_order()
        told_by_help(field)


class ProposalForm(ModelForm):
    """What an agency proposes: to change or end a task of the draft, or a new one."""

    class Meta:
        model = Proposal
        fields = ("title", "content", "timing_text", "outputs", "budget", "reason")
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "content": forms.Textarea(attrs={"rows": 4}),
            "outputs": forms.Textarea(attrs={"rows": 2}),
            "budget": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "timing_text": _("Như trong văn bản: “Quý II/2027”, “Trước ngày 30/6/2027”, “Thường xuyên”."),
            "reason": _("Cơ quan soạn kế hoạch đọc nguyên văn."),
        }

    def __init__(self, *args: Any, wish: str, task: NextTask | None, **kwargs: Any) -> None:
        instance: Proposal | None = kwargs.get("instance")
        if task is not None and wish == Wish.CHANGE:
            # The draft's own words stand in the fields; what differs is the proposal.
            words = {name: getattr(task, name) for name in ("title", "content", "outputs", "budget")}
            words["timing_text"] = time_written(task.timing_text, task.timing)
            typed = {name: getattr(instance, name) for name in words if instance and getattr(instance, name)}
            kwargs["initial"] = words | typed
        super().__init__(*args, **kwargs)
        if wish == Wish.END:
            for name in ("title", "content", "timing_text", "outputs", "budget"):
                del self.fields[name]
        elif wish == Wish.CHANGE:
            self.fields["title"].required = False
        else:
            self.fields["title"].required = True


class SendForm(Form):
    """A word about the answer as a whole."""

    note = forms.CharField(
        label=_("Ý kiến chung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(SeenForm):
    """Why a proposal is declined."""

    reason = forms.CharField(
        label=_("Lý do không tiếp thu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cơ quan đề xuất đọc nguyên văn."),
    )


class NoteForm(SeenForm):
    """How a proposal was taken up, where it was not word for word."""

    note = forms.CharField(
        label=_("Tiếp thu thế nào"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cơ quan đề xuất đọc nguyên văn."),
    )
