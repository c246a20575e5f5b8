"""Number the widgets of a kernel by cell; run by IPython through the variable PYTHONSTARTUP.

The Sphinx extension sets the variable before the book's cells are executed. It works for any other
execution as well, such as nbval or nbconvert:

    PYTHONSTARTUP=$(python -m blameaware.live.kernel) pytest --nbval

It must not import the package: the kernel may belong to another environment.
"""


def _live_startup() -> None:
    import importlib.util
    import os
    from pathlib import Path

    here = Path(os.environ["PYTHONSTARTUP"]).parent
    place = here / "worker_site" / "livecell" / "ids.py"
    spec = importlib.util.spec_from_file_location("_live_ids", place)
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shell = globals().get("get_ipython", lambda: None)()
    if shell is not None:
        try:
            ids = module.install()
        except ImportError:  # a kernel without widgets has nothing to number
            return
        shell.events.register("pre_run_cell", lambda info: ids.begin(info.raw_cell or ""))
    before = os.environ.get("LIVE_NEXT_STARTUP")
    if before and Path(before).is_file():
        exec(compile(Path(before).read_text(encoding="utf-8"), before, "exec"), globals())  # noqa: S102 - the reader's own startup file, as IPython would have run it


_live_startup()
del _live_startup
