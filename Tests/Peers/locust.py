#!/usr/bin/env python3
"""Runs Locust for real behind `plimsoll load --engine locust`, and an exported locustfile by itself.

The suite has no Locust: make a virtual environment outside the tree, install it there, and run

    python3 -m venv VENV && VENV/bin/python3 -m pip install locust
    Tests/Peers/locust.py .build/debug/plimsoll VENV/bin

A server of its own counts what it is asked; every figure of the report is held against it. Exit code 0 if all holds.
"""
import collections
import http.server
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM, VENV = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ENVIRONMENT = dict(os.environ, PATH=VENV + ":" + os.environ["PATH"])
SEEN = collections.Counter()
LOCK = threading.Lock()
FAILED = []

SCENARIO = """
target: http://127.0.0.1:{port}/
data: {{ user: {{ file: users.csv, per: user }} }}
login: [{{ post: /login, form: {{ user: "${{user.name}}" }}, extract: {{ token: "json:token" }} }}]
journeys:
  browse:
    weight: 75
    group: shop
    steps:
      - get: /items?by=${{user.name}}
        check: {{ status: 200 }}
        extract: {{ item: 'regex:"id": *([0-9]+)' }}
      - {{ get: "/items/${{item}}", auth: {{ bearer: "${{token}}" }} }}
  buy:
    weight: 25
    steps: [{{ post: /orders, body: {{ item: "${{unique}}" }} }}, {{ get: /broken }}]
users: 12
pacing: 300ms
duration: 8s
thresholds: {{ http_reqs: count>50 }}
"""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        path = self.path.split("?")[0]
        with LOCK:
            SEEN[self.command + " " + path] += 1
            if path == "/login":
                SEEN[body] += 1
            if path == "/items/41" and self.headers.get("Authorization") != "Bearer t1":
                SEEN["without token"] += 1
        text = b'{"id": 41, "token": "t1"}'
        self.send_response(503 if path == "/broken" else 200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = answer

    def log_message(self, *words):
        pass


def expect(holds, what):
    print(("ok      " if holds else "FAILED  ") + what)
    if not holds:
        FAILED.append(what)


def left_over():
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    return sum("locustfile.py" in line and FOLDER in line for line in listing.splitlines())


def load(*arguments):
    return [PROGRAM, "load", "shop.yml", "--engine", "locust", "--workers", "2", *arguments]


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
FOLDER = tempfile.mkdtemp(prefix="peers-")
ENVIRONMENT["TMPDIR"] = FOLDER
os.chdir(FOLDER)
with open("shop.yml", "w") as file:
    file.write(SCENARIO.format(port=server.server_port))
with open("users.csv", "w") as file:
    file.write("name\n" + "".join("user%d\n" % number for number in range(20)))

bare = dict(ENVIRONMENT, PATH="/nowhere")
outcome = subprocess.run(load(), env=bare, capture_output=True, text=True)
expect(outcome.returncode == 3 and "pip install locust" in outcome.stderr, "a missing locust is told")

outcome = subprocess.run(load("--format", "json"), env=ENVIRONMENT, capture_output=True, text=True)
expect(outcome.returncode in (0, 1) and not outcome.stderr, "the run ends by itself: " + outcome.stderr)
report = json.loads(outcome.stdout)
steps = {step["name"]: step for step in report["steps"]}
asked = dict(SEEN)
requests = sum(n for name, n in asked.items() if name.split(" ")[0] in ("GET", "POST"))
expect(report["requests"]["sent"] == requests, "requests: %d of %d" % (report["requests"]["sent"], requests))
for name, path in [("GET /items?by=${user.name}", "GET /items"), ("POST /orders", "POST /orders"),
                   ("GET /items/${item}", "GET /items/41"), ("GET /broken", "GET /broken")]:
    expect(steps[name]["answered"] == asked.get(path), "%s: %s of %s" % (name, steps[name]["answered"], asked.get(path)))
expect(report["statuses"].get("503") == asked["GET /broken"], "refusals are counted apart")
expect(steps["GET /broken"]["failed"] == asked["GET /broken"], "and are failures")
expect(asked.get("without token") is None, "the token of the login is sent")
logins = [name for name in asked if name.startswith("user=")]
expect(len(logins) == 12 and all(asked[name] == 1 for name in logins), "12 users of 2 workers log in once, each as another")
expect(report["latency"]["count"] + report["refusals"]["count"] == requests, "each request has a time")
expect(report["remarks"][0].startswith("measured by Locust with 2 workers: a closed model"), report["remarks"][0])
print("        p50 %(p50).2f ms, p95 %(p95).2f ms, p99 %(p99).2f ms" % report["latency"], report["remarks"][1])
expect(left_over() == 0 and sorted(os.listdir(FOLDER)) == ["shop.yml", "users.csv"], "nothing is left behind")

run = subprocess.Popen(load("--duration", "60s"), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
deadline = time.monotonic() + 40
while left_over() < 3 and time.monotonic() < deadline:
    time.sleep(0.2)
expect(left_over() == 3, "a master and two workers run")
run.kill()
run.wait()
while left_over() > 0 and time.monotonic() < deadline:
    time.sleep(0.1)
expect(left_over() == 0, "they end with their parent, though it was killed")

before = sum(SEEN.values())
asked_before = sum(n for name, n in SEEN.items() if name.split(" ")[0] in ("GET", "POST"))
run = subprocess.Popen(load("--duration", "60s"), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
while sum(SEEN.values()) < before + 60 and time.monotonic() < deadline + 40:
    time.sleep(0.1)
began = time.monotonic()
run.send_signal(signal.SIGINT)
text = run.communicate(timeout=50)[0]
seconds = time.monotonic() - began
expect(seconds < 30 and "interrupted" in text, "an interrupt ends the run with its summary, after %.1f s" % seconds)
sent = int(re.search(r"([0-9,]+) sent", text + "0 sent").group(1).replace(",", ""))
asked = sum(n for name, n in SEEN.items() if name.split(" ")[0] in ("GET", "POST")) - asked_before
expect(asked - 12 <= sent <= asked, "which holds all but what was under way: %d of %d" % (sent, asked))

outcome = subprocess.run([PROGRAM, "load", "export", "locust", "shop.yml", "--output", "locustfile.py"], env=ENVIRONMENT)
expect(outcome.returncode == 0, "the locustfile is written")
outcome = subprocess.run(
    ["locust", "-f", "locustfile.py", "--headless", "--only-summary"], env=ENVIRONMENT, capture_output=True, text=True)
expect("Aggregated" in outcome.stderr + outcome.stdout and outcome.returncode in (0, 1),
       "and Locust runs it by itself")
server.shutdown()
print("%d things failed" % len(FAILED))
sys.exit(1 if FAILED else 0)
