# Holds the machine formats of one audit against their schemas, and reads them with tools of others.
import json
import re
import sys

import jsonschema
from junitparser import JUnitXml
from sarif import loader

stem, schema = sys.argv[1:3]
wrong = []


def expect(holds, words):
    if not holds:
        wrong.append(words)


audit = json.load(open(f"{stem}.json"))
findings = audit["findings"]
accepted = [f for f in findings if f.get("suppressed")]

rules = json.load(open(schema))
log = json.load(open(f"{stem}.sarif"))
for error in jsonschema.validators.validator_for(rules)(rules).iter_errors(log):
    wrong.append(f"SARIF {list(error.path)}: {error.message[:200]}")
results = log["runs"][0]["results"]
expect([r["partialFingerprints"]["plimsollFinding/v1"] for r in results] == [f["id"] for f in findings], "SARIF ids")
expect(sum("codeFlows" in r for r in results) == sum(bool(f.get("related")) for f in findings), "SARIF codeFlows")
expect(sum(bool(r["suppressions"]) for r in results) == len(accepted), "SARIF suppressions")
read = loader.load_sarif_file(f"{stem}.sarif")
expect(sum(len(run.get_records()) for run in read.runs) == len(findings) - len(accepted), "sarif-tools reads every open result")

suite = JUnitXml.fromfile(f"{stem}.junit")
expect(sum(1 for part in suite for _ in part) == len(findings) == suite.tests, "JUnit has a case a finding")

# docs.gitlab.com/ci/testing/code_quality: the fields of a report.
issues = json.load(open(f"{stem}.gitlab"))
for issue in issues:
    expect(set(issue) >= {"description", "check_name", "fingerprint", "severity", "location"}, "GitLab fields")
    expect(issue["severity"] in ["info", "minor", "major", "critical", "blocker"], "GitLab severity")
    expect(re.match(r"(?!\./|/)", issue["location"]["path"]) and issue["location"]["lines"]["begin"] >= 1, "GitLab place")
expect(len({issue["fingerprint"] for issue in issues}) == len(issues) == len(findings) - len(accepted), "GitLab issues")

print(f"{stem}: {len(findings)} findings, {len(results)} results, {len(issues)} issues")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
