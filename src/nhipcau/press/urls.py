from django.urls import path

from nhipcau.press.digest_urls import urlpatterns as digest_urls
from nhipcau.press.views import articles, desk, search, sources

urlpatterns = [
    path("bao-chi/", desk.desk, name="press_desk"),
    path("bao-chi/tin/<int:pk>/", articles.article, name="press_article"),
    path("bao-chi/tin/<int:pk>/quyet/", desk.decide, name="press_decide"),
    path("bao-chi/tin/<int:pk>/sua/", desk.correct, name="press_correct"),
    path("bao-chi/tin/<int:pk>/ghi-chu/", desk.note, name="press_note"),
    path("bao-chi/tin/<int:pk>/chua-chinh-xac/", articles.inaccurate, name="press_inaccurate"),
    path("bao-chi/tin/<int:pk>/bo-dau/", articles.withdraw, name="press_inaccurate_withdraw"),
    path("bao-chi/do-dung/", desk.hit_rates, name="press_hit_rates"),
    path("bao-chi/tim/", search.search, name="press_search"),
    path("bao-chi/tim/xuat.xlsx", search.export, name="press_export"),
    path("bao-chi/tim/luu/", search.save, name="press_save"),
    path("bao-chi/tim/<int:pk>/", search.saved, name="press_saved"),
    path("bao-chi/tim/<int:pk>/xoa/", search.remove, name="press_saved_remove"),
    path("bao-chi/tim/<slug:key>.rss", search.feed, name="press_feed"),
    path("bao-chi/nguon/", sources.sources, name="press_sources"),
    path("bao-chi/nguon/them/", sources.add, name="press_source_add"),
    path("bao-chi/nguon/cach-ly/", sources.quarantine, name="press_quarantine"),
    path("bao-chi/nguon/cach-ly/<int:pk>/tep/", sources.page_file, name="press_page_file"),
    path("bao-chi/nguon/cach-ly/<int:pk>/doc-lai/", sources.page_again, name="press_page_again"),
    path("bao-chi/nguon/<int:pk>/", sources.source, name="press_source"),
    path("bao-chi/nguon/<int:pk>/trang-thai/", sources.state, name="press_source_state"),
    path("bao-chi/nguon/<int:pk>/kiem-tra/", sources.check, name="press_source_check"),
    *digest_urls,
]
