"""How Alembic reaches the database and what it compares with."""

from importlib import import_module

from alembic import context
from sqlmodel import SQLModel

# Tables exist once their modules are imported.
for module in (
    "vendors.registry.models",
    "vendors.models",
    "scenarios.models",
    "scenarios.brokerage.models",
    "webapp.accounts.models",
    "webapp.jobs",
):
    import_module(module)

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
