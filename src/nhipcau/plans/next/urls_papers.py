"""Addresses of the next plan's signature; they are of the app's (``plans.urls``)."""

from django.urls import path

from nhipcau.plans.next import views_papers as views

urlpatterns = [
    path("ke-hoach/nam-sau/<int:pk>/nguoi-ky/", views.signer, name="next_plan_signer"),
    path("ke-hoach/nam-sau/<int:pk>/trinh/", views.present, name="next_plan_present"),
    path("ke-hoach/nam-sau/<int:pk>/du-thao.<slug:ending>", views.preview, name="next_plan_preview"),
    path("ke-hoach/nam-sau/<int:pk>/xuat-trinh-ky/", views.take_out, name="next_plan_take_out"),
    path("ke-hoach/nam-sau/<int:pk>/ban-trinh-ky.<slug:ending>", views.taken_out, name="next_plan_taken_out"),
    path("ke-hoach/nam-sau/<int:pk>/to-trinh/", views.submit, name="next_plan_submit"),
    path("ke-hoach/nam-sau/<int:pk>/ky-ngoai/", views.outside, name="next_plan_outside"),
]
