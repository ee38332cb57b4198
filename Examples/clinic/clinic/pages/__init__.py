"""The pages that reception has open all day."""

from datetime import date

from flask import Blueprint, render_template, request
from sqlalchemy.orm import joinedload

from ..auth import sign_in_required
from ..extensions import db
from ..models import Appointment, Doctor, Invoice, Patient
from ..services import days

bp = Blueprint("pages", __name__)


@bp.get("/")
@sign_in_required
def waiting_room():
    first, last = days.bounds(date.today().isoformat())
    appointments = (
        # expect: lazy-relation the template asks for the patient of each appointment
        Appointment.query.filter(Appointment.starts_at >= first, Appointment.starts_at < last)
        .order_by(Appointment.starts_at)
        .limit(200)
        .all()
    )
    return render_template("appointments/waiting_room.html", appointments=appointments)


@bp.get("/doctors/<int:doctor_id>")
@sign_in_required
def schedule(doctor_id):
    doctor = db.get_or_404(Doctor, doctor_id)
    first, last = days.bounds(request.args.get("day", date.today().isoformat()))
    # near miss: the patients that the template names come with the query
    appointments = (
        Appointment.query.filter(
            Appointment.doctor_id == doctor_id,
            Appointment.starts_at >= first,
            Appointment.starts_at < last,
        )
        .options(joinedload(Appointment.patient))
        .order_by(Appointment.starts_at)
        .limit(100)
        .all()
    )
    return render_template("appointments/schedule.html", doctor=doctor, appointments=appointments)


@bp.get("/patients/<int:patient_id>")
@sign_in_required
def card(patient_id):
    # near miss: one patient, whose allergies and doctor are one query each
    patient = db.get_or_404(Patient, patient_id)
    return render_template("patients/card.html", patient=patient)


@bp.get("/invoices")
@sign_in_required
def invoices():
    rows = (
        db.session.execute(
            db.select(Invoice)
            .where(Invoice.status == "open")
            .options(joinedload(Invoice.patient))
            .order_by(Invoice.due_on)
            .limit(100)
        )
        .scalars()
        .all()
    )
    return render_template("invoices/open.html", invoices=rows)
