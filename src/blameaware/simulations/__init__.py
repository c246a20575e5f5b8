"""Three small models to think with: pure functions of their assumptions and a seed.

They show a mechanism and a range, never a promise. No package beyond the standard library.
"""
