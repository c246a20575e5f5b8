"""The simulations as cards: one module each, and what they share."""
