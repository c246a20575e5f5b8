"""The two modules below IPython.core that ipywidgets imports."""
