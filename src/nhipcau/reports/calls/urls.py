"""Addresses of data calls, within those of reports."""

from django.urls import path

from nhipcau.reports.calls import views, views_forms

urlpatterns = [
    path("bao-cao/de-nghi/", views.calls, name="calls"),
    path("bao-cao/de-nghi/lap/", views.call_new, name="call_new"),
    path("bao-cao/de-nghi/<int:pk>/", views.call, name="call"),
    path("bao-cao/de-nghi/<int:pk>/sua/", views.call_edit, name="call_edit"),
    path("bao-cao/de-nghi/<int:pk>/xoa/", views.call_drop, name="call_drop"),
    path("bao-cao/de-nghi/<int:pk>/cau-hoi/", views.call_question, name="call_question"),
    path("bao-cao/de-nghi/<int:pk>/lan-truoc/", views.call_like, name="call_like"),
    path("bao-cao/de-nghi/<int:pk>/gui/", views.call_send, name="call_send"),
    path("bao-cao/de-nghi/<int:pk>/ket-thuc/", views.call_close, name="call_close"),
    path("bao-cao/de-nghi/<int:pk>/mo-lai/", views.call_reopen, name="call_reopen"),
    path("bao-cao/de-nghi/<int:pk>/tong-hop/", views.together, name="call_together"),
    path("bao-cao/de-nghi/<int:pk>/van-ban/", views.letter, name="call_letter"),
    path("bao-cao/de-nghi/<int:pk>/bieu/<str:ending>/", views_forms.of_call, name="call_forms"),
    path("bao-cao/de-nghi/<int:pk>/bang/", views.workbook, name="call_workbook"),
    path("bao-cao/de-nghi/cau-hoi/<int:pk>/", views.question_edit, name="call_question_edit"),
    path("bao-cao/de-nghi/cau-hoi/<int:pk>/xoa/", views.question_remove, name="call_question_remove"),
    path("bao-cao/de-nghi/cau-hoi/<int:pk>/viet-lai/", views.word, name="call_word"),
    path("bao-cao/tra-loi/<int:pk>/", views.reply, name="call_reply"),
    path("bao-cao/tra-loi/<int:pk>/ban-giay/", views.on_paper, name="call_on_paper"),
    path("bao-cao/tra-loi/<int:pk>/bieu/dua/", views_forms.give, name="call_form_give"),
    path(
        "bao-cao/tra-loi/<int:pk>/bieu/lan-<int:edition>/<str:ending>/",
        views_forms.given,
        name="call_form_given",
    ),
    path("bao-cao/tra-loi/<int:pk>/bieu/nhan/", views_forms.bring, name="call_form_bring"),
    path("bao-cao/tra-loi/<int:pk>/bieu/nhan/<int:filled>/", views_forms.filled, name="call_form_filled"),
    path("bao-cao/tra-loi/<int:pk>/ban-chup/", views_forms.scan, name="call_scan"),
    path("bao-cao/tra-loi/<int:pk>/tiep-nhan/", views.accept, name="call_accept"),
    path("bao-cao/tra-loi/<int:pk>/tra-lai/", views.give_back, name="call_give_back"),
]
