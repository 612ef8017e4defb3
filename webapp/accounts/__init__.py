"""Who signs in: people's accounts, their sessions, and the lock against guessing."""
