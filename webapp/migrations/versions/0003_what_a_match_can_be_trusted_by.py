"""what a match can be trusted by"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('adjustment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'applied', 'reverted', 'discarded', name='adjustmentstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('decisions', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('settled_by', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adjustment'))
    )
    with op.batch_alter_table('adjustment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adjustment_state'), ['state'], unique=False)

    op.create_table('pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('state', sa.Enum('formed', 'dissolved', name='packstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack'))
    )
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pack_state'), ['state'], unique=False)

    op.create_table('term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('capability', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('meaning', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_term')),
    sa.UniqueConstraint('text', name=op.f('uq_term_text'))
    )
    with op.batch_alter_table('term', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_term_capability'), ['capability'], unique=False)

    op.create_table('fairreview',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scenario_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('reader', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('conclusion', sa.Enum('no_findings', 'harmless', 'exempt', name='conclusion', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('found_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_fairreview_scenario_id_scenario')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fairreview'))
    )
    with op.batch_alter_table('fairreview', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fairreview_scenario_id'), ['scenario_id'], unique=False)

    op.create_table('packmember',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pack_id', sa.Integer(), nullable=True),
    sa.Column('scenario_id', sa.Integer(), nullable=False),
    sa.Column('scenario_version', sa.Integer(), nullable=False),
    sa.Column('volume', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['pack_id'], ['pack.id'], name=op.f('fk_packmember_pack_id_pack')),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_packmember_scenario_id_scenario')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_packmember')),
    sa.UniqueConstraint('pack_id', 'scenario_id', name=op.f('uq_packmember_pack_id'))
    )
    with op.batch_alter_table('packmember', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_packmember_pack_id'), ['pack_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_packmember_scenario_id'), ['scenario_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('match_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('move', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('shown', sa.Integer(), nullable=False),
    sa.Column('score', sa.Float(), nullable=False),
    sa.Column('fit', sa.Float(), nullable=False),
    sa.Column('behind', sa.Float(), nullable=False),
    sa.Column('signals', sa.JSON(), nullable=False),
    sa.Column('level', sa.Float(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['match_id'], ['match.id'], name=op.f('fk_decision_match_id_match')),
    sa.ForeignKeyConstraint(['run_id'], ['matchrun.id'], name=op.f('fk_decision_run_id_matchrun')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_match_id'), ['match_id'], unique=False)

    # Not in batch mode: that would build the table anew, and matches refer to it.
    for name, empty in (('identity', '{}'), ('parameters', '{}'), ('ranking', '[]')):
        op.add_column('matchrun', sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    for name, length in (('content', 64), ('pool', 64), ('asked', 80)):
        text = sqlmodel.sql.sqltypes.AutoString(length=length)
        op.add_column('matchrun', sa.Column(name, text, nullable=False, server_default=''))
    op.add_column('match', sa.Column('fit', sa.Float(), nullable=False, server_default='0'))
    op.add_column('matchrun', sa.Column('top', sa.Integer(), nullable=False, server_default='0'))
    # What was matched before has no chances, no fit and no capability asked for: match it again.
    op.execute(
        "INSERT INTO job (kind, subject_id, state, run_at, tries) "
        "SELECT 'refresh_all', 0, 'waiting', CURRENT_TIMESTAMP, 0 "
        "WHERE EXISTS (SELECT 1 FROM scenario)"
    )


def downgrade() -> None:
    op.drop_column('match', 'fit')
    for name in ('asked', 'top', 'pool', 'content', 'ranking', 'parameters', 'identity'):
        op.drop_column('matchrun', name)

    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_match_id'))

    op.drop_table('decision')
    with op.batch_alter_table('packmember', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_packmember_scenario_id'))
        batch_op.drop_index(batch_op.f('ix_packmember_pack_id'))

    op.drop_table('packmember')
    with op.batch_alter_table('fairreview', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fairreview_scenario_id'))

    op.drop_table('fairreview')
    with op.batch_alter_table('term', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_term_capability'))

    op.drop_table('term')
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pack_state'))

    op.drop_table('pack')
    with op.batch_alter_table('adjustment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_adjustment_state'))

    op.drop_table('adjustment')
