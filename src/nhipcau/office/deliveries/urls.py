from django.urls import path

from nhipcau.office.deliveries import views

urlpatterns = [
    path("gui-den/", views.received, name="received"),
    path("gui-den/<int:pk>/da-nhan/", views.acknowledge, name="acknowledge"),
    path("gui-di/chua-xac-nhan/", views.overdue, name="overdue"),
    path("gui-di/<int:notice>/", views.sent, name="sent"),
    path("gui-di/<int:notice>/ban-giay/", views.paper, name="paper"),
    path("thong-bao/thu/", views.doubts, name="doubts"),
    path("thong-bao/thu/<int:pk>/", views.settle, name="settle"),
]
