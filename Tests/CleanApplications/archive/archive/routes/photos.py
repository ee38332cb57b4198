"""Photographs of a place, and what is on them."""

import asyncio
from datetime import datetime

from fastapi import APIRouter, HTTPException, Query, UploadFile
from fastapi.responses import FileResponse

from .. import cache, maps, photos, settings, uploads, words
from ..database import Session

router = APIRouter(prefix="/photos")


@router.get("/")
async def page(session: Session, place_id: int, after: datetime):
    return await photos.page(session, place_id, after)


@router.get("/{photo_id}")
async def one(session: Session, photo_id: int):
    photo = await photos.one(session, photo_id)
    if photo is None:
        raise HTTPException(404, "no such photograph")
    return {"id": photo.id, "title": photo.title, "place": photo.place.name}


@router.get("/{photo_id}/file")
async def file(photo_id: int):
    return FileResponse(f"{settings.FOLDER}/{photo_id}.jpg")


@router.post("/{photo_id}/labels", status_code=204)
async def label(session: Session, photo_id: int, word: str = Query(max_length=40)):
    await photos.add_label(session, photo_id, words.plain(word))


@router.post("/", status_code=201)
async def upload(session: Session, place_id: int, title: str, file: UploadFile):
    checksum = await uploads.keep(file)
    photo = await uploads.add(session, place_id, title, checksum)
    return {"id": photo.id}


@router.get("/near/map")
async def surroundings(name: str = Query(max_length=80)):
    where, known = await asyncio.gather(maps.position_or_nothing(name), cache.recall(f"place:{name}"))
    return {"where": where, "known": known}
