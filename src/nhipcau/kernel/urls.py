from django.urls import path

from nhipcau.kernel import views

urlpatterns = [path("suc-khoe/", views.health, name="health")]
