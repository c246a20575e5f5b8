"""Firefox and WebKit behind one small interface, for the tests that all engines have to pass."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from blameaware.live.node import node

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


class Engine:
    """A browser with one page."""

    def open(self, url: str) -> None:
        raise NotImplementedError

    def run(self, code: str) -> Any:
        """Evaluate a JavaScript expression; its value must be JSON."""
        raise NotImplementedError

    def type(self, selector: str, text: str) -> None:
        raise NotImplementedError

    def click(self, selector: str) -> None:
        raise NotImplementedError

    def size(self, width: int, height: int) -> None:
        raise NotImplementedError

    def outside(self) -> list[str]:
        """Return requests to other hosts, as far as the engine tells."""
        return []

    def wait(self, code: str, seconds: float = 30) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        while not self.run(code):
            assert time.monotonic() < end, f"waited {seconds} s in vain for: {code}"
            time.sleep(0.05)


class Firefox(Engine):
    """Firefox, driven by puppeteer-core over WebDriver BiDi."""

    def __init__(self, binary: str, node: str) -> None:
        self.process = subprocess.Popen(
            [node, str(HERE / "firefox.mjs"), binary],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def _do(self, op: str, **args: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"op": op, **args}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "Firefox is gone"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def open(self, url: str) -> None:
        self._do("open", url=url)

    def run(self, code: str) -> Any:
        return self._do("run", code=code)

    def type(self, selector: str, text: str) -> None:
        self._do("type", selector=selector, text=text)

    def click(self, selector: str) -> None:
        self._do("click", selector=selector)

    def size(self, width: int, height: int) -> None:
        self._do("size", width=width, height=height)

    def outside(self) -> list[str]:
        asked = self._do("requests")["requests"]
        local = ("http://127.0.0.1:", "data:", "blob:", "about:")
        return [url for url in asked if not url.startswith(local)]

    def close(self) -> None:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            assert self.process.stdin is not None
            self.process.stdin.write('{"op": "close"}\n')
            self.process.stdin.flush()
            self.process.wait(timeout=15)
        if self.process.poll() is None:
            self.process.terminate()


class WebKit(Engine):
    """WebKitGTK's MiniBrowser, driven by Selenium."""

    def __init__(self, driver: str, browser: str, display: str) -> None:
        from selenium import webdriver  # noqa: PLC0415
        from selenium.webdriver.webkitgtk.service import Service  # noqa: PLC0415

        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        env = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        env.pop("WAYLAND_DISPLAY", None)
        self.driver = webdriver.WebKitGTK(
            options=options, service=Service(executable_path=driver, env=env)
        )

    def open(self, url: str) -> None:
        self.driver.get(url)

    def run(self, code: str) -> Any:
        return self.driver.execute_script(f"return ({code});")

    def _find(self, selector: str) -> Any:
        from selenium.webdriver.common.by import By  # noqa: PLC0415

        self.wait(f"!!document.querySelector({json.dumps(selector)})?.offsetParent")
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def type(self, selector: str, text: str) -> None:
        self._find(selector).send_keys(text)

    def click(self, selector: str) -> None:
        self._find(selector).click()

    def size(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)

    def close(self) -> None:
        self.driver.quit()


@contextlib.contextmanager
def firefox() -> Iterator[Engine]:
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if not binary:
        pytest.skip("Firefox is not installed (apt-get install firefox-esr)")

    engine = Firefox(binary, node())
    try:
        yield engine
    finally:
        engine.close()


@contextlib.contextmanager
def webkit() -> Iterator[Engine]:
    driver = shutil.which("WebKitWebDriver")
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not driver or not found:
        pytest.skip("WebKitGTK is not installed (apt-get install webkit2gtk-driver)")
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    with _screen() as display:
        engine = WebKit(driver, str(found[-1]), display)
        try:
            yield engine
        finally:
            engine.close()


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; yields its DISPLAY."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(timeout=10)


ENGINES = {"firefox": firefox, "webkit": webkit}
