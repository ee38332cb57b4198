"""Places: how many photographs, where they are."""

from typing import Annotated

from fastapi import APIRouter, Query

from .. import cache, maps, photos
from ..database import Session

router = APIRouter(prefix="/places")
Ids = Annotated[list[int], Query(max_length=50)]


@router.get("/counts")
async def counts(session: Session, ids: Ids):
    return await photos.counts(session, ids)


@router.get("/positions")
async def positions(names: Annotated[list[str], Query(max_length=20)]):
    return await maps.positions(names)


@router.get("/names")
async def names(session: Session, ids: Ids):
    key = "names:" + ",".join(str(number) for number in sorted(ids))
    known = await cache.recall(key)
    if known is None:
        known = await photos.names(session, ids)
        await cache.remember(key, known, 300)
    return known


@router.post("/{place_id}/visits", status_code=204)
async def visit(session: Session, place_id: int):
    await photos.count_visit(session, place_id)
