from django.urls import path, register_converter

from nhipcau.office.asks import views


class DeedConverter:
    """What is done to an ask besides answering."""

    regex = "tra-lai|rut|nhac"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DeedConverter, "ask_deed")

urlpatterns = [
    path("hoi-dap/", views.asks, name="asks"),
    path("hoi-dap/<int:pk>/", views.ask, name="ask"),
    path("hoi-dap/<int:pk>/tep/", views.answer_file, name="answer_file"),
    path("hoi-dap/<int:pk>/<ask_deed:deed>/", views.deed, name="ask_deed"),
    path("hoi-dap/<slug:kind>/<int:pk>/", views.ask_about, name="ask_about"),
]
