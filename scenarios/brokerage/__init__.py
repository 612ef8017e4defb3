"""Bringing one scenario and one vendor together: matches and what people decide about them."""
