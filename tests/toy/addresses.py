from django.urls import include, path

from nhipcau.config.urls import *  # noqa: F403
from nhipcau.config.urls import urlpatterns as house

urlpatterns = [path("", include("tests.toy.urls")), *house]
