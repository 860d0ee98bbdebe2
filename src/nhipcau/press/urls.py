from django.urls import path

from nhipcau.press.views import articles, complaints, desk, search, sources

app_name = "press"
urlpatterns = [
    path("bao-chi/", desk.desk, name="desk"),
    path("bao-chi/tin/<int:pk>/", articles.article, name="article"),
    path("bao-chi/tin/<int:pk>/quyet/", desk.decide, name="decide"),
    path("bao-chi/tin/<int:pk>/sua/", desk.correct, name="correct"),
    path("bao-chi/tin/<int:pk>/ghi-chu/", desk.note, name="note"),
    path("bao-chi/tin/<int:pk>/chua-chinh-xac/", articles.inaccurate, name="inaccurate"),
    path("bao-chi/tin/<int:pk>/bo-dau/", articles.withdraw, name="inaccurate_withdraw"),
    path("bao-chi/tin/<int:pk>/giai-quyet/", complaints.handle, name="handle"),
    path("bao-chi/do-dung/", desk.hit_rates, name="hit_rates"),
    path("bao-chi/tim/", search.search, name="search"),
    path("bao-chi/tim/xuat.xlsx", search.export, name="export"),
    path("bao-chi/tim/luu/", search.save, name="save"),
    path("bao-chi/tim/<int:pk>/", search.saved, name="saved"),
    path("bao-chi/tim/<int:pk>/xoa/", search.remove, name="saved_remove"),
    path("bao-chi/tim/<slug:key>.rss", search.feed, name="feed"),
    path("bao-chi/nguon/", sources.sources, name="sources"),
    path("bao-chi/nguon/them/", sources.add, name="source_add"),
    path("bao-chi/nguon/cach-ly/", sources.quarantine, name="quarantine"),
    path("bao-chi/nguon/cach-ly/<int:pk>/tep/", sources.page_file, name="page_file"),
    path("bao-chi/nguon/cach-ly/<int:pk>/doc-lai/", sources.page_again, name="page_again"),
    path("bao-chi/nguon/<int:pk>/", sources.source, name="source"),
    path("bao-chi/nguon/<int:pk>/trang-thai/", sources.state, name="source_state"),
    path("bao-chi/nguon/<int:pk>/kiem-tra/", sources.check, name="source_check"),
]
