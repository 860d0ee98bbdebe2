"""Addresses of reports."""

from django.urls import path

from nhipcau.reports.calls import urls as calls
from nhipcau.reports.parcels import urls as parcels
from nhipcau.reports.views import forms, overview, reports, rounds

app_name = "reports"
urlpatterns = [
    *parcels.urlpatterns,
    *calls.urlpatterns,
    path("bao-cao/", rounds.rounds, name="rounds"),
    path("bao-cao/mo/", rounds.open_round, name="open"),
    path("bao-cao/de-cuong/", rounds.outline, name="outline"),
    path("bao-cao/tong-quan/", overview.dashboard, name="overview"),
    path("bao-cao/tong-quan/bang/<slug:name>/", overview.workbook, name="overview_table"),
    path("bao-cao/tong-quan/in/", overview.paper, name="overview_paper"),
    path("bao-cao/lanh-dao/", overview.plans, name="leaders"),
    path("bao-cao/dot/<int:pk>/", rounds.round_board, name="round"),
    path("bao-cao/dot/<int:pk>/sua/", rounds.change_round, name="change"),
    path("bao-cao/dot/<int:pk>/ket-thuc/", rounds.close_round, name="close"),
    path("bao-cao/dot/<int:pk>/mo-lai/", rounds.reopen_round, name="reopen"),
    path("bao-cao/dot/<int:pk>/sap-xep/", rounds.places, name="places"),
    path("bao-cao/dot/<int:pk>/sap-xep/chuyen/", rounds.move_task, name="move_task"),
    path("bao-cao/dot/<int:pk>/bieu/<str:ending>/", forms.of_round, name="forms_of_round"),
    path("bao-cao/<int:pk>/", reports.report, name="report"),
    path("bao-cao/<int:pk>/xem/<str:ending>/", reports.preview_file, name="preview"),
    path("bao-cao/<int:pk>/trinh/", reports.present, name="present"),
    path("bao-cao/<int:pk>/tiep-nhan/", reports.accept, name="accept"),
    path("bao-cao/<int:pk>/ban-giay/", reports.on_paper, name="on_paper"),
    path("bao-cao/<int:pk>/bieu/dua/", forms.give, name="form_give"),
    path("bao-cao/<int:pk>/bieu/lan-<int:edition>/<str:ending>/", forms.given, name="form_given"),
    path("bao-cao/<int:pk>/bieu/nhan/", forms.bring, name="form_bring"),
    path("bao-cao/<int:pk>/bieu/nhan/<int:filled>/", forms.filled, name="form_filled"),
    path("bao-cao/<int:pk>/ban-chup/", forms.scan, name="scan"),
    path("bao-cao/<int:pk>/ghi-nguon/", reports.notes, name="notes"),
    path("bao-cao/<int:pk>/phan/<str:place>/", reports.part, name="part"),
    path("bao-cao/<int:pk>/phan/<str:place>/chua-phat-sinh/", reports.nil, name="nil"),
    path("bao-cao/<int:pk>/phan/<str:place>/tra-lai/", reports.give_back, name="give_back"),
    path("bao-cao/<int:pk>/phan/<str:place>/cau/", reports.word, name="word"),
]
