from datetime import date


def test_overdue_invoices_say_what_is_still_to_pay(client):
    found = client.get("/api/invoices/overdue").json
    assert found[0]["total"] - found[0]["balance"] == 10
    assert all(row["due_on"] < date.today().isoformat() for row in found)
    assert found == sorted(found, key=lambda row: row["due_on"])


def test_invoices_of_a_patient(client):
    assert [row["number"] for row in client.get("/api/invoices/patient/1").json] == ["S-000000"]


def test_an_invoice_is_claimed_from_the_insurer(client, queue, insurer):
    answer = client.post("/api/invoices/", json={"appointment_id": 1, "total_cents": 5000})
    assert answer.status_code == 201
    assert insurer == []
    queue.run()
    assert [call[2] for call in insurer] == [{"reference": "C-000001", "cents": 5000}]
    assert client.get("/api/invoices/patient/1").json[0]["number"] == "E-000001"


def test_claims_are_followed_until_they_are_paid(app, queue):
    from clinic import jobs
    from clinic.extensions import db
    from clinic.models import Claim

    with app.app_context():
        claim = db.session.get(Claim, 1)
        claim.state = "sent"
        db.session.commit()
    jobs.send_claims()
    with app.app_context():
        assert db.session.get(Claim, 1).state == "paid"


def test_a_paid_invoice_is_closed_and_told_to_accounting(client, insurer):
    half = {"amount_cents": 2000}
    assert client.post("/api/invoices/S-000000/payments", json=half).json["status"] == "open"
    rest = {"amount_cents": 1500}
    answer = client.post("/api/invoices/S-000000/payments", json=rest)
    assert answer.json["status"] == "paid"
    assert [call[2]["cents"] for call in insurer] == [2000, 1500]


def test_statement_and_totals(client):
    assert client.get("/api/invoices/statement?patients=1,2").json == {
        "1": ["S-000000"],
        "2": ["S-000001"],
    }
    assert client.get("/api/invoices/totals?patients=1,2").json == {"1": 4500, "2": 4501}


def test_the_overdue_are_marked_at_night(client, app):
    from clinic import jobs

    open_before = len(client.get("/api/invoices/overdue").json)
    jobs.mark_overdue()
    assert open_before > 0
    assert client.get("/api/invoices/overdue").json == []
