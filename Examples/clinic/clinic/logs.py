"""Log lines that a machine reads."""

import json
import logging

FIELDS = ("request_id", "method", "path", "status", "milliseconds", "count")


class JSONLines(logging.Formatter):
    def format(self, record):
        line = {"level": record.levelname, "logger": record.name, "message": record.getMessage()}
        # near miss: six fixed names for each line
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def write_json_lines():
    handler = logging.StreamHandler()
    handler.setFormatter(JSONLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
