"""Rooms and appointments."""

from ..extensions import db


class Room(db.Model):
    __tablename__ = "rooms"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40), nullable=False, unique=True)


class Appointment(db.Model):
    __tablename__ = "appointments"
    __table_args__ = (db.UniqueConstraint("doctor_id", "starts_at", name="one_patient_at_a_time"),)

    id = db.Column(db.Integer, primary_key=True)
    # expect: missing-index the patient's history filters by this column and sorts by starts_at
    patient_id = db.Column(db.Integer, db.ForeignKey("patients.id"), nullable=False)
    doctor_id = db.Column(db.Integer, db.ForeignKey("doctors.id"), nullable=False)
    room_id = db.Column(db.Integer, db.ForeignKey("rooms.id"), index=True)
    starts_at = db.Column(db.DateTime, nullable=False, index=True)
    status = db.Column(db.String(20), nullable=False, default="booked")
    reason = db.Column(db.String(200))
    reminded_at = db.Column(db.DateTime)

    patient = db.relationship("Patient")
    doctor = db.relationship("Doctor")
    # near miss: the model itself says that rooms come with their appointments
    room = db.relationship("Room", lazy="joined")

    def to_dict(self):
        return {
            "id": self.id,
            "starts_at": self.starts_at.isoformat(),
            "status": self.status,
            "patient": self.patient.name,
            "doctor": self.doctor.name,
            "room": self.room.name if self.room else None,
        }
