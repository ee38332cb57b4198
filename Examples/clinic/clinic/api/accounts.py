"""Signing in and out, and a new password for those who forgot theirs."""

from flask import Blueprint, abort, g, jsonify, request, session
from werkzeug.security import check_password_hash

from ..auth import sign_in_required
from ..extensions import limiter
from ..jobs import send_password_link
from ..models import User

bp = Blueprint("accounts", __name__)


# expect: missing-rate-limit anyone may try passwords as fast as the server hashes them
@bp.post("/login")
def login():
    form = request.get_json()
    user = User.query.filter_by(email=form["email"]).first()
    # expect: held-session the hash takes a twentieth of a second while the connection stays taken
    if user is None or not check_password_hash(user.password_hash, form["password"]):
        abort(401, "wrong address or password")
    session["user_id"] = user.id
    return jsonify(id=user.id, name=user.name)


# near miss: five links an hour for each address
@bp.post("/forgot-password")
@limiter.limit("5 per hour")
def forgot_password():
    # near miss: the mail is sent by a job, the request only leaves a message
    send_password_link.delay(request.get_json()["email"])
    return "", 204


@bp.post("/logout")
def logout():
    session.clear()
    return "", 204


@bp.get("/me")
@sign_in_required
def me():
    return jsonify(id=g.user.id, email=g.user.email, name=g.user.name)
