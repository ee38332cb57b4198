"""Tables for others, as CSV."""

import csv
import io
import os

from flask import current_app
from sqlalchemy.orm import joinedload

from ..extensions import db
from ..models import Invoice, Vaccination
from . import days

FLUSH_EVERY = 1000


def invoices_as_csv():
    # expect: unbounded-read all invoices of all years (later: 2D they stand in memory twice)
    invoices = Invoice.query.options(joinedload(Invoice.patient)).order_by(Invoice.id).all()
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["number", "patient", "cents", "due"])
    for invoice in invoices:
        table.writerow([invoice.number, invoice.patient.name, invoice.total_cents, invoice.due_on])
    return text.getvalue()


def vaccination_lines():
    # near miss: a thousand rows at a time, and none of them is kept
    rows = db.session.execute(
        db.select(Vaccination.patient_id, Vaccination.batch_id, Vaccination.given_at)
        .order_by(Vaccination.id)
        .execution_options(yield_per=FLUSH_EVERY)
    )
    yield "patient,batch,given\n"
    for patient_id, batch_id, given_at in rows:
        yield f"{patient_id},{batch_id},{given_at.isoformat()}\n"


def monthly_report(month):
    first, _ = days.bounds(f"{month}-01")
    path = os.path.join(current_app.config["EXPORT_FOLDER"], f"invoices-{month}.csv")
    # later: 2A a failed query leaves the file open and half written
    file = open(path, "w", encoding="utf-8")
    table = csv.writer(file)
    statement = (
        db.select(Invoice.number, Invoice.total_cents)
        .where(Invoice.due_on >= first.date())
        .order_by(Invoice.id)
        .execution_options(yield_per=FLUSH_EVERY)
    )
    # near miss: the rows are written as they come
    for number, cents in db.session.execute(statement):
        table.writerow([number, cents])
    file.close()
    write_marker(path)
    return path


def write_marker(path):
    # near miss: closed on every path
    with open(f"{path}.done", "w", encoding="utf-8") as marker:
        marker.write("complete\n")
