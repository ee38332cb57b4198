"""Vaccinations, each from the dose of a batch."""

from datetime import datetime

from ..extensions import db
from ..models import VaccineBatch, Vaccination


class NoDoseLeft(Exception):
    """The batch is empty."""


def give(batch_id, patient_id):
    # expect: check-then-act two nurses take the last dose
    batch = db.get_or_404(VaccineBatch, batch_id)
    if batch.doses_left < 1:
        raise NoDoseLeft
    batch.doses_left = batch.doses_left - 1
    db.session.add(Vaccination(patient_id=patient_id, batch_id=batch.id, given_at=datetime.now()))
    db.session.commit()
    return batch.doses_left
