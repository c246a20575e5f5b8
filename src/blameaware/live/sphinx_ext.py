"""The Sphinx extension: what happens when while a book is built."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from blameaware.live import cells, icons, kernel, offline, pwa, site, snapshot, state, theme, wheels
from blameaware.live.files import LiveError, cache_folder

LOG = logging.getLogger(__name__)


@dataclass
class Build:
    """What is made once for a build of a book and used on every page."""

    parts: site.Parts
    assets: state.Assets = field(default_factory=state.Assets)
    preloaded: tuple[str, ...] = ()


def node_modules(app: Sphinx) -> Path:
    """Return the folder with the packages from npm: configured, or found upward from the book."""
    if app.config.live_node_modules:
        return Path(app.confdir, app.config.live_node_modules).resolve()
    starts = [Path(app.confdir), Path(__file__).parent]
    for start in starts:
        for folder in (start, *start.parents):
            if (folder / "node_modules" / "pyodide").is_dir():
                return folder / "node_modules"
    raise LiveError("There is no node_modules with Pyodide. Run: npm ci (see live_node_modules)")


def prepare(app: Sphinx) -> None:
    """Before any page is read: number the kernels' widgets, get the browser's parts ready."""
    kernel.install()
    kernel.add_paths(wheels.source_folders(app.config.live_packages, Path(app.confdir)))
    if app.builder.format != "html":
        return
    try:
        app.live_build = _build(app)  # type: ignore[attr-defined]
    except LiveError as error:
        raise ExtensionError(f"live: {error}") from error


def _build(app: Sphinx) -> Build:
    config = app.config
    base = Path(app.confdir)
    modules = node_modules(app)
    cache = cache_folder(config.live_cache, base)
    packages = wheels.pinned(cache)
    if config.live_wheels_lock:
        packages += wheels.pinned(cache, base / config.live_wheels_lock)
    packages += [wheels.own(name, cache, base) for name in config.live_packages]
    preload = ["anywidget", *config.live_preload]
    runtime = snapshot.build(
        cache, modules, packages, preload, config.live_exclude, config.live_warm
    )
    build = Build(
        site.place(
            Path(app.outdir),
            modules,
            runtime,
            preload,
            boot=config.live_boot,
            idle=config.live_idle,
        )
    )
    build.preloaded = tuple(build.assets.add(text, suffix) for text, suffix in runtime.assets)
    return build


def stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again: all, if the files that they refer to have new names."""
    build: Build | None = getattr(app, "live_build", None)
    return sorted(env.found_docs) if build is not None and build.parts.renamed else []


def read(app: Sphinx, doctree: nodes.document) -> None:
    """When a page has been read: rewrite its live cells."""
    env = app.env
    book = cells.notebook(env, env.docname)
    if book is None:
        return
    live, charts = cells.transform(doctree, book)
    env.metadata[env.docname]["live_cells"] = live
    env.metadata[env.docname]["live_charts"] = charts


def page(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: Any) -> None:
    """When a page is written: nothing from other hosts, and the runtime where it is needed."""
    offline.drop_thebe(context)
    offline.drop_state(context)
    build: Build | None = getattr(app, "live_build", None)
    if build is None:
        return
    up = posixpath.relpath("_static/live", posixpath.dirname(pagename) or ".")
    if app.config.live_offline:
        context["metatags"] = context.get("metatags", "") + build.parts.any_page(up)
    book = cells.notebook(app.env, pagename) if doctree is not None else None
    if book is not None:
        _widgets(app, build, book, pagename, up, context)


def _widgets(
    app: Sphinx, build: Build, book: Any, pagename: str, up: str, context: dict[str, Any]
) -> None:
    """Give a page the runtime and the widgets' saved state, if it has widgets."""
    saved = state.small(cells.saved_state(book), build.assets)
    about = app.env.metadata.get(pagename, {})
    live = about.get("live_cells", 0)
    if not saved and not live and not about.get("live_charts"):
        return
    settings = {
        "base": f"{up}/",
        "assets": sorted(state.digests(saved) | set(build.preloaded)),
        "limit": app.config.live_time_limit,
    }
    context["metatags"] = context.get("metatags", "") + build.parts.widgets(
        up, live=bool(live), modules=[f"assets/{d}.js" for d in _modules(saved)]
    )
    context["body"] = context.get("body", "") + cells.scripts(settings, saved)


def _modules(saved: dict[str, Any]) -> list[str]:
    """Return the digests of the front-end modules that a page needs at once."""
    found = {
        entry["state"]["_esm"][len(state.ASSET) :]
        for entry in saved.values()
        if str(entry["state"].get("_esm", "")).startswith(state.ASSET)
    }
    return sorted(found)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """When all pages are written: the files that they refer to."""
    build: Build | None = getattr(app, "live_build", None)
    if build is None or exception:
        return
    outdir = Path(app.outdir)
    if app.config.live_trim_icons:
        icons.trim(outdir)
    if app.config.live_trim_scripts:
        options = app.config.html_theme_options
        theme.trim(outdir, live_search=bool(options.get("search_as_you_type")))
    site.finish(outdir, build.assets.files)
    if app.config.live_offline:
        title = app.config.html_title or app.config.project
        pwa.manifest(outdir, title, app.config.live_color)
        pwa.service_worker(outdir, node_modules(app), app.config.live_offline_exclude)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the settings and events."""
    app.setup_extension("myst_nb")
    app.add_config_value("live_packages", [], "env", list)
    app.add_config_value("live_preload", [], "html", list)
    app.add_config_value("live_warm", "", "html", str)
    app.add_config_value("live_idle", "", "html", str)
    app.add_config_value("live_exclude", [], "html", list)
    app.add_config_value("live_wheels_lock", "", "html", str)
    app.add_config_value("live_cache", "", "", str)
    app.add_config_value("live_node_modules", "", "", str)
    app.add_config_value("live_boot", "snapshot", "html", str)
    app.add_config_value("live_time_limit", 6, "html", int)
    app.add_config_value("live_offline", True, "html", bool)
    app.add_config_value("live_offline_exclude", [], "", list)
    app.add_config_value("live_trim_icons", True, "", bool)
    app.add_config_value("live_trim_scripts", True, "", bool)
    app.add_config_value("live_color", "#0f766e", "html", str)
    app.connect("config-inited", offline.configure, priority=900)
    app.connect("builder-inited", prepare)
    app.connect("doctree-read", read)
    app.connect("env-updated", stale)
    app.connect("html-page-context", page, priority=900)
    app.connect("build-finished", finish, priority=900)  # after everybody else
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
