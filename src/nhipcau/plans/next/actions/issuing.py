"""The next plan signed outside: the People's Committee signed on paper or in a system of its own; the signed copy is entered, and
the plan runs from the draft's rows as they were shown and confirmed."""

from __future__ import annotations

import re
from datetime import date

from django.core.files import File
from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.documents.actions import register_issued
from nhipcau.documents.issuing import enter_outside
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.kernel import clock, files
from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_, Refused, Words
from nhipcau.kernel.stamps import take_pdf
from nhipcau.kernel.standing import written
from nhipcau.office.registers.rules import read_number
from nhipcau.office.signing import rules as sealing
from nhipcau.plans.actions.sending import send_plan
from nhipcau.plans.models import NextPaper, NextPlan, Plan
from nhipcau.plans.next import lacking, running, sealed
from nhipcau.plans.next.actions.writing import draw_back_presented, hold_open
from nhipcau.plans.next.comparing import Changed, changed
from nhipcau.plans.next_paper_models import PaperUse

_SIGNED_OUTSIDE = Words(N_("Kế hoạch đã được ký ngoài hệ thống."))
_TOO_EARLY = N_(
    "Ngày ban hành %(day)s không thể là của kế hoạch năm %(year)s. Hãy ghi ngày trên văn bản đã ký."
)
_NO_SYMBOL = N_("Ký hiệu “%(text)s” không đọc được. Hãy ghi như trên văn bản, thí dụ 678/KH-UBND.")
_SYMBOL = re.compile(r"(?:\d{4}/)?[^\W\d_][\w.&-]*")
_CHANGED_MEANWHILE = N_(
    "Dự thảo vừa được sửa sau khi bạn mở trang này. Hãy xem lại những gì sẽ chạy rồi xác nhận."
)
_NOT_AS_TAKEN_OUT = N_(
    "Dự thảo đã sửa sau khi xuất bản trình ký. Hãy đối chiếu những chỗ đã sửa với bản ký, rồi đánh dấu xác nhận."
)


def changed_since_taken_out(next_plan: NextPlan) -> tuple[NextPaper | None, Changed]:
    """The last paper that was taken out to be signed, and what the draft says otherwise by now; (None, nothing) where none
    was.  Raises Refused where there is no issuer or symbol."""
    last = next_plan.papers.filter(use=PaperUse.TAKEN_OUT).select_related("by").order_by("-pk").first()
    if last is None:
        return None, Changed()
    return last, changed(last.content, sealing.plain(sealed.content_of(next_plan)))


def issue_outside(
    *,
    next_plan: NextPlan,
    number: str,
    day: date,
    signer_name: str,
    signer_post: str,
    scan: File,
    seen_seal: str,
    is_compared: bool,
    by: Officer,
    is_declared: bool = False,
) -> Plan:
    """Enter the plan that was signed outside, and let it run.

    number: "678" or "678/KH-UBND", as it stands on the paper; scan: the signed copy, a scan or a signed PDF.  seen_seal: of the
    words that were shown as what will run.  is_compared: ``by`` says that what was changed since the paper was taken out
    stands on the signed one too.  is_declared: no state secret is in a scan that cannot be looked into.
    Raises Refused for a number, day or signer that cannot be, a draft that lacks something or was changed since it was shown,
    the same paper that runs already, and as ``take_pdf`` does.
    """
    refuse_inside("keeping a scan")
    _check(next_plan, number, day, signer_name, seen_seal, is_compared)  # before a long look into the file
    unseen = take_pdf(scan, is_declared=is_declared, by=by)
    stored = files.store(scan, name=scan.name or "ke-hoach.pdf", by=by, unseen=unseen, is_brought=True)
    return _issue(
        next_plan, number, day, (signer_name.strip(), signer_post.strip()), stored, seen_seal, is_compared, by
    )


def _check(
    next_plan: NextPlan, number: str, day: date, signer_name: str, seen_seal: str, is_compared: bool
) -> None:
    next_plan.go("issue")
    if not number.strip():
        raise Refused(N_("Hãy ghi số ghi trên văn bản."))
    today = clock.today()
    if day > today:
        raise Refused(
            N_("Ngày ban hành %(day)s chưa tới. Hãy ghi ngày trên văn bản đã ký."), day=written(day)
        )
    if day.year < next_plan.year - 1:
        raise Refused(_TOO_EARLY, day=written(day), year=next_plan.year)
    if not signer_name.strip():
        raise Refused(N_("Hãy ghi họ tên người ký."))
    sealing.check_finished([missing.text for missing in lacking.lacking_words(next_plan)])
    content = sealed.content_of(next_plan)
    number_of(number, content["symbol"])
    if seen_seal != sealing.seal(content):
        raise Refused(_CHANGED_MEANWHILE)
    if changed_since_taken_out(next_plan)[1] and not is_compared:
        raise Refused(_NOT_AS_TAKEN_OUT)


@transaction.atomic
def _issue(
    next_plan: NextPlan,
    number: str,
    day: date,
    signer: tuple[str, str],
    stored: StoredFile,
    seen_seal: str,
    is_compared: bool,
    by: Officer,
) -> Plan:
    held = hold_open(next_plan)
    _check(held, number, day, signer[0], seen_seal, is_compared)
    draw_back_presented(held, _SIGNED_OUTSIDE, by)
    content = sealing.plain(sealed.content_of(held))
    whole = number_of(number, content["symbol"])
    running.check_new(number=whole, on=day, issuer=content["agency"])
    document = register_issued(
        head={
            "number": whole,
            "kind": "kế hoạch",
            "issuer": content["agency"],
            "place": content["place"],
            "date": day,
            "title": content["title"],
            "signer": signer[0],
            "signer_position": signer[1],
        },
        file=stored,
        by=by,
    )
    if held.issuer is not None:
        enter_outside(
            issuer=held.issuer,
            number=whole,
            on=day,
            kind=PaperKind.PLAN,
            what=content["title"],
            paper=document,
            by=by,
        )
    NextPaper.objects.create(
        next_plan=held, use=PaperUse.SIGNED, content=content, seal=sealing.seal_of_kept(content), by=by
    )
    plan = running.run(next_plan=held, content=content, document=document, by=by)
    send_plan(plan=plan, names=content["recipients"], by=by, today=clock.today())
    return plan


def number_of(number: str, symbol: str) -> str:
    """ "678" → "678/KH-UBND"; a whole number stays as it is written.  Raises Refused for what is none."""
    figures, _slash, rest = "".join(number.split()).partition("/")
    figures = figures.removeprefix("Số").removeprefix("số").strip(":.")
    read_number(figures)
    if rest and not _SYMBOL.fullmatch(rest):
        raise Refused(_NO_SYMBOL, text=rest[:40])
    return f"{figures}/{rest or symbol}"
