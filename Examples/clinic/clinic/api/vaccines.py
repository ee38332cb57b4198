"""Vaccination: one dose of a batch for one patient."""

from flask import Blueprint, abort, jsonify, request

from ..auth import sign_in_required
from ..services import vaccines

bp = Blueprint("vaccines", __name__)


@bp.post("/batches/<int:batch_id>/doses")
@sign_in_required
def give(batch_id):
    try:
        left = vaccines.give(batch_id, request.get_json()["patient_id"])
    except vaccines.NoDoseLeft:
        abort(409, "no dose is left")
    return jsonify(doses_left=left), 201
