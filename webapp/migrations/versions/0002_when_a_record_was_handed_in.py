"""when a record was handed in"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('scenario', 'vendor'):
        # Not in batch mode: that would build the table anew, and others refer to it.
        op.add_column(table, sa.Column('submitted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        op.execute(
            f"UPDATE {table} SET submitted_at = (SELECT MAX(trail.at) FROM trail "
            f"WHERE trail.subject = '{table}' AND trail.subject_id = {table}.id AND trail.action = 'submit')"
        )


def downgrade() -> None:
    for table in ('scenario', 'vendor'):
        op.drop_column(table, 'submitted_at')
