"""Fills an empty database: python -m scripts.seed [patients]."""

import sys
from datetime import date, datetime, time, timedelta

from werkzeug.security import generate_password_hash

from clinic import create_app
from clinic.extensions import db
from clinic.models import (
    Allergy,
    Appointment,
    Claim,
    Doctor,
    Invoice,
    Patient,
    Payment,
    Prescription,
    Room,
    User,
    VaccineBatch,
)

CITIES = ["Ashford", "Brill", "Corby", "Diss"]
SPECIALITIES = ["family medicine", "dermatology", "paediatrics", "cardiology"]


def fill(patients=40, days=5):
    """Doctors, patients, and a week of appointments with what follows from them."""
    password = generate_password_hash("stethoscope", method="pbkdf2:sha256:1000")
    db.session.add(User(email="reception@example.test", name="Reception", password_hash=password))
    doctors = [Doctor(name=f"Dr. {n}", speciality=SPECIALITIES[n % 4]) for n in range(1, 5)]
    rooms = [Room(name=f"Room {n}") for n in range(1, 5)]
    db.session.add_all(doctors + rooms)
    db.session.add(VaccineBatch(vaccine="flu", doses_left=10, expires_on=date(2030, 1, 1)))
    people = [patient(n, doctors[n % 4]) for n in range(1, patients + 1)]
    db.session.add_all(people)
    # near miss: a person at a terminal waits for this, no request
    for number, person in enumerate(people):
        day = date.today() + timedelta(days=number % days)
        visit(number, person, doctors[number % 4], rooms[number % 4], day)
    db.session.commit()


def patient(number, doctor):
    return Patient(
        name=f"Patient {number}",
        email=f"patient{number}@example.test",
        born_on=date(1950 + number % 60, 1 + number % 12, 1 + number % 28),
        city=CITIES[number % 4],
        policy_number=f"P-{number // 2:05d}",
        family_doctor=doctor,
        allergies=[Allergy(substance="penicillin", is_severe=number % 3 == 0)] if number % 2 else [],
    )


def visit(number, person, doctor, room, day):
    hour, minute = divmod(number // 4 * 15, 60)
    appointment = Appointment(
        patient=person,
        doctor=doctor,
        room=room,
        starts_at=datetime.combine(day, time(8 + hour % 12, minute)),
    )
    db.session.add(appointment)
    db.session.add(
        Prescription(
            patient=person, doctor=doctor, medicine="ibuprofen", dose="400 mg", repeats_left=2,
            issued_on=date.today(),
        )
    )
    invoice = Invoice(
        number=f"S-{number:06d}", patient=person, total_cents=4500 + number,
        due_on=date.today() - timedelta(days=number % 20 - 10),
        payments=[Payment(amount_cents=1000, paid_at=datetime.now())],
    )
    db.session.add(Claim(invoice=invoice, reference=f"S-{number:06d}"))


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
