"""How findings are reported. Each module has `write(places, out) -> int`, the number of findings."""
