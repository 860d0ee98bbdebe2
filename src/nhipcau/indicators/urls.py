"""Addresses of figures."""

from django.urls import path

from nhipcau.indicators import views

app_name = "indicators"
urlpatterns = [
    path("so-lieu/", views.figures, name="figures"),
    path("so-lieu/bang/", views.workbook, name="workbook"),
    path("so-lieu/chot/", views.close, name="close"),
    path("so-lieu/chot-lai/", views.correct, name="correct"),
    path("so-lieu/chi-tieu-rieng/", views.own, name="own"),
    path("so-lieu/chi-tieu-rieng/<int:pk>/thoi/", views.end_own, name="end_own"),
    path("so-lieu/<str:code>/", views.indicator, name="indicator"),
    path("so-lieu/<str:code>/nhap/", views.enter, name="enter"),
    path("so-lieu/<str:code>/muc-tieu/", views.goal, name="goal"),
]
