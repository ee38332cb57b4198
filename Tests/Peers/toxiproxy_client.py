"""Drives the control interface with PyPI's toxiproxy-python: usage: toxiproxy_client.py PLIMSOLL."""

import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from toxiproxy import Toxiproxy
from toxiproxy.exceptions import InvalidToxic, NotFound, ProxyExists

wrong = []


def check(name, holds):
    print(("ok    " if holds else "WRONG ") + name)
    if not holds:
        wrong.append(name)


def raises(kind, function):
    try:
        function()
    except kind:
        return True
    return False


def serve_echo():
    listener = socket.create_server(("127.0.0.1", 0))

    def echo(connection):
        try:
            while data := connection.recv(65536):
                connection.sendall(data)
        except OSError:
            pass  # A reset is what some toxics are for.
        connection.close()

    def take():
        while True:
            threading.Thread(target=echo, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    return listener.getsockname()[1]


def dial(address):
    host, port = address.rsplit(":", 1)
    connection = socket.create_connection((host, int(port)), timeout=10)
    return connection


def round_trip(connection, data=b"hello"):
    started = time.monotonic()
    connection.sendall(data)
    got = b""
    while len(got) < len(data):
        piece = connection.recv(65536)
        if not piece:
            return None
        got += piece
    return time.monotonic() - started if got == data else None


def main(program):
    process = subprocess.Popen([program, "chaos", "--api", "0"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r":(\d+)$", process.stderr.readline().strip()).group(1))
        drive(port)
    finally:
        process.send_signal(2)
        output, _ = process.communicate(timeout=20)
    check("Ctrl-C ends it with 0 and a line a proxy", process.returncode == 0 and "proxy echo: " in output)


def drive(port):
    upstream = f"127.0.0.1:{serve_echo()}"
    server = Toxiproxy()
    server.update_api_consumer("127.0.0.1", port)
    check("running", server.running())
    check("version", json.loads(server.version())["version"].startswith("2."))

    proxy = server.create(upstream=upstream, name="echo")
    check("create tells its port", not proxy.listen.endswith(":0") and proxy.enabled)
    check("bytes pass", round_trip(dial(proxy.listen)) is not None)
    check("create again is refused", raises(ProxyExists, lambda: server.create(upstream=upstream, name="echo")))
    check("get_proxy", server.get_proxy("echo").upstream == upstream and server.get_proxy("none") is None)

    proxy.add_toxic(type="latency", attributes={"latency": 200, "jitter": 10})
    toxic = proxy.get_toxic("latency_downstream")
    check("toxic has its default name", toxic is not None and toxic.attributes["latency"] == 200 and toxic.toxicity == 1)
    took = round_trip(dial(proxy.listen))
    check("latency is felt", took is not None and took >= 0.19)
    check("same toxic again is refused", raises(ProxyExists, lambda: proxy.add_toxic(type="latency")))
    check("unknown toxic is refused", raises(InvalidToxic, lambda: proxy.add_toxic(type="plague")))
    check("unknown stream is refused", raises(InvalidToxic, lambda: proxy.add_toxic(type="timeout", stream="up")))
    check("destroy_toxic", proxy.destroy_toxic("latency_downstream") and proxy.toxics() == {})
    check("destroying it again is refused", raises(NotFound, lambda: proxy.destroy_toxic("latency_downstream")))

    for kind, attributes in [
        ("bandwidth", {"rate": 1000}), ("slow_close", {"delay": 10}), ("slicer", {"average_size": 64, "size_variation": 32, "delay": 10}),
    ]:
        proxy.add_toxic(type=kind, attributes=attributes, stream="upstream", name=f"my {kind}")
    check("three toxics", len(proxy.toxics()) == 3)
    check("bytes pass through three toxics", round_trip(dial(proxy.listen), b"x" * 20000) is not None)
    server.reset()
    check("reset takes them away", proxy.toxics() == {})

    connection = dial(proxy.listen)
    with proxy.down():
        check("down cuts", connection.recv(1) == b"")
        check("down refuses", raises(ConnectionRefusedError, lambda: dial(proxy.listen)))
    check("up again at the same port", round_trip(dial(proxy.listen)) is not None)

    proxy.add_toxic(type="reset_peer", attributes={"timeout": 0})
    check("reset_peer", raises(ConnectionResetError, lambda: round_trip(dial(proxy.listen))))
    server.reset()
    proxy.add_toxic(type="timeout", attributes={"timeout": 50})
    check("timeout", round_trip(dial(proxy.listen)) is None)
    server.reset()
    proxy.add_toxic(type="limit_data", attributes={"bytes": 3})
    check("limit_data", round_trip(dial(proxy.listen)) is None)
    server.reset()

    made = server.populate([{"name": "echo", "upstream": upstream, "listen": proxy.listen}, {"name": "two", "upstream": upstream, "listen": "127.0.0.1:0"}])
    check("populate makes what is missing", [one.name for one in made] == ["two"] and len(server.proxies()) == 2)
    check("destroy", server.destroy(server.get_proxy("two")) and server.get_proxy("two") is None)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/version", headers={"User-Agent": "Mozilla/5.0"})
    check("a browser is refused", raises(urllib.error.HTTPError, lambda: urllib.request.urlopen(request)))
    server.create(upstream="192.0.2.1:80", name="far", enabled=False)
    check("another machine is refused", raises(InvalidToxic, lambda: server.get_proxy("far").enable()))


main(sys.argv[1])
sys.exit(1 if wrong else 0)
