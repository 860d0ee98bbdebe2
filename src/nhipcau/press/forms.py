"""Forms of the press desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.models import Agency
from nhipcau.engines.presswire import opml
from nhipcau.engines.presswire.watches.forms import forms_of
from nhipcau.kernel.choices import choices
from nhipcau.kernel.clock import today
from nhipcau.kernel.forms import Form, ManyOf, PickMany
from nhipcau.kernel.upload_kinds import file_input
from nhipcau.press import judge
from nhipcau.press.models import Outlet, SubjectWatch
from nhipcau.press.rules import (
    ARTICLE_STATE_LABELS,
    FLAG_LABELS,
    HANDLING_LABELS,
    LANGUAGE_LABELS,
    OUTLET_KIND_LABELS,
    REACH_LABELS,
    SOURCE_KIND_LABELS,
    TONE_LABELS,
    OutletKind,
    Reach,
    SourceKind,
)
from nhipcau.press.searchwords import Wish


def subject_choices() -> list[tuple[str, str]]:
    """Subjects in the reader's language."""
    return [(key, gettext(name)) for key, name in judge.subjects().items()]


class CorrectForm(Form):
    """Subject, tone and flags as the desk sees them."""

    subject = forms.ChoiceField(label=_("Chủ đề"), choices=subject_choices)
    tone = forms.ChoiceField(label=_("Sắc thái"), choices=choices(TONE_LABELS))
    flags = forms.MultipleChoiceField(
        label=_("Nhãn"), choices=choices(FLAG_LABELS), required=False, widget=forms.CheckboxSelectMultiple
    )


class NoteForm(Form):
    changes_what_stands = True

    note = forms.CharField(
        label=_("Ghi chú"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class InaccurateForm(Form):
    """Which sentence, and why."""

    changes_what_stands = True

    sentence = forms.CharField(
        label=_("Câu có thể chưa chính xác"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chép nguyên văn từ bài."),
    )
    why = forms.CharField(
        label=_("Vì sao"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Thông tin đúng là gì, theo nguồn nào."),
    )


class ComplaintMarkForm(Form):
    """Why an article is a citizens' complaint, or is none."""

    why = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bài phản ánh việc gì, ở đâu. Không ghi tên người phản ánh."),
    )


class HandlingForm(Form):
    """What was done about a complaint."""

    kind = forms.ChoiceField(
        label=_("Cách giải quyết"), choices=choices(HANDLING_LABELS), widget=forms.RadioSelect
    )
    agency = forms.ModelChoiceField(
        label=_("Cơ quan nhận"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Chỉ chọn khi chuyển cơ quan."),
    )
    note = forms.CharField(
        label=_("Đã làm gì"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nội dung trả lời, việc đã khắc phục, số văn bản chuyển. Không ghi tên người phản ánh."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.alive(today()).in_order()
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class LinesField(forms.CharField):
    """One word or phrase a line; gives the lines, each once."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 4}), **more)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class FormsField(forms.MultipleChoiceField):
    """Forms of a watch's words that are not to be looked for; those of words taken out again fall away."""

    widget = PickMany
    is_folded = True

    def offer(self, words: Sequence[str]) -> None:
        """Offer the forms of some words, under each word."""
        told = ((word, forms_of(word)) for word in dict.fromkeys(words))
        self.choices = [(word, [(form, form) for form in found]) for word, found in told if found]

    def clean(self, value: Any) -> Any:
        offered = {form for _word, group in self.choices for form, _label in group}  # type: ignore[misc, union-attr]
        return [form for form in value or () if form in offered]


class WatchForm(Form):
    """What a subject watch asks."""

    changes_what_stands = True

    name = forms.CharField(label=_("Tên chủ đề"), max_length=120)
    words = LinesField(
        label=_("Từ, cụm từ"),
        help_text=_(
            "Mỗi dòng một từ hoặc cụm từ, bằng tiếng nào cũng được; có một trong số này là đủ. Hãy gõ có dấu. Không ghi tên người."
        ),
    )
    places = LinesField(
        label=_("Địa danh"),
        help_text=_("Mỗi dòng một tên. Nếu ghi cả từ và địa danh, bài phải có cả hai."),
    )
    required = LinesField(label=_("Phải có đủ"), help_text=_("Bài phải có tất cả các từ này."))
    excluded = LinesField(label=_("Không được có"), help_text=_("Bài có một trong các từ này thì bỏ qua."))
    without = FormsField(
        label=_("Dạng biến đổi của từ: đánh dấu dạng không tìm"),
        required=False,
        help_text=_(
            "Số nhiều, cách, tên người dân của một nước được tìm cùng với từ (Cambodia: Cambodian, Cambodians…). Sửa từ xong, bấm “Xem thử” để thấy các dạng mới."
        ),
    )
    outlets = ManyOf(
        label=_("Chỉ trên các báo"),
        queryset=Outlet.objects.all(),
        required=False,
        help_text=_("Không chọn: mọi báo đang đọc."),
    )
    position = forms.IntegerField(
        label=_("Thứ tự trong bản tin"), min_value=0, max_value=999, initial=0, required=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = ("words", "places", "required", "excluded")
        if self.is_bound:
            asked = [word for name in groups for word in _lines(self.data.get(name, ""))]
        else:
            asked = [word for name in groups for word in self.initial.get(name, ())]
        offered: Any = self.fields["without"]
        offered.offer(asked)
        if not offered.choices:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        return {"without": []} | (super().clean() or {})


class AddToWatchForm(Form):
    """To which watch a text belongs."""

    watch = forms.ModelChoiceField(label=_("Chủ đề"), queryset=SubjectWatch.objects.none())

    def __init__(self, *args: Any, without: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = SubjectWatch.objects.exclude(pk__in=without)
        self.fields["watch"].queryset = free  # type: ignore[attr-defined]


class AddressForm(Form):
    """The address of an outlet, a section or a feed."""

    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=1000,
        widget=forms.TextInput(attrs={"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}),
        help_text=_("Trang chủ, trang chuyên mục hoặc địa chỉ RSS. Hệ thống tự tìm cách đọc tốt nhất."),
    )


class ListForm(Form):
    """A list of sources of another office or reader of feeds."""

    file = forms.FileField(
        label=_("Tệp OPML"),
        allow_empty_file=True,
        widget=file_input("sources", most=opml.MOST_BYTES),
        help_text=_("Bước sau cho xem nguồn nào mới, nguồn nào đã có; chưa thêm gì."),
    )


class SourceForm(Form):
    """What was found at an address, and whose it is."""

    address = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Cách đọc"), choices=choices(SOURCE_KIND_LABELS), initial=SourceKind.FEED
    )
    name = forms.CharField(label=_("Tên cơ quan báo chí"), max_length=200)
    outlet_kind = forms.ChoiceField(
        label=_("Loại"), choices=choices(OUTLET_KIND_LABELS), initial=OutletKind.NEWSPAPER
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=[(k, _(v)) for k, v in LANGUAGE_LABELS.items()])
    country = forms.CharField(
        label=_("Nước (mã hai chữ cái)"),
        max_length=2,
        min_length=2,
        initial="VN",
        help_text=_("Ví dụ VN, KH, US."),
    )
    reach = forms.TypedChoiceField(
        label=_("Tầm ảnh hưởng"),
        coerce=int,
        choices=[(level.value, _(label)) for level, label in REACH_LABELS.items()],
        initial=Reach.NATIONAL.value,
    )

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()


class SearchForm(Form):
    """The search in the address; anything unreadable means anything."""

    q = forms.CharField(max_length=300, required=False)
    bao = forms.ModelChoiceField(Outlet.objects.all(), required=False)
    tu = forms.DateField(required=False)
    den = forms.DateField(required=False)
    chu_de = forms.ChoiceField(choices=lambda: [("", ""), *subject_choices()], required=False)
    sac_thai = forms.ChoiceField(choices=[("", ""), *choices(TONE_LABELS)], required=False)
    dau = forms.ChoiceField(choices=[("", ""), *choices(FLAG_LABELS)], required=False)
    ngon_ngu = forms.CharField(max_length=8, required=False)
    tinh_trang = forms.ChoiceField(choices=[("", ""), *choices(ARTICLE_STATE_LABELS)], required=False)

    def wish(self) -> Wish:
        """What is looked for."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        outlet = asked.get("bao")
        return Wish(
            words=(asked.get("q") or "").replace("\x00", "").strip(),
            outlet=outlet.pk if outlet else None,
            since=asked.get("tu"),
            until=asked.get("den"),
            subject=asked.get("chu_de") or "",
            tone=asked.get("sac_thai") or "",
            flag=asked.get("dau") or "",
            language=asked.get("ngon_ngu") or "",
            state=asked.get("tinh_trang") or "",
        )


ADDRESS_OF = {
    "words": "q", "outlet": "bao", "since": "tu", "until": "den", "subject": "chu_de", "tone": "sac_thai",
    "flag": "dau", "language": "ngon_ngu", "state": "tinh_trang",
}  # fmt: skip


def address_of(wish: Wish) -> dict[str, str]:
    """The search form's address for a wish."""
    return {ADDRESS_OF[name]: str(value) for name, value in wish.to_json().items()}


class SaveForm(Form):
    name = forms.CharField(label=_("Tên"), max_length=120)
    alert = forms.BooleanField(label=_("Báo cho tôi khi có tin mới"), required=False, initial=True)
