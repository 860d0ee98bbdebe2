from django.urls import path

from nhipcau.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("nhat-ky/", views.audit_log, name="audit_log"),
]
