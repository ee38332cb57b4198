"""Mails, over the clinic's own server."""

import smtplib
from email.message import EmailMessage

from flask import current_app


def send(recipient, subject, body):
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(body)
    host, port = current_app.config["SMTP_HOST"], current_app.config["SMTP_PORT"]
    # near miss: every step of the conversation gives up after five seconds
    with smtplib.SMTP(host, port, timeout=5) as server:
        server.send_message(message)
