"""How Alembic reaches the database and what it compares with."""

from alembic import context
from sqlmodel import SQLModel

import webapp.accounts.models
import webapp.jobs  # noqa: F401

with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
