"""Forms that leave and come back, whatever they ask: kept as they left, the same until they differ, read against exactly that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files import File

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines import fillable
from nhipcau.engines.fillable import BadForm, Form, Unfit
from nhipcau.engines.fillable.laying import laid
from nhipcau.kernel import clock, files, reading, sentences
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.stamps import refuse_secrets
from nhipcau.reports import forms_kept
from nhipcau.reports.models import FilledForm, GivenForm

DRAFTS_KEPT = timedelta(days=7)


def check(form: Form) -> None:
    """Raise Refused for a form that could not be read back."""
    try:
        laid(form)
    except BadForm as bad:
        raise Refused(
            N_(
                "Không lập được biểu mẫu này (%(why)s): nội dung quá dài, quá nhiều, hoặc có chữ như dấu mật. Hãy xem lại nội dung đã"
                " soạn."
            ),
            why=bad.code,
        ) from bad


def keep(
    form: Form, last: GivenForm | None, *, may_be_same: bool, by: Officer, **of: Any
) -> tuple[GivenForm, bool]:
    """Within a transaction: the form kept as it leaves, and whether it is new.

    last: what the agency got before; where it says the same and may_be_same, that is still the agency's.  of: what it is the form of.
    """
    same = last is not None and may_be_same and _seal(form, last.edition) == last.seal
    if last is not None and same:
        return last, False
    form = replace(form, edition=last.edition + 1 if last is not None else 1)
    made = GivenForm.objects.create(
        **of,
        edition=form.edition,
        seal=fillable.identity_of(form).seal,
        form=forms_kept.kept(form),
        given_at=clock.now(),
        given_by=by,
    )
    return made, True


def _seal(form: Form, edition: int) -> str:
    return fillable.identity_of(replace(form, edition=edition)).seal


def file_of(given: GivenForm, ending: str) -> bytes:
    """The form as it was given out."""
    form = forms_kept.form_from(given.form)
    return fillable.written_docx(form) if ending == "docx" else fillable.written_xlsx(form)


def read_file(given: GivenForm, upload: File, by: Officer) -> FilledForm:
    """What a filled form says, kept until it is taken.

    Never inside a transaction: the file is looked into and read in children.  Raises Refused for a file that is another, older,
    damaged, or stamped.
    """
    name = files.harmless(upload.name or "bieu")[-255:]
    # Nothing of the file is kept, so nobody vouches for what cannot be looked into: reading it says what is wrong.
    refuse_secrets(upload, is_declared=True, by=by)
    upload.seek(0)
    data = upload.read()
    try:
        found = reading.checked(fillable.read, data, forms_kept.form_from(given.form), name=name)
    except Unfit as unfit:
        raise _refusal(unfit, name) from unfit
    return FilledForm.objects.create(
        given=given,
        called=name,
        sha256=files.sha256_of(upload),
        changes=[forms_kept.change_kept(one) for one in found.changes],
        added=[forms_kept.added_kept(one) for one in found.added],
        faults=[forms_kept.fault_kept(one) for one in found.faults],
        read_at=clock.now(),
        read_by=by,
    )


def _refusal(unfit: Unfit, name: str) -> Refused:
    said = sentences.refusal(unfit)
    more: dict[str, object] = {"name": name}
    if unfit.code == "other-agency":
        other = Agency.objects.filter(code=str(unfit.params.get("of", ""))).first()
        more["of"] = other.name if other else str(unfit.params.get("of", ""))
    return Refused(said.reason, **{**said.details, **more})


def check_newest(filled: FilledForm, last: GivenForm | None) -> None:
    """Raise Refused where the agency got another form after the one that a file was read against."""
    if last is None or last.pk != filled.given_id:
        raise Refused(
            N_(
                "Đã đưa cơ quan biểu mẫu lần %(edition)s sau khi đọc tệp này. Hãy nhận tệp điền theo biểu mới nhất."
            ),
            edition=last.edition if last else 0,
        )


def check_shown(is_sound: bool, now: str, seen: str) -> None:
    """Raise Refused for a file with faults, and where what it would do is not what was shown.  now, seen: sums over that."""
    if not is_sound:
        raise Refused(
            N_("Tệp còn lỗi nên chưa ghi phần nào. Hãy sửa trong tệp (hoặc báo cơ quan sửa) rồi đọc lại.")
        )
    if now != seen:
        raise Refused(N_("Nội dung vừa thay đổi sau khi bạn xem tệp. Hãy xem lại rồi xác nhận."))


def sweep() -> int:
    """Forget what was read and not taken in a week; how many."""
    old = FilledForm.objects.filter(taken_at=None, read_at__lt=clock.now() - DRAFTS_KEPT)
    return old.delete()[0]
