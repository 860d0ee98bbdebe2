from django.urls import path

from nhipcau.office.asks import views

urlpatterns = [
    path("can-tra-loi/", views.asks, name="asks"),
    path("can-tra-loi/<int:pk>/", views.ask, name="ask"),
    path("can-tra-loi/<int:pk>/tep/<int:answer>/", views.file, name="answer_file"),
    path("can-tra-loi/<int:pk>/don-doc/", views.remind, name="ask_remind"),
    path("can-tra-loi/<int:pk>/rut/", views.withdraw, name="ask_withdraw"),
    path("can-tra-loi/<int:pk>/ket-thuc/", views.close, name="ask_close"),
    path("can-tra-loi/<int:pk>/tra-lai/<int:answer>/", views.send_back, name="answer_send_back"),
]
