"""Prescriptions: of a patient, of a doctor, a new one, a repeat."""

from datetime import date

from flask import Blueprint, abort, jsonify, request
from sqlalchemy import update
from sqlalchemy.orm import joinedload

from ..auth import sign_in_required
from ..extensions import db
from ..models import Prescription
from ..serializers import PrescriptionSerializer

bp = Blueprint("prescriptions", __name__)
serializer = PrescriptionSerializer()


@bp.get("/patient/<int:patient_id>")
@sign_in_required
def of_patient(patient_id):
    rows = (
        # expect: lazy-relation the serializer asks for the doctor of each prescription
        Prescription.query.filter_by(patient_id=patient_id)
        .order_by(Prescription.id.desc())
        .limit(50)
        .all()
    )
    return jsonify(serializer.many(rows))


@bp.get("/today")
@sign_in_required
def of_today():
    # near miss: the same serializer, and the doctors come with the query
    rows = (
        Prescription.query.filter_by(issued_on=date.today())
        .options(joinedload(Prescription.doctor))
        .order_by(Prescription.id)
        .limit(200)
        .all()
    )
    return jsonify(serializer.many(rows))


@bp.get("/doctor/<int:doctor_id>")
@sign_in_required
def of_doctor(doctor_id):
    size = request.args.get("size", 50, type=int)
    rows = (
        Prescription.query.filter_by(doctor_id=doctor_id)
        .options(joinedload(Prescription.doctor))
        .order_by(Prescription.id.desc())
        .limit(size)  # expect: uncapped-page-size
        .all()
    )
    return jsonify(serializer.many(rows))


@bp.post("/")
@sign_in_required
def prescribe():
    form = request.get_json()
    prescription = Prescription(
        patient_id=form["patient_id"],
        doctor_id=form["doctor_id"],
        medicine=form["medicine"],
        dose=form["dose"],
        repeats_left=form.get("repeats", 0),
        issued_on=date.today(),
    )
    # expect: repeatable-create a second click is a second prescription
    db.session.add(prescription)
    db.session.commit()
    return jsonify(serializer.serialize(prescription)), 201


@bp.post("/<int:prescription_id>/repeat")
@sign_in_required
def repeat(prescription_id):
    prescription = db.get_or_404(Prescription, prescription_id)
    # near miss: the database counts down, and never below zero
    counted = db.session.execute(
        update(Prescription)
        .where(Prescription.id == prescription_id, Prescription.repeats_left > 0)
        .values(repeats_left=Prescription.repeats_left - 1)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    if counted.rowcount == 0:
        abort(409, "no repeat is left")
    db.session.refresh(prescription)
    return jsonify(serializer.serialize(prescription))
