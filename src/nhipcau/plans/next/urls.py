"""Addresses of the province's next plan; they are of the app's (``plans.urls``)."""

from django.urls import path

from nhipcau.plans.next import urls_papers
from nhipcau.plans.next.views import drafting, replies

urlpatterns = [
    *urls_papers.urlpatterns,
    path("ke-hoach/nam-sau/", drafting.begin, name="next_plan_begin"),
    path("ke-hoach/nam-sau/ten/", drafting.names, name="next_names"),
    path("ke-hoach/nam-sau/<int:pk>/", drafting.show, name="next_plan"),
    path("ke-hoach/nam-sau/<int:pk>/bang.xlsx", drafting.export, name="next_plan_export"),
    path("ke-hoach/nam-sau/<int:pk>/phan-chung/", drafting.edit, name="next_plan_edit"),
    path("ke-hoach/nam-sau/<int:pk>/them/", drafting.add_task, name="next_task_add"),
    path("ke-hoach/nam-sau/<int:pk>/danh-so/", drafting.renumber, name="next_plan_renumber"),
    path("ke-hoach/nam-sau/<int:pk>/dua-vao/", drafting.take_on, name="next_task_take_on"),
    path("ke-hoach/nam-sau/<int:pk>/chi-dao/", drafting.direction, name="next_direction"),
    path("ke-hoach/nam-sau/<int:pk>/bo/", drafting.drop, name="next_plan_drop"),
    path("ke-hoach/nam-sau/<int:pk>/de-xuat/", replies.board, name="next_replies"),
    path("ke-hoach/nam-sau/<int:pk>/de-xuat/lay/", replies.ask, name="next_replies_ask"),
    path("ke-hoach/nam-sau/<int:pk>/de-xuat/don-doc/", replies.urge, name="next_replies_urge"),
    path("ke-hoach/nam-sau/tra-loi/<int:pk>/", replies.reply, name="next_reply"),
    path("ke-hoach/nam-sau/tra-loi/<int:pk>/them/", replies.propose, name="next_propose"),
    path("ke-hoach/nam-sau/tra-loi/<int:pk>/gui/", replies.send, name="next_reply_send"),
    path("ke-hoach/nam-sau/tra-loi/<int:pk>/rut-ve/", replies.take_back, name="next_reply_back"),
    path("ke-hoach/nam-sau/de-xuat/<int:pk>/", replies.proposal, name="next_proposal"),
    path("ke-hoach/nam-sau/de-xuat/<int:pk>/xoa/", replies.remove, name="next_proposal_remove"),
    path("ke-hoach/nam-sau/de-xuat/<int:pk>/tiep-thu/", replies.take, name="next_proposal_take"),
    path(
        "ke-hoach/nam-sau/de-xuat/<int:pk>/tiep-thu-sua/",
        replies.take_with,
        name="next_proposal_take_with",
    ),
    path(
        "ke-hoach/nam-sau/de-xuat/<int:pk>/khong-tiep-thu/",
        replies.decline,
        name="next_proposal_decline",
    ),
    path("ke-hoach/nam-sau/de-xuat/<int:pk>/xem-lai/", replies.judge_anew, name="next_proposal_anew"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/", drafting.task, name="next_task"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/toan-bo/", drafting.whole, name="next_task_whole"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/chuyen-nhom/", drafting.under, name="next_task_under"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/khong-dua-vao/", drafting.leave_out, name="next_task_leave_out"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/dua-lai/", drafting.take_in, name="next_task_take_in"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/<slug:way>/", drafting.shift, name="next_task_shift"),
]
