"""Files for the accountant and for the health office."""

from flask import Blueprint, Response, jsonify, request, stream_with_context

from ..auth import sign_in_required
from ..services import exports, statistics

bp = Blueprint("reports", __name__)


@bp.get("/invoices.csv")
@sign_in_required
def invoices():
    return Response(exports.invoices_as_csv(), mimetype="text/csv")


@bp.get("/vaccinations.csv")
@sign_in_required
def vaccinations():
    # near miss: rows leave as they are read, a thousand at a time
    lines = stream_with_context(exports.vaccination_lines())
    return Response(lines, mimetype="text/csv")


@bp.post("/monthly")
@sign_in_required
def monthly():
    return jsonify(file=exports.monthly_report(request.get_json()["month"])), 201


@bp.get("/load")
@sign_in_required
def load():
    return jsonify(statistics.booked_per_doctor(request.args["day"]))
