"""What a web process does before its first request."""

import os
import subprocess
import sys


def test_what_is_loaded_is_not_looked_through_for_garbage(tmp_path):
    asked = "import gc, nhipcau.config.wsgi; print(gc.get_freeze_count(), len(gc.get_objects()))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"NHIPCAU_VAR": str(tmp_path), "NHIPCAU_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    put_aside, left = map(int, done.stdout.split())
    assert put_aside > 100_000 > 1_000 > left
