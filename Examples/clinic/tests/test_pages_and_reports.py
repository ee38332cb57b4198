from datetime import date, timedelta


def test_the_waiting_room_names_today_s_patients(client):
    page = client.get("/").text
    assert page.count("Patient ") == 4
    assert "Room 1" in page


def test_a_schedule_names_the_patients_of_a_doctor(client):
    tomorrow = date.today() + timedelta(days=1)
    page = client.get(f"/doctors/2?day={tomorrow}").text
    assert "Dr. 2" in page and "Patient 2" in page


def test_a_card_warns_of_severe_allergies(client):
    assert 'class="severe">penicillin' in client.get("/patients/3").text
    assert client.get("/patients/999").status_code == 404


def test_open_invoices_are_a_page(client):
    page = client.get("/invoices").text
    assert page.count("S-0000") == 12
    assert "45.00" in page


def test_invoices_are_exported(client):
    lines = client.get("/api/reports/invoices.csv").text.splitlines()
    assert len(lines) == 13
    assert lines[1].startswith("S-000000,Patient 1,4500,")


def test_vaccinations_are_exported(client):
    client.post("/api/vaccines/batches/1/doses", json={"patient_id": 4})
    lines = client.get("/api/reports/vaccinations.csv").text.splitlines()
    assert lines[0] == "patient,batch,given"
    assert lines[1].startswith("4,1,")


def test_the_monthly_report_is_written(client, tmp_path):
    month = (date.today() - timedelta(days=40)).strftime("%Y-%m")
    answer = client.post("/api/reports/monthly", json={"month": month})
    assert answer.status_code == 201
    assert len((tmp_path / f"invoices-{month}.csv").read_text().splitlines()) == 12
    assert (tmp_path / f"invoices-{month}.csv.done").exists()


def test_the_load_of_a_day(client):
    found = client.get(f"/api/reports/load?day={date.today()}").json
    assert sum(row["appointments"] for row in found) == 4
