"""When a reminder was sent, and an index for the page of overdue invoices."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("appointments", sa.Column("reminded_at", sa.DateTime))
    op.create_index("invoices_by_status", "invoices", ["status", "due_on"])


def downgrade():
    op.drop_index("invoices_by_status", "invoices")
    op.drop_column("appointments", "reminded_at")
