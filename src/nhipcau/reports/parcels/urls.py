"""Addresses of parcels between installations."""

from django.urls import path

from nhipcau.reports.parcels import views

urlpatterns = [
    path("bao-cao/goi-den/", views.parcels, name="parcels"),
    path("bao-cao/goi-den/nhan/", views.bring, name="parcel_bring"),
    path("bao-cao/goi-den/nhan/<int:pk>/", views.preview, name="parcel_preview"),
    path("bao-cao/goi-den/nhan/<int:pk>/tin/", views.trust, name="parcel_trust"),
    path("bao-cao/goi-den/khoa/", views.keys, name="parcel_keys"),
    path("bao-cao/goi-den/khoa/doi/", views.change_key, name="parcel_change_key"),
    path("bao-cao/goi-den/ky/<str:period>/", views.compare, name="parcels_compare"),
    path("bao-cao/goi-den/<int:pk>/", views.parcel, name="parcel"),
    path("bao-cao/goi-den/<int:pk>/tep/<int:paper>/", views.paper, name="parcel_paper"),
    path("bao-cao/<int:pk>/goi/", views.send, name="parcel_send"),
]
