"""Photographs: pages, labels, visits."""

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload, selectinload

from .models import Label, Photo, Place

PAGE = 50


async def page(session, place_id, after):
    rows = await session.execute(
        select(Photo)
        .where(Photo.place_id == place_id, Photo.taken_at > after)
        .options(selectinload(Photo.labels))
        .order_by(Photo.taken_at)
        .limit(PAGE)
    )
    return [
        {"id": photo.id, "title": photo.title, "labels": [label.word for label in photo.labels]}
        for photo in rows.scalars()
    ]


async def one(session, photo_id):
    rows = await session.execute(
        select(Photo).where(Photo.id == photo_id).options(joinedload(Photo.place))
    )
    return rows.scalar_one_or_none()


async def add_label(session, photo_id, word):
    # Whoever is second finds the word there, and nothing happens.
    await session.execute(
        insert(Label).values(photo_id=photo_id, word=word).on_conflict_do_nothing()
    )
    await session.commit()


async def count_visit(session, place_id):
    await session.execute(
        update(Place).where(Place.id == place_id).values(visits=Place.visits + 1)
    )
    await session.commit()


async def counts(session, place_ids):
    rows = await session.execute(
        select(Photo.place_id, func.count(Photo.id))
        .where(Photo.place_id.in_(place_ids))
        .group_by(Photo.place_id)
    )
    return {place_id: number for place_id, number in rows}


async def names(session, place_ids):
    rows = await session.execute(select(Place.id, Place.name).where(Place.id.in_(place_ids)))
    return {place_id: name for place_id, name in rows}
