from django.urls import path

from nhipcau.kernel import notice_views, views

app_name = "kernel"
urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("thong-bao/", notice_views.notices, name="notices"),
    path("thong-bao/<int:pk>/da-doc/", notice_views.read_notice, name="read_notice"),
    path("thong-bao/da-doc-het/", notice_views.read_all_notices, name="read_all_notices"),
    path("thong-bao/tuy-chon/", notice_views.notice_choices, name="notice_choices"),
]
