from django.urls import path

from nhipcau.kernel import handbook_views, list_views, notice_views, unsent_views, views

app_name = "kernel"
urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("hoan-tac/<int:pk>/", views.take_back, name="take_back"),
    path("danh-sach/<str:key>/", list_views.act, name="list_act"),
    path("phien/", views.session_state, name="session_state"),
    path("da-dang-nhap/", views.signed_in, name="signed_in"),
    path("viet-do/", unsent_views.unsent_list, name="unsent"),
    path("viet-do/noi-dung/", unsent_views.unsent_words, name="unsent_words"),
    path("viet-do/giu-lai/", unsent_views.keep_left, name="keep_left"),
    path("viet-do/giu/", unsent_views.keep_unsent, name="keep_unsent"),
    path("viet-do/<int:pk>/bo/", unsent_views.drop_unsent, name="drop_unsent"),
    path("so-tay/", handbook_views.contents, name="handbook"),
    path("so-tay/anh/<str:name>", handbook_views.picture, name="handbook_picture"),
    path("so-tay/<slug:name>/", handbook_views.chapter, name="handbook_chapter"),
    path("thong-bao/", notice_views.notices, name="notices"),
    path("thong-bao/<int:pk>/da-doc/", notice_views.read_notice, name="read_notice"),
    path("thong-bao/da-doc-het/", notice_views.read_all_notices, name="read_all_notices"),
    path("thong-bao/tuy-chon/", notice_views.notice_choices, name="notice_choices"),
]
