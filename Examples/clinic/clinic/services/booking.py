"""Appointments: one patient at a time for each doctor, one appointment at a time for each room."""

from sqlalchemy.exc import IntegrityError

from ..extensions import db
from ..jobs import send_confirmation
from ..models import Appointment
from . import mail


class SlotTaken(Exception):
    """Somebody else was faster."""


def book(patient_id, doctor_id, starts_at, reason=None):
    # near miss: between two requests the unique constraint on (doctor_id, starts_at) decides
    taken = Appointment.query.filter_by(doctor_id=doctor_id, starts_at=starts_at).first()
    if taken is not None:
        raise SlotTaken("the doctor is not free then")
    appointment = Appointment(
        patient_id=patient_id, doctor_id=doctor_id, starts_at=starts_at, reason=reason
    )
    db.session.add(appointment)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise SlotTaken("the doctor is not free then") from error
    # near miss: the row is committed before a worker can ask for it
    send_confirmation.delay(appointment.id)
    return appointment


def assign_room(appointment, room_id):
    # later: 3C nothing keeps two appointments out of one room
    other = Appointment.query.filter_by(room_id=room_id, starts_at=appointment.starts_at).first()
    if other is not None and other.id != appointment.id:
        raise SlotTaken("the room is taken then")
    appointment.room_id = room_id
    db.session.commit()


def cancel(appointment):
    appointment.status = "cancelled"
    db.session.commit()
    # later: 6B the patient waits until the mail server has answered
    # expect: missing-fallback
    mail.send(
        appointment.patient.email,
        "Your appointment is cancelled",
        f"The appointment on {appointment.starts_at:%d %B at %H:%M} is cancelled.",
    )
