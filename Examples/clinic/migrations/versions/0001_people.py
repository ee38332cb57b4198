"""People: users, doctors, patients, allergies."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
    )
    op.create_table(
        "doctors",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("speciality", sa.String(80), nullable=False),
    )
    op.create_index("ix_doctors_speciality", "doctors", ["speciality"])
    op.create_table(
        "patients",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(120), nullable=False, unique=True),
        sa.Column("phone", sa.String(40)),
        sa.Column("born_on", sa.Date, nullable=False),
        sa.Column("city", sa.String(80), nullable=False),
        sa.Column("policy_number", sa.String(40), nullable=False),
        sa.Column("family_doctor_id", sa.Integer, sa.ForeignKey("doctors.id")),
    )
    op.create_index("ix_patients_city", "patients", ["city"])
    op.create_index("ix_patients_policy_number", "patients", ["policy_number"])
    op.create_index("ix_patients_family_doctor_id", "patients", ["family_doctor_id"])
    op.create_table(
        "allergies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("patient_id", sa.Integer, sa.ForeignKey("patients.id"), nullable=False),
        sa.Column("substance", sa.String(80), nullable=False),
        sa.Column("is_severe", sa.Boolean, nullable=False),
    )
    op.create_index("ix_allergies_patient_id", "allergies", ["patient_id"])


def downgrade():
    for table in ("allergies", "patients", "doctors", "users"):
        op.drop_table(table)
