"""Compares what is asked with what is offered: texts and numbers, no tables and no pages."""
