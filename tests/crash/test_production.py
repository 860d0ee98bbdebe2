"""A real installation behind one proxy, as docs/deploy.md has it: what its answers carry."""

from __future__ import annotations

import json

LOOK = """
import json
from django.conf import settings
from django.test import Client
from nhipcau.kernel.models import Installation
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
Installation.objects.create(province="Lâm Đồng")

def ask(host="nhipcau.example.org", way="https"):
    return Client(SERVER_NAME=host).get("/tai-khoan/login/", headers={"X-Forwarded-Proto": way})

page, plain = ask(), ask(way="http")
browser = {"Sec-Fetch-Mode": "navigate", "Cookie": "nhipcau_language=en"}
untold = Client(SERVER_NAME="nhipcau.example.org").get("/", headers=browser)
told = Client(SERVER_NAME="nhipcau.example.org").get("/", headers=browser | {"X-Forwarded-Proto": "https"})
spoken = Client(SERVER_NAME="nhipcau.example.org").post(
    "/ngon-ngu/", {"language": "en"}, headers={"X-Forwarded-Proto": "https"})
print(json.dumps({
    "page": [page.status_code, page.headers["Strict-Transport-Security"], page.headers["Referrer-Policy"]],
    "plain": [plain.status_code, plain.headers["Location"]],
    "untold": [untold.status_code, "NHIPCAU_TRUSTED_PROXY" in untold.content.decode()],
    "told": told.status_code,
    "other host": ask(host="khac.example.org").status_code,
    "cookies": {name: [bool(one["secure"]), one["path"], one["domain"], one["samesite"]]
                for answer in (page, spoken) for name, one in answer.cookies.items()},
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
}))
"""
REAL = {
    "NHIPCAU_ENV": "production",
    "NHIPCAU_SECRET_KEY": "pq8Zr2V_xN4tLw7sKj3yHf6dGb9mCa1eUo5iTn0RvXwQ-SlPkDzYhMgBcF",
    "NHIPCAU_ALLOWED_HOSTS": "nhipcau.example.org",
    "NHIPCAU_BASE_URL": "https://nhipcau.example.org",
    "NHIPCAU_TRUSTED_PROXY": "1",
}


def test_cookies_are_of_this_host_alone_and_go_by_https_only(sqlite_maker):
    """Another site below the province's name can neither read them nor set them."""
    told = json.loads(sqlite_maker.empty().python(LOOK, **REAL))
    assert told["page"] == [200, "max-age=31536000; includeSubDomains; preload", "same-origin"]
    assert told["plain"] == [301, "https://nhipcau.example.org/tai-khoan/login/"]
    # A browser at https, of which the proxy does not tell, is not led round in a circle.
    assert told["untold"] == [503, True] and told["told"] == 302
    assert told["other host"] == 400
    assert told["session"] == ["__Host-sessionid", True, True, None, "/"]
    assert {"__Host-csrftoken", "nhipcau_language"} <= told["cookies"].keys()
    assert all(one == [True, "/", "", "Lax"] for one in told["cookies"].values()), told["cookies"]
