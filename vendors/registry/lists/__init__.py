"""Lists as files: how rows are read from .xlsx, .csv and .jsonl, and how columns find their fields."""
