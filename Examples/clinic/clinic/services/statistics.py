"""Figures for the head of the clinic."""

from sqlalchemy import func

from ..extensions import db
from ..models import Appointment, Doctor
from . import days


def booked_per_doctor(day):
    first, last = days.bounds(day)
    # near miss: doctors and their appointments are joined and counted by the database
    rows = db.session.execute(
        db.select(Doctor.name, func.count(Appointment.id))
        .join(Appointment, Appointment.doctor_id == Doctor.id)
        .where(Appointment.starts_at >= first, Appointment.starts_at < last)
        .group_by(Doctor.name)
        .order_by(Doctor.name)
    )
    return [{"doctor": name, "appointments": count} for name, count in rows]
