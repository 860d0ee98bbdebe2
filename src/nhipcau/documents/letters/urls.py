from django.urls import path

from nhipcau.documents.letters import views

urlpatterns = [
    path("van-ban/soan/", views.letters, name="letters"),
    path("van-ban/soan/moi/", views.letter_new, name="letter_new"),
    path("van-ban/soan/moi/<slug:kind>/<int:agency>/", views.letter_write, name="letter_write"),
    path("van-ban/soan/chi-dao/<int:pk>/", views.letter_pass_on, name="letter_pass_on"),
    path("van-ban/soan/<int:pk>/", views.letter, name="letter"),
    path("van-ban/soan/<int:pk>/sua/", views.letter_edit, name="letter_edit"),
    path("van-ban/soan/<int:pk>/du-thao.<slug:ending>", views.letter_preview, name="letter_preview"),
    path("van-ban/soan/<int:pk>/kem-theo/<int:which>/", views.letter_attachment, name="letter_attachment"),
    path("van-ban/soan/<int:pk>/kem-theo/<int:which>/go/", views.letter_detach, name="letter_detach"),
    path("van-ban/soan/<int:pk>/trinh/", views.letter_present, name="letter_present"),
    path("van-ban/soan/<int:pk>/gop-y/", views.letter_comment, name="letter_comment"),
    path("van-ban/soan/<int:pk>/lay-y-kien/", views.letter_ask, name="letter_ask"),
    path("van-ban/soan/<int:pk>/dinh-chinh/", views.letter_correct, name="letter_correct"),
    path("van-ban/soan/<int:pk>/bo/", views.letter_discard, name="letter_discard"),
]
