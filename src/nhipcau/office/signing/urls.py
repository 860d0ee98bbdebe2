from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def soon(request: HttpRequest, pk: int) -> HttpResponse:
    raise NotImplementedError


urlpatterns: list[URLPattern] = [path("ban-ky/<int:pk>/", soon, name="version")]
