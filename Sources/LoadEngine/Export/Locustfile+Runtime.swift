// What every locustfile holds, whatever it sends.

extension Locustfile {
  static let head = #"""
    import base64
    import json
    import os
    import random
    import re
    import shutil
    import time
    import uuid
    from urllib.parse import quote

    import gevent
    from locust import FastHttpUser, LoadTestShape, events, task
    from locust.runners import MasterRunner, WorkerRunner
    """#

  static let body = #"""
    KNOWN = {}
    ENVIRONMENT = []
    COUNTS = {"checks": {}, "statuses": {}, "errors": {}, "times": {}, "refusals": {}}
    STARTED = [time.monotonic()]
    NUMBERS = [0]
    ROUNDS = [0]
    # Which of how many workers this is: each has rows of its own.
    PLACE = [0]
    WORKERS = int(os.environ.get("PLIMSOLL_LOCUST_WORKERS", "1"))


    def level():
        """The rate or the number of users at this moment."""
        now = time.monotonic() - STARTED[0]
        value = CURVE[0][2]
        for start, seconds, first, last in CURVE:
            if now >= start:
                share = min(1.0, (now - start) / seconds) if seconds > 0 else 1.0
                value = first + (last - first) * share
        return value


    def values(known, number):
        v = dict(known)
        for name, choices in CHOICES.items():
            v[name] = random.choice(choices)
        for rows in DATA:
            turn = {"user": number, "round": ROUNDS[0] * WORKERS + PLACE[0], "random": random.randrange(1 << 30)}[rows["per"]]
            v.update(zip(rows["names"], rows["rows"][turn % len(rows["rows"])]))
        ROUNDS[0] += 1
        return v


    def count(kind, key):
        COUNTS[kind][key] = COUNTS[kind].get(key, 0) + 1


    def checked(name, holds):
        count("checks", json.dumps([name, bool(holds)]))
        return holds


    def escape_path(text):
        return quote(str(text), safe="!\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


    def escape_header(text):
        return re.sub(r"[\x00-\x1f\x7f]", " ", str(text))


    class Reply:
        def __init__(self, response, seconds):
            self.status = response.status_code
            self.headers = response.headers or {}
            self.text = response.text or ""
            self.seconds = seconds


    def bucket(seconds):
        """Microseconds to three digits: Locust's own statistics keep two."""
        micros = max(1, int(seconds * 1e6))
        scale = 10 ** max(0, len(str(micros)) - 3)
        return micros // scale * scale


    def send(user, method, path, name, headers, body):
        """One request, with the redirects that it may follow; None where there was no answer."""
        if any(key.lower() == "cookie" for key in headers):
            user.client.cookiejar.clear()
        began = time.perf_counter()
        with user.client.request(
            method, BASE + path, name=name, headers=headers, allow_redirects=REDIRECTS > 0, catch_response=True,
            data=body.encode() if isinstance(body, str) else body,
        ) as response:
            seconds = time.perf_counter() - began
            status = response.status_code
            if not status:
                count("errors", json.dumps([name, str(response.error)[:200]]))
                return None
            count("statuses", str(status))
            count("refusals" if status >= 400 else "times", json.dumps([name, bucket(seconds)]))
            if status >= 400:
                response.failure("status %d" % status)
            else:
                response.success()
            if status == 401:
                user.kept = None
            return Reply(response, seconds)


    def of_json(r, places):
        try:
            value = json.loads(r.text)
            for place in places:
                value = value[place]
        except (ValueError, LookupError, TypeError):
            return None
        if value is None or isinstance(value, (dict, list)):
            return None
        return str(value).lower() if isinstance(value, bool) else str(value)


    def of_header(r, name):
        return next((value for key, value in r.headers.items() if key.lower() == name), None)


    def of_cookie(r, name):
        for key, value in r.headers.items():
            if key.lower() == "set-cookie" and value.startswith(name + "="):
                return value[len(name) + 1:].split(";")[0]
        return None


    def of_pattern(r, pattern):
        found = re.search(pattern, r.text)
        return found and (found.group(1) if found.re.groups else found.group(0))

    """#

  static let tail = #"""
    class LoadUser(FastHttpUser):
        host = BASE
        max_redirects = max(1, REDIRECTS)
        insecure = not IS_VERIFIED
        wait_time = pause_between
        began = 0.0
        kept = None
        number = 0

        def on_start(self):
            self.began = time.monotonic()
            self.kept = None
            self.number = NUMBERS[0] * WORKERS + PLACE[0]
            NUMBERS[0] += 1
            # Users who all begin at once would stay in step.
            gevent.sleep(random.random() * min(60.0, max(0.0, pause_between(self))))

        @task
        def journey(self):
            self.began = time.monotonic()
            if IS_OPEN and level() <= 0:
                return
            # Cookies last for a round, and from a login on.
            if self.kept is None:
                self.client.cookiejar.clear()
            v = values(self.kept or KNOWN, self.number)
            if login is not None and self.kept is None:
                if not login(self, v):
                    return
                self.kept = dict(v)
                v = values(self.kept, self.number)
            random.choices(JOURNEYS, WEIGHTS)[0](self, v)


    class Shape(LoadTestShape):
        def tick(self):
            now = self.get_run_time()
            if now >= SECONDS:
                return None
            users = USERS if IS_OPEN else max(1, round(level()))
            return users, max(users, 1)


    @events.test_start.add_listener
    def _start(environment, **_):
        STARTED[0] = time.monotonic()
        PLACE[0] = max(0, getattr(environment.runner, "worker_index", 0))
        if prepare is not None and not isinstance(environment.runner, MasterRunner):
            v = values({}, 0)
            if not prepare(LoadUser(environment), v):
                raise SystemExit("setup: a step went wrong")
            KNOWN.update(v)
            for counts in COUNTS.values():
                counts.clear()
            environment.stats.clear_all()


    @events.test_stop.add_listener
    def _stop(environment, **_):
        if finish is not None and not isinstance(environment.runner, MasterRunner):
            finish(LoadUser(environment), values(KNOWN, 0))


    @events.report_to_master.add_listener
    def _report(client_id, data):
        data["plimsoll"] = {kind: dict(counts) for kind, counts in COUNTS.items()}
        for counts in COUNTS.values():
            counts.clear()


    @events.worker_report.add_listener
    def _merge(client_id, data):
        for kind, counts in data.get("plimsoll", {}).items():
            for key, number in counts.items():
                COUNTS[kind][key] = COUNTS[kind].get(key, 0) + number


    @events.init.add_listener
    def _remember(environment, **_):
        ENVIRONMENT.append(environment)


    @events.quit.add_listener
    def _write(exit_code, **_):
        """Behind the last reports of the workers, which come after an interrupt too."""
        path = os.environ.get("PLIMSOLL_LOCUST_REPORT")
        if not path or not ENVIRONMENT or isinstance(ENVIRONMENT[0].runner, WorkerRunner):
            return
        total = ENVIRONMENT[0].stats.total
        report = dict(COUNTS, requests=total.num_requests, failures=total.num_failures,
                      received=total.total_content_length,
                      seconds=(total.last_request_timestamp or 0) - (total.start_time or 0),
                      began=total.start_time or 0, p95=total.get_response_time_percentile(0.95),
                      perSecond={str(k): n for k, n in total.num_reqs_per_sec.items()},
                      failuresPerSecond={str(k): n for k, n in total.num_fail_per_sec.items()})
        with open(path + ".part", "w") as file:
            json.dump(report, file)
        os.replace(path + ".part", path)


    def _end_with_parent():
        """A pipe that only the parent holds closes however it ends."""
        from gevent import monkey

        def wait():
            while os.read(0, 1):
                pass
            # Nobody is left who would take the folder of the run away.
            report = os.environ.get("PLIMSOLL_LOCUST_REPORT", "")
            if os.path.basename(os.path.dirname(report)).startswith("plimsoll-"):
                shutil.rmtree(os.path.dirname(report), ignore_errors=True)
            os._exit(1)

        monkey.get_original("_thread", "start_new_thread")(wait, ())


    if os.environ.get("PLIMSOLL_LOCUST_PIPE"):
        _end_with_parent()
    """#
}
