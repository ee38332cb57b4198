"""Small pictures of large ones."""

from PIL import Image

from . import settings

EDGE = 400


def shrink(photo_id):
    with Image.open(f"{settings.FOLDER}/{photo_id}.jpg") as picture:
        picture.thumbnail((EDGE, EDGE))
        picture.save(f"{settings.FOLDER}/{photo_id}-small.jpg")
