from django.urls import path

from nhipcau.ops import views

app_name = "ops"
urlpatterns = [
    path("he-thong/", views.health, name="health"),
    path("he-thong/sao-luu/", views.back_up, name="back_up"),
]
