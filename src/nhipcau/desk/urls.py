from django.urls import path

from nhipcau.desk import direction_views, finding_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("tra-cuu/", finding_views.search, name="search"),
    path("tra-cuu/nhanh/", finding_views.quick, name="quick"),
    path("nhat-ky/", views.audit_log, name="audit_log"),
    path("bao-chi/diem-bao/minh-chung/", direction_views.digest_evidence, name="digest_evidence"),
]
