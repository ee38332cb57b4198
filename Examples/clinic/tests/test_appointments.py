from datetime import date, timedelta

import pytest

SLOT = {"patient_id": 1, "doctor_id": 2, "starts_at": "2031-05-05T09:00:00", "reason": "cough"}


def test_a_day_lists_its_appointments_in_order(client):
    found = client.get(f"/api/appointments/?day={date.today()}").json
    assert len(found) == 4
    assert [row["starts_at"] for row in found] == sorted(row["starts_at"] for row in found)
    assert {"patient", "doctor", "room", "status"} <= set(found[0])


def test_a_doctor_sees_only_the_own_appointments(client):
    found = client.get(f"/api/appointments/doctor/1?day={date.today()}").json
    assert [row["doctor"] for row in found] == ["Dr. 1"] * len(found)
    assert found


def test_booking_confirms_by_mail_after_the_row_is_there(client, queue, mails):
    answer = client.post("/api/appointments/", json=SLOT)
    assert answer.status_code == 201
    assert client.get(f"/api/appointments/{answer.json['id']}").json["patient"] == "Patient 1"
    queue.run()
    assert [words[0] for words in mails] == ["patient1@example.test"]


def test_a_doctor_has_one_patient_at_a_time(client):
    assert client.post("/api/appointments/", json=SLOT).status_code == 201
    assert client.post("/api/appointments/", json={**SLOT, "patient_id": 3}).status_code == 409


def test_the_constraint_decides_when_two_requests_both_saw_a_free_slot(client, app, monkeypatch):
    from clinic.services import booking

    class Blind:
        def filter_by(self, **words):
            return self

        def first(self):
            return None

    assert client.post("/api/appointments/", json=SLOT).status_code == 201
    with app.app_context():
        monkeypatch.setattr(booking.Appointment, "query", Blind())
        with pytest.raises(booking.SlotTaken):
            booking.book(patient_id=3, doctor_id=2, starts_at=_moment(SLOT["starts_at"]))


def test_a_room_is_taken_once(client):
    first = client.post("/api/appointments/", json=SLOT).json["id"]
    second = client.post("/api/appointments/", json={**SLOT, "doctor_id": 3}).json["id"]
    room = {"room_id": 2}
    assert client.post(f"/api/appointments/{first}/room", json=room).json["room"] == "Room 2"
    assert client.post(f"/api/appointments/{second}/room", json=room).status_code == 409


def test_cancelling_tells_the_patient(client, mails):
    number = client.post("/api/appointments/", json=SLOT).json["id"]
    assert client.delete(f"/api/appointments/{number}").status_code == 204
    assert client.get(f"/api/appointments/{number}").json["status"] == "cancelled"
    assert mails[0][1] == "Your appointment is cancelled"


def test_tomorrow_is_reminded_once(app, queue, mails):
    from clinic import jobs

    for _ in range(2):
        jobs.remind_tomorrow()
        queue.run()
    assert len(mails) == 4
    tomorrow = date.today() + timedelta(days=1)
    assert all(f"{tomorrow:%d %B}" in words[2] for words in mails)


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)
