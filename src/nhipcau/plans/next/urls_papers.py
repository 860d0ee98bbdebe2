"""Addresses of a next plan's papers: presenting, signing, issuing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
