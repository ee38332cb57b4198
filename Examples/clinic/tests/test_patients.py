def test_all_patients_are_listed(client):
    assert len(client.get("/api/patients/").json) == 12


def test_pages_follow_one_another_and_have_a_largest_size(client):
    first = client.get("/api/patients/page?size=5").json
    assert [row["id"] for row in first] == [1, 2, 3, 4, 5]
    rest = client.get("/api/patients/page?size=100000&after=5").json
    assert [row["id"] for row in rest] == list(range(6, 13))


def test_the_search_finds_a_part_of_a_name(client):
    found = client.get("/api/patients/search?q=ient 1").json
    assert [row["name"] for row in found] == ["Patient 1", "Patient 10", "Patient 11", "Patient 12"]


def test_a_policy_covers_a_family(client):
    found = client.get("/api/patients/by-policy/P-00001").json
    assert [row["id"] for row in found] == [2, 3]


def test_a_history_names_doctors(client):
    found = client.get("/api/patients/5/history").json
    assert [row["patient"] for row in found] == ["Patient 5"]
    assert found[0]["doctor"].startswith("Dr.")


def test_allergies_of_a_city(client):
    found = client.get("/api/patients/allergies?city=Brill").json
    assert found == {"1": ["penicillin"], "5": ["penicillin"], "9": ["penicillin"]}
    severe = client.get("/api/patients/severe-allergies?city=Brill").json
    assert severe == {"1": [], "5": [], "9": ["penicillin"]}


def test_the_insurer_is_asked_once_for_a_policy(client, insurer):
    for _ in range(2):
        assert client.get("/api/patients/1/cover").json["covered"]
    assert len(insurer) == 1


def test_prescriptions_name_their_doctor(client):
    found = client.get("/api/prescriptions/patient/1").json
    assert found[0]["doctor"]["name"] == "Dr. 1"
    assert len(client.get("/api/prescriptions/today").json) == 12
    assert len(client.get("/api/prescriptions/doctor/1?size=2").json) == 2


def test_a_prescription_is_repeated_until_none_is_left(client):
    form = {"patient_id": 1, "doctor_id": 1, "medicine": "zinc", "dose": "10 mg", "repeats": 1}
    number = client.post("/api/prescriptions/", json=form).json["id"]
    assert client.post(f"/api/prescriptions/{number}/repeat").json["repeats_left"] == 0
    assert client.post(f"/api/prescriptions/{number}/repeat").status_code == 409


def test_a_batch_runs_out(client):
    codes = [
        client.post("/api/vaccines/batches/1/doses", json={"patient_id": 1}).status_code
        for _ in range(11)
    ]
    assert codes == [201] * 10 + [409]
