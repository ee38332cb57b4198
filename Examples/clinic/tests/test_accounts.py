def test_a_wrong_password_is_refused(visitor):
    form = {"email": "reception@example.test", "password": "scalpel"}
    assert visitor.post("/api/account/login", json=form).status_code == 401


def test_nobody_reads_without_signing_in(visitor):
    assert visitor.get("/api/patients/").status_code == 401
    assert visitor.get("/").status_code == 401


def test_reception_signs_in_and_out(client):
    assert client.get("/api/account/me").json["name"] == "Reception"
    assert client.post("/api/account/logout").status_code == 204
    assert client.get("/api/account/me").status_code == 401


def test_a_new_password_is_mailed_by_a_job(visitor, queue, mails):
    form = {"email": "reception@example.test"}
    assert visitor.post("/api/account/forgot-password", json=form).status_code == 204
    assert mails == []
    queue.run()
    assert [words[0] for words in mails] == ["reception@example.test"]


def test_the_sixth_link_within_an_hour_is_refused(visitor):
    form = {"email": "nobody@example.test"}
    codes = [visitor.post("/api/account/forgot-password", json=form).status_code for _ in range(6)]
    assert codes == [204] * 5 + [429]


def test_the_service_says_that_it_is_well(visitor):
    assert visitor.get("/health").json == {"status": "ok"}
