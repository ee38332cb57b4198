"""PostgreSQL away under load, behind the fault proxy: usage: postgres_down.py PLIMSOLL [SECONDS [APP]].

Starts a throwaway PostgreSQL and a small application with a pool of psycopg, loads it with 100 requests/s and takes the
database away. APP is `careful` (503 with JSON, deadlines) or `careless` (the exception as the answer); default both: the
careful one must pass, the careless one must fail by how its errors look.
"""

import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

APP = r'''
import http.server, json, sys, traceback
import psycopg_pool
port, dsn, careful = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "careful"
pool = psycopg_pool.ConnectionPool(dsn, min_size=4, max_size=8, timeout=1, reconnect_timeout=600, check=psycopg_pool.ConnectionPool.check_connection, kwargs={"connect_timeout": 1})
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self, status, kind, body):
        self.send_response(status); self.send_header("Content-Type", kind); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        try:
            with pool.connection() as connection:
                row = connection.execute("SELECT count(*) FROM pg_class").fetchone()
            self.answer(200, "application/json", json.dumps({"count": row[0]}).encode())
        except Exception:
            if careful: self.answer(503, "application/json", b'{"error":"The catalog is away for a moment. Please try again."}')
            else: self.answer(500, "text/plain", traceback.format_exc().encode())
    def log_message(self, *words): pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True
Server(("127.0.0.1", port), Handler).serve_forever()
'''


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing listens at {port}")


def start_postgres(folder, port):
    binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    os.chmod(folder, 0o755)
    data = os.path.join(folder, "data")
    os.mkdir(data, 0o700)
    if user:
        os.chown(data, 65534, 65534)
    subprocess.run(user + [f"{binaries}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], check=True, stdout=subprocess.DEVNULL)
    return subprocess.Popen(
        user + [f"{binaries}/postgres", "-D", data, "-k", data, "-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


def run(program, seconds, kind, database):
    proxied, application = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "app.py")
        with open(path, "w") as file:
            file.write(APP)
        dsn = f"host=127.0.0.1 port={proxied} user=postgres dbname=postgres sslmode=disable"
        chaos = os.path.join(folder, "chaos.yml")
        with open(chaos, "w") as file:
            file.write(f"""
load: http://127.0.0.1:{application}/
rate: 100
proxies:
  db: {{ listen: "127.0.0.1:{proxied}", upstream: "127.0.0.1:{database}" }}
processes:
  app: {{ start: "exec {sys.executable} {path} {application} '{dsn}' {kind}" }}
faults:
  - {{ at: 5s, proxy: db, down: {seconds}s }}
budget: {{ errors: 1%, recovery: 20s, settled: 5s }}
""")
        done = subprocess.run([program, "chaos", chaos, "--format", "json", "--quiet"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    document = json.loads(done.stdout)
    episode = document["episodes"][0]
    print(f"{kind}: {document['verdict']} {document.get('objection') or ''}")
    for demand in document["checks"]:
        print(f"  {'ok   ' if demand['holds'] else 'broken'} {demand['demand']}: {demand['measured']}")
    for failure in episode["failures"]:
        print(f"  {failure['count']} x {failure['failure']}")
    requests = document["load"]["requests"]
    print(f"  {requests['sent']} sent, {requests['answered']} answered, {requests['failed']} failed; p95 {document['load']['latency']['p95']} ms")
    return document


def main(program, seconds, kinds):
    folder = tempfile.mkdtemp()
    port = free_port()
    postgres = start_postgres(folder, port)
    wrong = []
    try:
        wait_for(port)
        for kind in kinds:
            document = run(os.path.abspath(program), seconds, kind, port)
            episode = document["episodes"][0]
            if abs(episode["ended"] - episode["began"] - seconds) > 0.5:
                wrong.append(f"{kind}: the fault lasted {episode['ended'] - episode['began']} s")
            if sum(failure["count"] for failure in episode["failures"]) < 50 * seconds:
                wrong.append(f"{kind}: hardly a request has failed")
            readable = [check for check in document["checks"] if "clients can read" in check["demand"]]
            if readable[0]["holds"] != (kind == "careful"):
                wrong.append(f"{kind}: {readable[0]['measured']}")
            if episode.get("recoveredAfter") is None:
                wrong.append(f"{kind}: {episode.get('notRecovered')}")
    finally:
        postgres.send_signal(3)
        postgres.wait()
        shutil.rmtree(folder, ignore_errors=True)
    for line in wrong:
        print("WRONG " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    kinds = sys.argv[3:] or ["careful", "careless"]
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 30, kinds))
