"""The course as notebooks in the browser: a trimmed JupyterLite with everything it needs."""
