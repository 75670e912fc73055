"""A browser without a network: a page that asks for anything or complains fails its test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph.words import set_language

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _chinese() -> None:
    set_language("zh")


@dataclass
class Opened:
    """A page in the browser, with what it asked for and complained of."""

    page: object
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install chromium and fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture
def show(browser, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Open a document offline; at the end of the test nothing may have been asked for or complained of."""
    made: list[tuple[object, Opened]] = []

    def open_(document: str, width: int = 1440, height: int = 900):
        file = tmp_path / f"view{len(made)}.html"
        file.write_text(document, "utf-8", newline="\n")
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, accept_downloads=True)
        page = context.new_page()
        opened = Opened(page)
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on(
            "console",
            lambda message: opened.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (opened.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        made.append((context, opened))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        return page

    yield open_
    for context, opened in made:
        outside = [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))]
        context.close()
        assert outside == []
        assert opened.complaints == []
