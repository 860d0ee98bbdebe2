from django.urls import path

from nhipcau.desk import direction_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("nhat-ky/", views.audit_log, name="audit_log"),
    path("bao-chi/diem-bao/minh-chung/", direction_views.digest_evidence, name="digest_evidence"),
]
