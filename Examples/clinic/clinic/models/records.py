"""What was prescribed and injected."""

from ..extensions import db


class Prescription(db.Model):
    __tablename__ = "prescriptions"

    id = db.Column(db.Integer, primary_key=True)
    patient_id = db.Column(db.Integer, db.ForeignKey("patients.id"), nullable=False, index=True)
    # expect: missing-index the doctor's page filters by a foreign key without an index
    doctor_id = db.Column(db.Integer, db.ForeignKey("doctors.id"), nullable=False)
    medicine = db.Column(db.String(120), nullable=False)
    dose = db.Column(db.String(80), nullable=False)
    repeats_left = db.Column(db.Integer, nullable=False, default=0)
    issued_on = db.Column(db.Date, nullable=False, index=True)

    patient = db.relationship("Patient")
    doctor = db.relationship("Doctor")


class VaccineBatch(db.Model):
    __tablename__ = "vaccine_batches"

    id = db.Column(db.Integer, primary_key=True)
    vaccine = db.Column(db.String(80), nullable=False, index=True)
    doses_left = db.Column(db.Integer, nullable=False)
    expires_on = db.Column(db.Date, nullable=False)


class Vaccination(db.Model):
    __tablename__ = "vaccinations"

    id = db.Column(db.Integer, primary_key=True)
    patient_id = db.Column(db.Integer, db.ForeignKey("patients.id"), nullable=False, index=True)
    batch_id = db.Column(db.Integer, db.ForeignKey("vaccine_batches.id"), nullable=False, index=True)
    given_at = db.Column(db.DateTime, nullable=False)

    batch = db.relationship("VaccineBatch")
