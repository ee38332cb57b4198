"""Invoices and payments."""

import logging
from datetime import date, datetime, timedelta

import requests
from flask import current_app
from sqlalchemy import func

from ..extensions import db
from ..jobs import submit_claim
from ..models import Appointment, Claim, Invoice, Payment

log = logging.getLogger(__name__)


def invoice_appointment(appointment_id, total_cents):
    appointment = db.get_or_404(Appointment, appointment_id)
    invoice = Invoice(
        number=f"E-{appointment.id:06d}",
        patient_id=appointment.patient_id,
        appointment_id=appointment.id,
        total_cents=total_cents,
        due_on=date.today() + timedelta(days=30),
    )
    claim = Claim(invoice=invoice, reference=f"C-{appointment.id:06d}")
    db.session.add_all([invoice, claim])
    db.session.flush()
    # expect: job-before-commit a worker that is faster than the commit finds no claim
    submit_claim.delay(claim.id)
    db.session.commit()
    return invoice


def record_payment(invoice, amount_cents):
    # near miss: the row is locked until the commit, so two payments are counted one after the other
    locked = Invoice.query.filter_by(id=invoice.id).with_for_update().one()
    locked.payments.append(Payment(amount_cents=amount_cents, paid_at=datetime.now()))
    db.session.flush()
    if locked.balance_cents <= 0:
        locked.status = "paid"
    db.session.commit()
    tell_accounting(locked.number, amount_cents)


def tell_accounting(number, amount_cents):
    try:
        requests.post(
            current_app.config["INSURER_URL"] + "/ledger",
            json={"invoice": number, "cents": amount_cents},
            timeout=3,
        )
    # later: 4D the ledger misses a payment and nobody hears of it
    except requests.RequestException:
        pass


def statement(patient_ids):
    lines = {}
    for patient_id in patient_ids:
        latest = (
            # expect: query-in-loop
            Invoice.query.filter_by(patient_id=patient_id).order_by(Invoice.id.desc()).limit(10).all()
        )
        lines[patient_id] = [invoice.number for invoice in latest]
    return lines


def totals(patient_ids):
    # near miss: one query groups the invoices of all patients
    rows = db.session.execute(
        db.select(Invoice.patient_id, func.sum(Invoice.total_cents))
        .where(Invoice.patient_id.in_(patient_ids))
        .group_by(Invoice.patient_id)
    )
    return {patient_id: cents for patient_id, cents in rows}
