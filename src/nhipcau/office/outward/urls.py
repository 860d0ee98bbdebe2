from django.urls import URLPattern, path

from nhipcau.office.outward import views

urlpatterns: list[URLPattern] = [
    path("he-thong/kenh-bao/", views.outward, name="outward"),
    path("he-thong/kenh-bao/thiet-bi/", views.push_turn, name="push_turn"),
    path("he-thong/kenh-bao/khoa/", views.webhook_secret, name="webhook_secret"),
    path("he-thong/kenh-bao/thu/", views.webhook_test, name="webhook_test"),
    path("he-thong/kenh-bao/<int:pk>/", views.webhook_settle, name="webhook_settle"),
    path("thong-bao/thiet-bi/", views.device_add, name="device_add"),
    path("thong-bao/thiet-bi/<int:pk>/go/", views.device_remove, name="device_remove"),
    path("thong-bao/thiet-bi.js", views.worker_script, name="push_worker"),
]
