from django.urls import path

from nhipcau.digests.views import editor, reading

app_name = "digests"
_AT = "bao-chi/diem-bao/"
urlpatterns = [
    path(_AT, reading.digests, name="digests"),
    path(f"{_AT}soan/", editor.draft, name="draft"),
    path(f"{_AT}tuy-chon/", editor.setting, name="setting"),
    path(f"{_AT}<int:pk>/", reading.digest, name="digest"),
    path(f"{_AT}<int:pk>/tep/<slug:form>/", reading.digest_file, name="file"),
    path(f"{_AT}<int:pk>/bien-tap/", editor.edit, name="edit"),
    path(f"{_AT}<int:pk>/cac-muc/", editor.items, name="items"),
    path(f"{_AT}<int:pk>/them/", editor.add, name="add"),
    path(f"{_AT}<int:pk>/ky/", editor.sign, name="sign"),
    path(f"{_AT}<int:pk>/dinh-chinh/", editor.correct, name="correct"),
    path(f"{_AT}<int:pk>/huy/", editor.discard, name="discard"),
    path(f"{_AT}muc/<int:pk>/", editor.edit_item, name="item"),
    path(f"{_AT}muc/<int:pk>/bo/", editor.drop, name="drop"),
    path(f"{_AT}muc/<int:pk>/dua-lai/", editor.take_back, name="take_back"),
    path(f"{_AT}muc/<int:pk>/<slug:way>/", editor.move, name="move"),
]
