"""One module for every kind of exercise: what its card draws and tells."""
