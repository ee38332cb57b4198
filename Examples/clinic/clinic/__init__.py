"""Elm Street Clinic: appointments, prescriptions and invoices."""

import logging
import time
import uuid

from flask import Flask, g, jsonify, request
from sqlalchemy import text
from werkzeug.exceptions import HTTPException

from . import api, jobs, pages
from .extensions import db, limiter

log = logging.getLogger(__name__)


def create_app(settings=None):
    # expect: missing-compression lists of a hundred rows leave as they are
    app = Flask(__name__)
    app.config.from_object("clinic.config.Production")
    app.config.update(settings or {})
    db.init_app(app)
    limiter.init_app(app)
    jobs.celery.conf.broker_url = app.config["CELERY_BROKER_URL"]
    jobs.celery.flask = app
    app.register_blueprint(api.bp, url_prefix="/api")
    app.register_blueprint(pages.bp)

    @app.before_request
    def start_clock():
        g.request_id = request.headers.get("X-Request-ID", uuid.uuid4().hex)
        g.started = time.monotonic()

    @app.after_request
    def log_request(response):
        response.headers["X-Request-ID"] = g.request_id
        log.info(
            "request",
            extra={
                "request_id": g.request_id,
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "milliseconds": round((time.monotonic() - g.started) * 1000),
            },
        )
        return response

    @app.errorhandler(HTTPException)
    def refused(error):
        return jsonify(error=error.description), error.code

    @app.errorhandler(Exception)
    def failed(error):
        log.exception("unhandled error", extra={"request_id": g.get("request_id")})
        return jsonify(error="something went wrong"), 500

    @app.get("/health")
    def health():
        db.session.execute(text("SELECT 1"))
        return jsonify(status="ok")

    return app
