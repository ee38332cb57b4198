"""Rooms, appointments, prescriptions, vaccinations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, unique=True),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("patient_id", sa.Integer, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("doctor_id", sa.Integer, sa.ForeignKey("doctors.id"), nullable=False),
        sa.Column("room_id", sa.Integer, sa.ForeignKey("rooms.id")),
        sa.Column("starts_at", sa.DateTime, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.UniqueConstraint("doctor_id", "starts_at", name="one_patient_at_a_time"),
    )
    op.create_index("ix_appointments_room_id", "appointments", ["room_id"])
    op.create_index("ix_appointments_starts_at", "appointments", ["starts_at"])
    op.create_table(
        "prescriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("patient_id", sa.Integer, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("doctor_id", sa.Integer, sa.ForeignKey("doctors.id"), nullable=False),
        sa.Column("medicine", sa.String(120), nullable=False),
        sa.Column("dose", sa.String(80), nullable=False),
        sa.Column("repeats_left", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
    )
    op.create_index("ix_prescriptions_patient_id", "prescriptions", ["patient_id"])
    op.create_index("ix_prescriptions_issued_on", "prescriptions", ["issued_on"])
    op.create_table(
        "vaccine_batches",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("vaccine", sa.String(80), nullable=False),
        sa.Column("doses_left", sa.Integer, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
    )
    op.create_index("ix_vaccine_batches_vaccine", "vaccine_batches", ["vaccine"])
    op.create_table(
        "vaccinations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("patient_id", sa.Integer, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("batch_id", sa.Integer, sa.ForeignKey("vaccine_batches.id"), nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_vaccinations_patient_id", "vaccinations", ["patient_id"])
    op.create_index("ix_vaccinations_batch_id", "vaccinations", ["batch_id"])


def downgrade():
    for table in ("vaccinations", "vaccine_batches", "prescriptions", "appointments", "rooms"):
        op.drop_table(table)
