"""Stand-ins for the insurer and the mail server: python -m scripts.fake_partners [milliseconds]."""

import json
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DELAY = int(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.02


class Insurer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer({"covered": True, "state": "paid", "cents": 4500})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer({"state": "sent"})

    def answer(self, content):
        time.sleep(DELAY)
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Says nothing."""


class MailServer(socketserver.StreamRequestHandler):
    def handle(self):
        self.say(b"220 ready")
        is_body = False
        for line in self.rfile:
            if is_body:
                is_body = line != b".\r\n"
                if is_body:
                    continue
            word = line[:4].upper()
            if word == b"DATA":
                is_body = True
                self.say(b"354 go on")
            elif word == b"QUIT":
                return self.say(b"221 bye")
            else:
                time.sleep(DELAY)
                self.say(b"250 fine")

    def say(self, line):
        self.wfile.write(line + b"\r\n")


if __name__ == "__main__":
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 4125), MailServer)
    threading.Thread(target=mail.serve_forever, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", 4100), Insurer).serve_forever()
