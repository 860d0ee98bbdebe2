from django.urls import path

from nhipcau.press.views import digest_editor, digests

_AT = "bao-chi/diem-bao/"
urlpatterns = [
    path(_AT, digests.digests, name="press_digests"),
    path(f"{_AT}soan/", digest_editor.draft, name="press_digest_draft"),
    path(f"{_AT}tuy-chon/", digest_editor.setting, name="press_digest_setting"),
    path(f"{_AT}<int:pk>/", digests.digest, name="press_digest"),
    path(f"{_AT}<int:pk>/tep/<slug:form>/", digests.digest_file, name="press_digest_file"),
    path(f"{_AT}<int:pk>/bien-tap/", digest_editor.edit, name="press_digest_edit"),
    path(f"{_AT}<int:pk>/cac-muc/", digest_editor.items, name="press_digest_items"),
    path(f"{_AT}<int:pk>/them/", digest_editor.add, name="press_digest_add"),
    path(f"{_AT}<int:pk>/ky/", digest_editor.sign, name="press_digest_sign"),
    path(f"{_AT}<int:pk>/dinh-chinh/", digest_editor.correct, name="press_digest_correct"),
    path(f"{_AT}<int:pk>/huy/", digest_editor.discard, name="press_digest_discard"),
    path(f"{_AT}muc/<int:pk>/", digest_editor.edit_item, name="press_digest_item"),
    path(f"{_AT}muc/<int:pk>/bo/", digest_editor.drop, name="press_digest_drop"),
    path(f"{_AT}muc/<int:pk>/dua-lai/", digest_editor.take_back, name="press_digest_take_back"),
    path(f"{_AT}muc/<int:pk>/chi-dao/", digests.direct, name="press_digest_direct"),
    path(f"{_AT}muc/<int:pk>/<slug:way>/", digest_editor.move, name="press_digest_move"),
]
