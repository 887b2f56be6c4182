"""The app's own settings in its mode for tests, with a folder and keys that go when the tests end."""

import os
import tempfile

os.environ["PERMANENCE_MODE"] = "test"
os.environ.setdefault("PERMANENCE_DATA", tempfile.mkdtemp(prefix="permanence-tests-"))

from permanence.practice.config import settings as _settings

globals().update({name: getattr(_settings, name) for name in dir(_settings) if name.isupper()})

_database = globals()["DATABASES"]["default"]
if _database["ENGINE"].endswith("sqlite3"):  # a file, as in use: in memory all threads would share one connection
    _database["TEST"] = {"NAME": str(_settings.DATA / "tests.sqlite3")}
