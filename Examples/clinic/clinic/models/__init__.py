"""The tables of the clinic."""

from .billing import Claim, Invoice, Payment
from .people import Allergy, Doctor, Patient, User
from .records import Prescription, VaccineBatch, Vaccination
from .scheduling import Appointment, Room

__all__ = [
    "Allergy",
    "Appointment",
    "Claim",
    "Doctor",
    "Invoice",
    "Patient",
    "Payment",
    "Prescription",
    "Room",
    "User",
    "VaccineBatch",
    "Vaccination",
]
