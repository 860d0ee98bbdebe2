"""All addresses; each app has its own list."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("nhipcau.ops.urls")),
    path("", include("nhipcau.desk.urls")),
    path("", include("nhipcau.plans.urls")),
    path("", include("nhipcau.digests.urls")),
    path("", include("nhipcau.indicators.urls")),
    path("", include("nhipcau.reports.urls")),
    path("", include("nhipcau.press.urls")),
    path("", include("nhipcau.documents.urls")),
    path("", include("nhipcau.office.urls")),
    path("", include("nhipcau.agencies.urls")),
    path("", include("nhipcau.kernel.urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
]

handler400 = "nhipcau.kernel.views.bad_request"
handler403 = "nhipcau.kernel.views.permission_denied"
handler404 = "nhipcau.kernel.views.page_not_found"
handler500 = "nhipcau.kernel.views.server_error"
handler429 = "nhipcau.kernel.views.too_often"  # asked for by the sign-in library
