"""The tables of the archive."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    visits: Mapped[int] = mapped_column(default=0)


class Photo(Base):
    __tablename__ = "photos"
    __table_args__ = (Index("photos_of_place", "place_id", "taken_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    taken_at: Mapped[datetime]
    title: Mapped[str]
    checksum: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="new")

    place: Mapped[Place] = relationship()
    labels: Mapped[list["Label"]] = relationship(back_populates="photo")


class Label(Base):
    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("photo_id", "word", name="one_word_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"))
    word: Mapped[str] = mapped_column(index=True)

    photo: Mapped[Photo] = relationship(back_populates="labels")
