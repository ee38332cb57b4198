"""Booking, moving and listing appointments."""

from datetime import datetime

from flask import Blueprint, abort, jsonify, request
from sqlalchemy.orm import joinedload

from ..auth import sign_in_required
from ..extensions import db
from ..models import Appointment
from ..services import booking, days
from ..services.booking import SlotTaken

bp = Blueprint("appointments", __name__)


@bp.get("/")
@sign_in_required
def of_day():
    first, last = days.bounds(request.args["day"])
    appointments = (
        # expect: lazy-relation to_dict asks for the patient, lazy-relation and for the doctor
        Appointment.query.filter(Appointment.starts_at >= first, Appointment.starts_at < last)
        .order_by(Appointment.starts_at)
        .limit(200)
        .all()
    )
    return jsonify([appointment.to_dict() for appointment in appointments])


@bp.get("/doctor/<int:doctor_id>")
@sign_in_required
def of_doctor(doctor_id):
    first, last = days.bounds(request.args["day"])
    # near miss: patients and doctors come with the same query, so to_dict asks for nothing
    appointments = (
        Appointment.query.filter(
            Appointment.doctor_id == doctor_id,
            Appointment.starts_at >= first,
            Appointment.starts_at < last,
        )
        .options(joinedload(Appointment.patient), joinedload(Appointment.doctor))
        .order_by(Appointment.starts_at)
        .limit(100)
        .all()
    )
    return jsonify([appointment.to_dict() for appointment in appointments])


@bp.get("/<int:appointment_id>")
@sign_in_required
def one(appointment_id):
    # near miss: one row, so its patient and its doctor are two more queries and no more
    return jsonify(db.get_or_404(Appointment, appointment_id).to_dict())


@bp.post("/")
@sign_in_required
def book():
    form = request.get_json()
    try:
        appointment = booking.book(
            patient_id=form["patient_id"],
            doctor_id=form["doctor_id"],
            starts_at=datetime.fromisoformat(form["starts_at"]),
            reason=form.get("reason"),
        )
    except SlotTaken as taken:
        abort(409, str(taken))
    return jsonify(appointment.to_dict()), 201


@bp.post("/<int:appointment_id>/room")
@sign_in_required
def assign_room(appointment_id):
    appointment = db.get_or_404(Appointment, appointment_id)
    try:
        booking.assign_room(appointment, request.get_json()["room_id"])
    except SlotTaken as taken:
        abort(409, str(taken))
    return jsonify(appointment.to_dict())


@bp.delete("/<int:appointment_id>")
@sign_in_required
def cancel(appointment_id):
    booking.cancel(db.get_or_404(Appointment, appointment_id))
    return "", 204
