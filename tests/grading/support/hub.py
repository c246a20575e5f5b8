"""A JupyterHub on this machine: an instructor, two learners, each a user of the system.

Users, homes, an exchange and the course are made by root and are gone afterwards. The Hub, its
proxy and every server listen on 127.0.0.1 only.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from any_user import packages, python_for_all
from courses import REPOSITORY

from blameaware.grading.course import CONFIG, Course

ASSIGNMENT = "rewriting"
# Two test processes may each have a Hub at the same time, so the names are the process's own.
INSTRUCTOR, ANA, BEN = (f"ba-{os.getpid()}-{name}" for name in ("teacher", "ana", "ben"))
USERS = (INSTRUCTOR, ANA, BEN)
PASSWORD, TOKEN = "a class of its own", "a-token-of-the-tests-service-only"
PROXY = REPOSITORY.root / "node_modules" / "configurable-http-proxy" / "bin"
PATIENCE = 300
HUB = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = set({users!r})
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = {single!r}
c.Spawner.environment = {environment!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
c.JupyterHub.tornado_settings = {{"slow_spawn_timeout": 0}}
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "tests", "services": ["tests"],
    "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"]}}]
"""
# What a class on a Hub has in a configuration that every user reads.
EVERYBODY = """
c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "blameaware"
"""
TEACHER = """
c = get_config()
c.CourseDirectory.root = {course!r}
"""
# A Hub lets no page of a server stand in a frame, and formgrader stands in one in JupyterLab. As
# the instructor's guide says, only the instructor's own server allows it, and only to itself.
FRAMES = """
c = get_config()
c.ServerApp.tornado_settings = {
    "headers": {"Content-Security-Policy": "frame-ancestors 'self'"},
}
"""


def why_not() -> str:
    """Return why there can be no Hub here; empty when there can."""
    if os.getuid() != 0 or not (shutil.which("useradd") and shutil.which("runuser")):
        return "only root can make users for this test"
    if find_spec("jupyterhub") is None:
        return "JupyterHub is not installed (pip install 'blameaware[hub]')"
    if not (PROXY / "configurable-http-proxy").is_file() or not shutil.which("node"):
        return "the Hub's proxy is not installed (npm ci)"
    if not _python():
        return "other users cannot run this Python"
    return ""


def _python() -> str:
    return python_for_all("jupyterhub", "jupyterlab", "nbgrader", "blameaware")


class Hub:
    """The Hub with its class. Use as a context manager."""

    def __init__(self) -> None:
        """Make users, homes, exchange and course; nothing runs yet."""
        self.root = Path(tempfile.mkdtemp(prefix="hub-"))
        self.root.chmod(0o755)
        self.course = Course(self.home(INSTRUCTOR) / "course")
        self.url = ""
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> "Hub":
        """Start the Hub and wait until it answers."""
        try:
            self._make_users()
            self._make_class()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the servers and the Hub, and remove users and folders."""
        process = getattr(self, "process", None)
        if process is not None:
            for user in self._tokens:
                self._stop_server(user)
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for user in USERS:
            subprocess.run(["userdel", "--force", user], check=False, capture_output=True)
        shutil.rmtree(self.root, ignore_errors=True)

    def home(self, user: str) -> Path:
        """Return a user's home."""
        return self.root / "home" / user

    def own(self, user: str) -> None:
        """Give everything in a user's home to that user."""
        for path in [self.home(user), *self.home(user).rglob("*")]:
            shutil.chown(path, user, user)

    def log(self) -> str:
        """Return the end of what the Hub and its servers said."""
        return (self.root / "hub" / "log").read_text(errors="replace")[-6000:]

    def _make_users(self) -> None:
        (self.root / "home").mkdir()
        for user in USERS:
            home = self.home(user)
            words = ["useradd", "-M", "-d", str(home), "-s", "/bin/sh", user]
            subprocess.run(words, check=True, capture_output=True)
            home.mkdir(mode=0o700)
            settings = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab"
            notices = settings / "apputils-extension" / "notification.jupyterlab-settings"
            notices.parent.mkdir(parents=True)
            notices.write_text('{"fetchNews": "false", "checkForUpdates": false}')
            self.own(user)

    def _make_class(self) -> None:
        exchange = self.root / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        everybody = self.root / "etc"
        everybody.mkdir()
        (everybody / CONFIG).write_text(EVERYBODY.format(exchange=str(exchange)))
        self.course.root.mkdir()
        shutil.copy(REPOSITORY.root / CONFIG, self.course.root)
        for name in (ASSIGNMENT, "leading-change"):
            shutil.copytree(REPOSITORY.solutions / name, self.course.solutions / name)
        mine = self.home(INSTRUCTOR) / ".jupyter"
        (mine / CONFIG).write_text(TEACHER.format(course=str(self.course.root)))
        (mine / "jupyter_server_config.py").write_text(FRAMES)
        self.own(INSTRUCTOR)

    def _start(self) -> None:
        place = self.root / "hub"
        place.mkdir(mode=0o700)
        ports = _free_ports(3)
        text = HUB.format(
            ports=ports,
            proxy=[shutil.which("node"), str(PROXY / "configurable-http-proxy")],
            password=PASSWORD,
            users=list(USERS),
            single=[_python(), "-m", "jupyterhub.singleuser"],
            environment={
                **packages(),
                "JUPYTER_CONFIG_PATH": os.pathsep.join(
                    [str(self.root / "etc"), packages()["JUPYTER_CONFIG_PATH"]]
                ),
            },
            patience=PATIENCE,
            token=TOKEN,
        )
        (place / "jupyterhub_config.py").write_text(text)
        with (place / "log").open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub"],
                cwd=place,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.url = f"http://127.0.0.1:{ports[0]}"
        self._wait(lambda: self._hub("GET", "")[0] == 200)

    def _wait(self, ready: Any) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the Hub has ended:\n{self.log()}")
            try:
                if ready():
                    return
            except OSError:
                pass
            time.sleep(0.5)
        raise AssertionError(f"the Hub took too long:\n{self.log()}")

    def _hub(self, method: str, path: str, data: object = None) -> tuple[int, Any]:
        return _request(method, f"{self.url}/hub/api/{path}", TOKEN, data)

    def server(self, user: str) -> str:
        """Start a user's JupyterLab unless it runs; return a token of that user's."""
        if user not in self._tokens:
            self._hub("POST", f"users/{user}")
            _, made = self._hub("POST", f"users/{user}/tokens", {})
            self._tokens[user] = made["token"]
            self._hub("POST", f"users/{user}/server", {})
            self._wait(lambda: self._is_up(user))
        return self._tokens[user]

    def _is_up(self, user: str) -> bool:
        servers = self._hub("GET", f"users/{user}")[1]["servers"]
        return bool(servers) and all(server["ready"] for server in servers.values())

    def _stop_server(self, user: str) -> None:
        try:
            self._hub("DELETE", f"users/{user}/server")
            self._wait(lambda: not self._hub("GET", f"users/{user}")[1]["servers"])
        except (OSError, AssertionError):
            return  # the Hub's own end ends the servers too

    def ask(self, user: str, path: str, data: object = None, *, post: bool = False) -> Any:
        """Return what a user's own server answers to that user, as data or as text."""
        token = self.server(user)
        method = "POST" if post or data is not None else "GET"
        status, answer = _request(method, f"{self.url}/user/{user}/{path}", token, data)
        assert status == 200, f"{user}: {path} gives {status}\n{answer}\n{self.log()}"
        return answer

    def refuses(self, user: str, owner: str, path: str) -> int:
        """Return the status that a user gets from the server of somebody else."""
        return _request("GET", f"{self.url}/user/{owner}/{path}", self.server(user), None)[0]


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _request(method: str, url: str, token: str, data: object) -> tuple[int, Any]:
    """Ask as somebody; return the status and the answer, as data where it is JSON."""
    body = None if data is None else json.dumps(data).encode()
    if method == "POST" and body is None:
        body = b""
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310  our own
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  our own
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text
