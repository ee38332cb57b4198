"""Files that visitors send."""

import hashlib
from datetime import datetime

import aiofiles
from fastapi import HTTPException, UploadFile
from sqlalchemy.exc import IntegrityError

from . import settings
from .jobs import make_thumbnail
from .models import Photo

PIECE = 64 * 1024


async def keep(file: UploadFile) -> str:
    digest = hashlib.sha256()
    size = 0
    async with aiofiles.open(f"{settings.FOLDER}/incoming-{file.filename}", "wb") as target:
        while piece := await file.read(PIECE):
            size += len(piece)
            if size > settings.LARGEST_UPLOAD:
                raise HTTPException(413, "eight megabytes at most")
            digest.update(piece)
            await target.write(piece)
    return digest.hexdigest()


async def add(session, place_id: int, title: str, checksum: str) -> Photo:
    photo = Photo(place_id=place_id, title=title, checksum=checksum, taken_at=datetime.now())
    session.add(photo)
    try:
        await session.commit()
    except IntegrityError as error:
        await session.rollback()
        raise HTTPException(409, "this photograph is here already") from error
    # The row is there before a worker asks for it.
    make_thumbnail.delay(photo.id)
    return photo
