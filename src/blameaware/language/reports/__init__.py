"""Ways to report findings: each module has `write(places, out) -> int`, the number of findings."""
