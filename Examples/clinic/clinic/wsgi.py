"""What gunicorn serves."""

from . import create_app
from .logs import write_json_lines

write_json_lines()
app = create_app()
