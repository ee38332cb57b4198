"""What runs behind the requests, by Celery."""

import logging
from datetime import date, datetime, timedelta

import requests
from celery import Celery, Task
from flask import render_template
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import update
from sqlalchemy.orm import joinedload

from .extensions import db
from .models import Appointment, Claim, Invoice, User
from .services import days, insurance, mail

log = logging.getLogger(__name__)

BATCH = 500


class InApplication(Task):
    """A task that has the Flask application around it."""

    def __call__(self, *args, **kwargs):
        with celery.flask.app_context():
            return self.run(*args, **kwargs)


celery = Celery("clinic", task_cls=InApplication)


# near miss: three tries, each later than the one before, and never all at once
@celery.task(
    autoretry_for=(OSError,), retry_backoff=True, retry_jitter=True, max_retries=3
)
def send_password_link(email):
    user = User.query.filter_by(email=email).first()
    if user is None:
        return
    token = URLSafeTimedSerializer(celery.flask.secret_key).dumps(user.id)
    mail.send(user.email, "A new password", f"Your code, good for an hour: {token}")


# later: 6B delivered twice, it mails twice
# expect: job-without-retry an outage of the mail server loses the mail
@celery.task
def send_confirmation(appointment_id):
    appointment = db.session.get(Appointment, appointment_id)
    mail.send(
        appointment.patient.email,
        "Your appointment",
        f"We expect you on {appointment.starts_at:%d %B at %H:%M}.",
    )


@celery.task
def remind_tomorrow():
    first, last = days.bounds((date.today() + timedelta(days=1)).isoformat())
    # near miss: five hundred at most, and only their numbers
    numbers = db.session.execute(
        db.select(Appointment.id)
        .where(
            Appointment.starts_at >= first,
            Appointment.starts_at < last,
            Appointment.reminded_at.is_(None),
        )
        .limit(BATCH)
    ).scalars()
    for number in numbers.all():
        remind.delay(number)


# near miss: delivered twice, the second finds the row taken
@celery.task(autoretry_for=(OSError,), retry_backoff=True, max_retries=3)
def remind(appointment_id):
    taken = db.session.execute(
        update(Appointment)
        .where(Appointment.id == appointment_id, Appointment.reminded_at.is_(None))
        .values(reminded_at=datetime.now())
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount == 0:
        return
    appointment = db.session.get(Appointment, appointment_id)
    text = render_template(
        "mail/reminder.txt", patient=appointment.patient, appointment=appointment
    )
    mail.send(appointment.patient.email, "Tomorrow at the clinic", text)
    db.session.commit()


@celery.task
def mark_overdue():
    invoices = (
        # later: 3C an invoice that is paid meanwhile becomes overdue all the same
        Invoice.query.filter(Invoice.status == "open", Invoice.due_on < date.today())
        .order_by(Invoice.due_on)
        .limit(BATCH)
        .all()
    )
    for invoice in invoices:
        invoice.status = "overdue"
        # expect: log-flooding
        log.info("invoice %s is overdue", invoice.number)
    db.session.commit()
    # near miss: one line for the whole run
    log.info("marked overdue", extra={"count": len(invoices)})


@celery.task
def submit_claim(claim_id):
    # expect: check-then-act delivered twice at once it sends the claim twice
    claim = db.session.get(Claim, claim_id)
    if claim is None or claim.state != "new":
        return
    claim.state = insurance.submit(claim, claim.invoice.total_cents)
    db.session.commit()


@celery.task
def send_claims():
    # near miss: invoices and patients come with the claims
    claims = (
        # later: 3C two runs at once ask for the same claims
        Claim.query.filter_by(state="sent")
        .options(joinedload(Claim.invoice).joinedload(Invoice.patient))
        .order_by(Claim.id)
        .limit(BATCH)
        .all()
    )
    for claim in claims:
        try:
            claim.state = insurance.state_of(claim)
        except requests.RequestException:
            log.warning("no answer", extra={"path": claim.invoice.patient.policy_number})
    db.session.commit()
