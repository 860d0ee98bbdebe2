"""Addresses of the province's next plan; they are of the app's (``plans.urls``)."""

from django.urls import path

from nhipcau.plans.next import urls_papers, views

urlpatterns = [
    *urls_papers.urlpatterns,
    path("ke-hoach/nam-sau/<int:pk>/", views.show, name="next_plan"),
]
