"""Invoices, what was paid of them, and claims against the insurer."""

from ..extensions import db


class Invoice(db.Model):
    __tablename__ = "invoices"
    # near miss: the page of overdue invoices filters by status and sorts by due date
    __table_args__ = (db.Index("invoices_by_status", "status", "due_on"),)

    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(20), nullable=False, unique=True)
    patient_id = db.Column(db.Integer, db.ForeignKey("patients.id"), nullable=False, index=True)
    appointment_id = db.Column(db.Integer, db.ForeignKey("appointments.id"), index=True)
    total_cents = db.Column(db.Integer, nullable=False)
    status = db.Column(db.String(20), nullable=False, default="open")
    # expect: missing-index the monthly report selects by the date alone
    due_on = db.Column(db.Date, nullable=False)

    patient = db.relationship("Patient")
    payments = db.relationship("Payment", back_populates="invoice")
    claim = db.relationship("Claim", back_populates="invoice", uselist=False)

    @property
    def paid_cents(self):
        return sum(payment.amount_cents for payment in self.payments)

    @property
    def balance_cents(self):
        return self.total_cents - self.paid_cents


class Payment(db.Model):
    __tablename__ = "payments"

    id = db.Column(db.Integer, primary_key=True)
    invoice_id = db.Column(db.Integer, db.ForeignKey("invoices.id"), nullable=False, index=True)
    amount_cents = db.Column(db.Integer, nullable=False)
    paid_at = db.Column(db.DateTime, nullable=False)

    invoice = db.relationship("Invoice", back_populates="payments")


class Claim(db.Model):
    __tablename__ = "claims"

    id = db.Column(db.Integer, primary_key=True)
    invoice_id = db.Column(db.Integer, db.ForeignKey("invoices.id"), nullable=False, unique=True)
    reference = db.Column(db.String(40), nullable=False, unique=True)
    state = db.Column(db.String(20), nullable=False, default="new", index=True)

    invoice = db.relationship("Invoice", back_populates="claim")
