"""A clinic in a database of its own, with partners that answer from memory."""

import os

import pytest
from sqlalchemy.pool import StaticPool

from clinic import create_app, jobs
from clinic.extensions import db
from clinic.services import insurance, mail
from scripts import seed

# A throwaway PostgreSQL can be given; every test empties it.
DATABASE = os.environ.get("CLINIC_TEST_DATABASE")
IN_MEMORY = {
    "SQLALCHEMY_DATABASE_URI": "sqlite://",
    "SQLALCHEMY_ENGINE_OPTIONS": {
        "poolclass": StaticPool,
        "connect_args": {"check_same_thread": False},
    },
}


@pytest.fixture
def app(tmp_path):
    settings = {"SQLALCHEMY_DATABASE_URI": DATABASE} if DATABASE else dict(IN_MEMORY)
    settings.update(
        TESTING=True,
        SECRET_KEY="test",
        RATELIMIT_STORAGE_URI="memory://",
        EXPORT_FOLDER=str(tmp_path),
    )
    app = create_app(settings)
    with app.app_context():
        db.drop_all()
        db.create_all()
        seed.fill(patients=12, days=3)
    yield app
    with app.app_context():
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


@pytest.fixture
def visitor(app):
    return app.test_client()


@pytest.fixture
def client(visitor):
    answer = visitor.post(
        "/api/account/login",
        json={"email": "reception@example.test", "password": "stethoscope"},
    )
    assert answer.status_code == 200
    return visitor


class Queue(list):
    """What was handed to Celery, run when a test says so."""

    def run(self):
        while self:
            task, args = self.pop(0)
            task(*args)


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    queue = Queue()
    monkeypatch.setattr(
        jobs.InApplication,
        "apply_async",
        lambda task, args=(), kwargs=None, **options: queue.append((task, args)),
    )
    return queue


@pytest.fixture(autouse=True)
def mails(monkeypatch):
    sent = []
    monkeypatch.setattr(mail, "send", lambda *words: sent.append(words))
    return sent


@pytest.fixture(autouse=True)
def insurer(monkeypatch):
    """The requests that were made, and what they are answered with."""
    calls = []

    class Answer:
        def __init__(self, content):
            self.content = content

        def raise_for_status(self):
            """All is well."""

        def json(self):
            return self.content

    def get(address, **options):
        calls.append(("GET", address, None))
        return Answer({"covered": True, "state": "paid", "cents": 4500})

    def post(address, json=None, **options):
        calls.append(("POST", address, json))
        return Answer({"state": "sent"})

    monkeypatch.setattr(insurance.requests, "get", get)
    monkeypatch.setattr(insurance.requests, "post", post)
    insurance._covers.clear()
    return calls
