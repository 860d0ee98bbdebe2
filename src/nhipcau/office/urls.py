from django.urls import path

from nhipcau.office.deliveries import views as deliveries

app_name = "office"
urlpatterns = [
    path("gui-den/", deliveries.received, name="received"),
    path("gui-den/<int:pk>/da-nhan/", deliveries.acknowledge, name="acknowledge"),
    path("gui-di/chua-xac-nhan/", deliveries.overdue, name="overdue"),
    path("gui-di/<int:notice>/", deliveries.sent, name="sent"),
    path("gui-di/<int:notice>/ban-giay/", deliveries.paper, name="paper"),
    path("gui-di/ban-giay/<int:pk>/", deliveries.tick_paper, name="tick_paper"),
    path("thong-bao/thu/", deliveries.doubts, name="doubts"),
    path("thong-bao/thu/<int:pk>/", deliveries.settle, name="settle"),
]
