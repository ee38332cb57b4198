"""The insurer's interface: what a policy covers, and claims."""

import logging
import random
import time

import requests
from flask import current_app

log = logging.getLogger(__name__)

# expect: global-growth every policy that was ever asked for stays in every worker
_covers = {}


def _address(path):
    return current_app.config["INSURER_URL"] + path


def cover_of(policy_number):
    if policy_number not in _covers:
        # expect: missing-timeout
        response = requests.get(_address(f"/policies/{policy_number}"))
        response.raise_for_status()
        _covers[policy_number] = response.json()
    return _covers[policy_number]


def submit(claim, cents):
    """Sends a claim, and sends it again at once while the insurer is down."""
    while True:
        try:
            # expect: retry-storm
            response = requests.post(
                _address("/claims"), json={"reference": claim.reference, "cents": cents}, timeout=10
            )
            response.raise_for_status()
            return response.json()["state"]
        except requests.RequestException:
            log.warning("the insurer does not answer")


def state_of(claim):
    for attempt in range(4):
        try:
            # near miss: four times at most, each wait longer than the last and never the same
            response = requests.get(_address(f"/claims/{claim.reference}"), timeout=5)
            response.raise_for_status()
            return response.json()["state"]
        except requests.RequestException:
            if attempt == 3:
                raise
            time.sleep(random.uniform(0, 0.2 * 2**attempt))
