"""The weekly sheet: on screen, as a file, and what is concluded over it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel.access import demands
from nhipcau.kernel.answers import download
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.saying import errors_said, refusals_in, refusals_said
from nhipcau.office.directions.queries import agency_names, offer
from nhipcau.office.permissions import DIRECT
from nhipcau.office.weekly import actions, pages, paper
from nhipcau.office.weekly.forms import ConcludeForm, CorrectForm
from nhipcau.office.weekly.models import Conclusion, Meeting
from nhipcau.office.weekly.parts import WeekAsked, monday_of, sheet
from nhipcau.office.weekly.permissions import CONCLUDE, READ_WEEK, get_draft_for

PAPERS = {
    "docx": (paper.docx_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (paper.pdf_of, "application/pdf"),
}
PLACE, NEXT = "#ket-luan", "tiep"


def _asked(request: HttpRequest, year: int, week: int) -> WeekAsked:
    first = monday_of(year, week)
    if first is None:
        raise Http404
    return WeekAsked(request.user, first, today())


@demands(READ_WEEK)
@require_safe
def this_week(request: HttpRequest) -> HttpResponse:
    """Leads to the running week."""
    return redirect(pages.address(today()))


@demands(READ_WEEK)
@require_safe
def week(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """A week on one page."""
    return _page(request, _asked(request, year, week))


def _page(request: HttpRequest, asked: WeekAsked, form: ConcludeForm | None = None) -> HttpResponse:
    found = pages.week(asked)
    context = {
        "week": found,
        "form": form or _fresh(request, asked, found),
        "agencies": agency_names(asked.today) if found.can_conclude else [],
        "section": "week",
    }
    return render(request, "office/week.html", context, status=422 if form else 200)


def _fresh(request: HttpRequest, asked: WeekAsked, found: pages.Week) -> ConcludeForm:
    """An empty line, ready to be typed in after the one before; the leader stays the same."""
    form = ConcludeForm(today=asked.today, by=asked.reader)
    if found.conclusions:
        form.initial["said_by"] = found.conclusions[-1].said_by_id
    if NEXT in request.GET:
        form.fields["text"].widget.attrs["autofocus"] = True
    return form


@demands(READ_WEEK)
@require_safe
def figure(request: HttpRequest, year: int, week: int, part: str, figure: str) -> HttpResponse:
    """All that a figure counts."""
    asked = _asked(request, year, week)
    for shown in sheet(asked):
        for one in shown.figures:
            if (shown.key, one.key) == (part, figure):
                context = {"asked": asked, "part": shown, "figure": one, "back": pages.address(asked.first)}
                return render(request, "office/week_figure.html", context | {"section": "week"})
    raise Http404


@demands(READ_WEEK)
@require_safe
def week_paper(request: HttpRequest, year: int, week: int, ending: str) -> HttpResponse:
    """The sheet on A4, as Word or PDF."""
    asked = _asked(request, year, week)
    if ending not in PAPERS:
        raise Http404
    make, media_type = PAPERS[ending]
    name = f"phieu-giao-ban-{year}-tuan-{week:02d}.{ending}"
    return download(make(pages.week(asked)), name, media_type)


@demands(CONCLUDE)
@require_POST
def conclude(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """One line typed in the room; agency and day are read from its words where none are typed."""
    asked = _asked(request, year, week)
    form = ConcludeForm(request.POST, today=asked.today, by=request.user)
    if form.is_valid():
        wish = _with_offer(form.cleaned_data, asked)
        with refusals_in(form, "text"):
            actions.write(year=year, week=week, by=request.user, today=asked.today, **wish)
            # No fragment: with one a browser sets no focus.
            return redirect(f"{pages.address(asked.first)}?{NEXT}=1")
    return _page(request, asked, form)


def _with_offer(wish: dict[str, Any], asked: WeekAsked) -> dict[str, Any]:
    """With what the words name: a proposal, to be looked at before it is sent."""
    offered = offer(wish["text"], asked.today)
    return wish | {"agency": offered.agency, "due": offered.due if offered.agency else None}


def _back(conclusion: Conclusion) -> HttpResponse:
    meeting = conclusion.meeting
    return redirect(_url(meeting) + PLACE)


def _url(meeting: Meeting) -> str:
    first = monday_of(meeting.year, meeting.week)
    assert first is not None
    return pages.address(first)


@demands(CONCLUDE)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The words, the agency or the day of a draft."""
    draft = get_draft_for(request.user, pk)
    form = CorrectForm(request.POST, today=today())
    if form.is_valid():
        with refusals_said(request):
            actions.correct(conclusion=draft, by=request.user, today=today(), **form.cleaned_data)
    errors_said(request, form)
    return _back(draft)


@demands(CONCLUDE)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft is taken off the sheet."""
    draft = get_draft_for(request.user, pk)
    with refusals_said(request):
        actions.drop(conclusion=draft, by=request.user)
    return _back(draft)


@demands(DIRECT)
@require_POST
def send(request: HttpRequest, year: int, week: int) -> HttpResponse:
    """The leader sends the own conclusions as directions."""
    asked = _asked(request, year, week)
    meeting = Meeting.objects.filter(year=year, week=week).first()
    if meeting is None:
        raise Http404
    with refusals_said(request):
        count = actions.send(meeting=meeting, by=request.user, now=now())
        messages.success(
            request,
            ngettext(
                "Đã gửi %(count)d kết luận thành ý kiến chỉ đạo.",
                "Đã gửi %(count)d kết luận thành ý kiến chỉ đạo.",
                count,
            )
            % {"count": count},
        )
    return redirect(pages.address(asked.first) + PLACE)
