"""Invoices: overdue, of a patient, a new one, a payment."""

from datetime import date

from flask import Blueprint, jsonify, request
from sqlalchemy.orm import selectinload

from ..auth import sign_in_required
from ..extensions import db
from ..models import Invoice
from ..serializers import InvoiceSerializer
from ..services import billing

bp = Blueprint("invoices", __name__)
serializer = InvoiceSerializer()


@bp.get("/overdue")
@sign_in_required
def overdue():
    invoices = (
        # expect: lazy-relation the property balance_cents asks for the payments of each invoice
        Invoice.query.filter(Invoice.status == "open", Invoice.due_on < date.today())
        .order_by(Invoice.due_on)
        .limit(100)
        .all()
    )
    return jsonify(serializer.many(invoices))


@bp.get("/patient/<int:patient_id>")
@sign_in_required
def of_patient(patient_id):
    # near miss: the payments of all invoices come with one more query, so balance_cents only adds
    invoices = (
        Invoice.query.filter_by(patient_id=patient_id)
        .options(selectinload(Invoice.payments))
        .order_by(Invoice.id.desc())
        .limit(50)
        .all()
    )
    return jsonify(serializer.many(invoices))


@bp.post("/")
@sign_in_required
def create():
    form = request.get_json()
    invoice = billing.invoice_appointment(form["appointment_id"], form["total_cents"])
    return jsonify(serializer.serialize(invoice)), 201


@bp.post("/<number>/payments")
@sign_in_required
def pay(number):
    invoice = Invoice.query.filter_by(number=number).first_or_404()
    billing.record_payment(invoice, request.get_json()["amount_cents"])
    return jsonify(serializer.serialize(invoice)), 201


@bp.get("/statement")
@sign_in_required
def statement():
    numbers = request.args.get("patients", "").split(",")[:200]
    return jsonify(billing.statement([int(number) for number in numbers if number]))


@bp.get("/totals")
@sign_in_required
def totals():
    numbers = request.args.get("patients", "").split(",")[:200]
    return jsonify(billing.totals([int(number) for number in numbers if number]))
