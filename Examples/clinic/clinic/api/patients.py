"""Patients: list, search, history, allergies."""

from flask import Blueprint, jsonify, request
from sqlalchemy.orm import joinedload, selectinload

from ..auth import sign_in_required
from ..extensions import db
from ..models import Appointment, Patient
from ..services import insurance

bp = Blueprint("patients", __name__)


@bp.get("/")
@sign_in_required
def everyone():
    # expect: unbounded-read
    patients = Patient.query.order_by(Patient.name).all()
    return jsonify([patient.to_dict() for patient in patients])


@bp.get("/page")
@sign_in_required
def page():
    # near miss: the caller chooses the size of the page, up to a hundred
    size = min(request.args.get("size", 20, type=int), 100)
    after = request.args.get("after", 0, type=int)
    patients = Patient.query.filter(Patient.id > after).order_by(Patient.id).limit(size).all()
    return jsonify([patient.to_dict() for patient in patients])


@bp.get("/search")
@sign_in_required
def search():
    word = request.args["q"]
    statement = (
        # expect: unindexable-match no index answers a pattern that begins with a wildcard
        db.select(Patient).where(Patient.name.ilike(f"%{word}%")).order_by(Patient.name).limit(20)
    )
    return jsonify([patient.to_dict() for patient in db.session.execute(statement).scalars()])


@bp.get("/by-policy/<number>")
@sign_in_required
def by_policy(number):
    # near miss: equality on an indexed column
    family = Patient.query.filter_by(policy_number=number).order_by(Patient.id).limit(20).all()
    return jsonify([patient.to_dict() for patient in family])


@bp.get("/<int:patient_id>/history")
@sign_in_required
def history(patient_id):
    # later: 1C appointments have no index on (patient_id, starts_at)
    appointments = (
        db.session.execute(
            db.select(Appointment)
            .where(Appointment.patient_id == patient_id)
            .options(joinedload(Appointment.patient), joinedload(Appointment.doctor))
            .order_by(Appointment.starts_at.desc())
            .limit(50)
        )
        .scalars()
        .all()
    )
    return jsonify([appointment.to_dict() for appointment in appointments])


@bp.get("/allergies")
@sign_in_required
def allergies():
    # expect: lazy-relation the comprehension asks for the allergies of each patient
    patients = Patient.query.filter_by(city=request.args["city"]).order_by(Patient.id).limit(100).all()
    return jsonify({p.id: [allergy.substance for allergy in p.allergies] for p in patients})


@bp.get("/severe-allergies")
@sign_in_required
def severe_allergies():
    # near miss: the allergies of all patients come with one more query
    patients = (
        Patient.query.filter_by(city=request.args["city"])
        .options(selectinload(Patient.allergies))
        .order_by(Patient.id)
        .limit(100)
        .all()
    )
    return jsonify({p.id: [a.substance for a in p.allergies if a.is_severe] for p in patients})


@bp.get("/<int:patient_id>/cover")
@sign_in_required
def cover(patient_id):
    patient = db.get_or_404(Patient, patient_id)
    # expect: held-session the insurer is asked while the statement before keeps its connection
    return jsonify(insurance.cover_of(patient.policy_number))
