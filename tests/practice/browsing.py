"""A real browser that walks through pages, and looks at each for what bars people with disabilities (axe)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


def browsing() -> Iterator[Any]:
    """The browser of the machine, started once. Skips where there is none: install chromium to run these."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("There is no chromium. Install it (apt-get install chromium) to run the tests in a browser.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in the thread that asks the database
    from playwright.sync_api import sync_playwright

    words = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=words)
        yield started
        started.close()


@cache
def _axe() -> str:
    """The script of axe, as the package brings it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Browsing:
    """A page of the browser, and what it complained of on the way."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listens for scripts and styles that were refused or failed."""
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))

    def sign_in(self, person: Any) -> None:
        """A session as this person's, without the sign-in page, which has tests of its own."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def press(self, name: str) -> None:
        """Presses the first button of this name."""
        self.go(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: Any) -> None:
        """Follows the first link of this name (or one that a pattern fits)."""
        self.go(self.page.get_by_role("link", name=name))

    def go(self, where: Any) -> None:
        """Clicks the first of what was found and waits until the page that comes is whole, so that a test may count."""
        with self.page.expect_navigation():
            where.first.click()

    def said(self) -> str:
        """What the page says, as it is seen."""
        return str(self.page.locator("main").inner_text())

    def told(self) -> str:
        """What the page says, with what pictures and closed parts hold."""
        return str(self.page.locator("main").text_content() or "")

    def write_day(self, name: str, day: date) -> None:
        """Fills the three boxes of a day."""
        for part in ("day", "month", "year"):
            self.page.locator(f"#id_{name}_{part}").fill(str(getattr(day, part)))

    def look(self, path: str = "") -> None:
        """Goes to a page (or stays) and checks it wide and narrow: axe finds nothing, nothing sticks out sideways."""
        if path:
            self.page.goto(path)
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)
            assert self.bars() == []
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), (
                f"{self.page.url} is too wide"
            )
        self.page.set_viewport_size(WIDE)
        assert self.complaints == []

    def bars(self) -> list[str]:
        """What axe finds on the page: the rule, and the first places that break it."""
        if not self.page.evaluate("'axe' in window"):  # a page looked at twice, wide and narrow, loads it once
            self.page.evaluate(_axe())
        found = self.page.evaluate("how => axe.run(how).then(told => told.violations)", STANDARD)
        return [
            f"{self.page.url}: {one['id']}, {one['help']}: {[node['html'][:150] for node in one['nodes'][:3]]}"
            for one in found
        ]
