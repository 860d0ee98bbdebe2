from django.urls import path, register_converter

from nhipcau.office.deliveries import views


class SentConverter:
    """Whether a signed version or a notice was sent."""

    regex = "ban-ky|thong-tin"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SentConverter, "sent")

urlpatterns = [
    path("gui-den/", views.received, name="received"),
    path("gui-den/<int:pk>/da-nhan/", views.acknowledge, name="acknowledge"),
    path("gui-di/chua-xac-nhan/", views.overdue, name="overdue"),
    path("gui-di/ban-giay/", views.papers, name="papers"),
    path("gui-di/<sent:way>/<int:pk>/", views.sent, name="sent"),
    path("gui-di/<sent:way>/<int:pk>/ban-giay/", views.paper, name="paper"),
    path("thong-bao/thu/", views.doubts, name="doubts"),
    path("thong-bao/thu/<int:pk>/", views.settle, name="settle"),
]
