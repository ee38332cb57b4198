"""The JSON interface."""

from flask import Blueprint

from . import accounts, appointments, invoices, patients, prescriptions, reports, vaccines

bp = Blueprint("api", __name__)
bp.register_blueprint(accounts.bp, url_prefix="/account")
bp.register_blueprint(appointments.bp, url_prefix="/appointments")
bp.register_blueprint(invoices.bp, url_prefix="/invoices")
bp.register_blueprint(patients.bp, url_prefix="/patients")
bp.register_blueprint(prescriptions.bp, url_prefix="/prescriptions")
bp.register_blueprint(reports.bp, url_prefix="/reports")
bp.register_blueprint(vaccines.bp, url_prefix="/vaccines")
