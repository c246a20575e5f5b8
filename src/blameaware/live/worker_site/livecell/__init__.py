"""Runs a page's cells in the reader's browser: comms, display and Output without a Jupyter kernel.

The page and `livecell.bridge` exchange plain messages. `livecell.ids` and `livecell.outputs` are
used while the book is built as well, where nothing else of this folder can be imported.
"""
