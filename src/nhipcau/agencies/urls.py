from django.urls import path

from nhipcau.agencies.views import accounts, installing, registry

urlpatterns = [
    path("thiet-lap/", installing.setup, name="setup"),
    path("co-quan/", registry.agencies, name="agencies"),
    path("co-quan/<slug:code>/", registry.agency, name="agency"),
    path("can-bo/", accounts.officers, name="officers"),
]
