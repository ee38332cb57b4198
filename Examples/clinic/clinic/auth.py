"""Who is signed in."""

from functools import wraps

from flask import abort, g, session

from .extensions import db
from .models import User


def sign_in_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        user_id = session.get("user_id")
        g.user = db.session.get(User, user_id) if user_id else None
        if g.user is None:
            abort(401, "sign in first")
        return view(*args, **kwargs)

    return guarded
