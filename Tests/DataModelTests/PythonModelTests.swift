// Tables that mappers of Python declare.

import Queries
import Testing

@Suite("Models of Python")
struct PythonModelTests {
  @Test("SQLAlchemy: columns, mixins, arguments of the table, relations, indexes beside it")
  func sqlAlchemy() async throws {
    let schema = await schema(of: [
      "base.py": """
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
      class Base(DeclarativeBase): pass
      class Stamped:
          created: Mapped[datetime] = mapped_column(index=True)
      """,
      "models.py": """
      import enum
      from sqlalchemy import Column, Integer, String, ForeignKey, Index, UniqueConstraint, Enum, Table
      from sqlalchemy.orm import relationship, Mapped, mapped_column
      from base import Base, Stamped
      class State(enum.Enum):
          OPEN = "open"
          PAID = "paid"
      class User(Base):
          __tablename__ = "users"
          id = Column(Integer, primary_key=True)
          email = Column("mail", String(200), unique=True, nullable=False)
      class Order(Stamped, Base):
          __tablename__ = "orders"
          __table_args__ = (UniqueConstraint("user_id", "number"), Index("open", "state", postgresql_where="x"), {"schema": "shop"})
          id: Mapped[int] = mapped_column(primary_key=True)
          number: Mapped[str]= mapped_column(String(20))
          state = Column(Enum(State))
          user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
          user = relationship("User", back_populates="orders")
      Index("latest", Order.user_id, Order.created.desc())
      labels = Table("labels", Base.metadata, Column("order_id", ForeignKey("orders.id"), primary_key=True), Column("name", String, primary_key=True))
      """,
    ])
    let users = try #require(schema.table(ofModel: "User"))
    #expect(users.indexTexts == ["(id) key", "(mail) unique"])
    #expect(users.columnName(of: "email") == "mail")
    let orders = try #require(schema.table(ofModel: "Order"))
    #expect(
      orders.indexTexts == [
        "(id) key", "(created)", "(user_id, number) unique", "(state) partial",
        "(user_id, created desc)",
      ]
    )
    #expect(orders.referenceTexts == ["user_id -> users cascade"])
    #expect(orders.columnName(of: "user") == "user_id")
    #expect(orders.column("state")?.values == ["OPEN", "PAID"])
    #expect(orders.isComplete)
    #expect(schema.table(named: "labels")?.indexTexts == ["(order_id, name) key"])
  }

  @Test("of two declarations of one table the one that others import comes first")
  func declaredTwice() async throws {
    let model = """
      from sqlalchemy import Column, Integer
      from base import Base
      class Reading(Base):
          __tablename__ = "readings"
          id = Column(Integer, primary_key=True)
      """
    let schema = await schema(of: [
      "base.py": "from sqlalchemy.orm import declarative_base\nBase = declarative_base()",
      "models/draft.py": model,
      "models/reading.py": model,
      "app.py": "from models.reading import Reading\nprint(Reading)",
    ])
    let table = try #require(schema.table(ofModel: "Reading"))
    #expect(table.sites.map(\.path) == ["models/reading.py", "models/draft.py"])
  }

  @Test("a table without a class goes by the name of its variable")
  func variable() async throws {
    let schema = await schema(of: [
      "app.py": """
      from sqlalchemy import Column, Integer, MetaData, Table
      notes = Table("user_notes", MetaData(), Column("id", Integer, primary_key=True))
      """
    ])
    #expect(schema.table(ofModel: "notes")?.name == "user_notes")
  }

  @Test("Flask-SQLAlchemy names tables after classes, and unknown bases are a gap")
  func flask() async throws {
    let schema = await schema(of: [
      "app.py": "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()",
      "models.py": """
      from app import db
      from some_library import Tracked
      def reference_col(table, nullable=False, **kwargs):
          return db.Column(db.ForeignKey("{}.id".format(table)), nullable=nullable, **kwargs)
      class LineItem(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          sku = db.Column(db.String(20), index=True)
          order_id = reference_col("orders", nullable=False)
      class SpecialItem(LineItem):
          note = db.Column(db.Text)
      class Audit(db.Model, Tracked):
          __tablename__ = "audits"
          id = db.Column(db.Integer, primary_key=True)
      """,
    ])
    let items = try #require(schema.table(ofModel: "LineItem"))
    #expect(items.name == "line_item")
    #expect(items.models == ["LineItem", "SpecialItem"])
    #expect(items.columns.map(\.name) == ["id", "sku", "order_id", "note"])
    #expect(items.referenceTexts == ["order_id -> orders"])
    #expect(items.isComplete)
    #expect(schema.table(named: "audits")?.gaps.map(\.reason) == [.foreignBase])
  }

  @Test("SQLModel: only classes with a table, defaults are no names")
  func sqlModel() async throws {
    let schema = await schema(of: [
      "models.py": """
      from sqlmodel import Field, Relationship, SQLModel
      class HeroBase(SQLModel):
          name: str = Field("nobody", index=True)
          age: int | None = None
      class Hero(HeroBase, table=True):
          id: int | None = Field(default=None, primary_key=True)
          team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="SET NULL")
          team: Team | None = Relationship(back_populates="heroes")
      class HeroPublic(HeroBase):
          id: int
      class Team(SQLModel, table=True):
          id: int = Field(primary_key=True)
          slug: str = Field(unique=True)
      """
    ])
    #expect(schema.tables.map(\.name) == ["hero", "team"])
    let heroes = try #require(schema.table(ofModel: "Hero"))
    #expect(heroes.columns.map(\.name) == ["name", "age", "id", "team_id"])
    #expect(heroes.indexTexts == ["(id) key", "(name)"])
    #expect(heroes.referenceTexts == ["team_id -> team setNull"])
    #expect(heroes.columnName(of: "team") == "team_id")
  }

  @Test("Django: references have an index, and Meta adds more")
  func django() async throws {
    let schema = await schema(of: [
      "shop/models.py": """
      from django.db import models
      class Stamped(models.Model):
          created = models.DateTimeField(auto_now_add=True, db_index=True)
          class Meta:
              abstract = True
      class Order(Stamped):
          STATES = (("o", "Open"), ("p", "Paid"))
          number = models.CharField(max_length=20, unique=True)
          slug = models.SlugField()
          state = models.CharField(max_length=1, choices=STATES)
          customer = models.ForeignKey("crm.Customer", models.CASCADE)
          plain = models.ForeignKey("Order", on_delete=models.SET_NULL, null=True, db_index=False)
          tags = models.ManyToManyField("Tag")
          class Meta:
              indexes = [models.Index(fields=["customer", "-created"]), models.Index(fields=["state"], condition=models.Q(state="o"), name="x")]
              constraints = [models.UniqueConstraint(fields=["customer", "number"], name="y")]
              unique_together = (("state", "slug"),)
      class Tag(models.Model):
          name = models.TextField()
      """,
      "shop/forms.py": """
      from django import forms
      class OrderForm(forms.Form):
          number = forms.CharField()
      """,
      "shop/migrations/0002.py": """
      from django.db import migrations
      class Migration(migrations.Migration):
          operations = [migrations.RunSQL("CREATE INDEX raw ON shop_tag (name)", reverse_sql="DROP INDEX raw")]
      """,
    ])
    #expect(schema.tables.map(\.name) == ["shop_order", "shop_order_tags", "shop_tag"])
    let orders = try #require(schema.table(ofModel: "Order"))
    #expect(
      orders.indexTexts == [
        "(id) key", "(created)", "(number) unique", "(slug)", "(customer_id)",
        "(customer_id, created desc)", "(state) partial", "(customer_id, number) unique",
        "(state, slug) unique",
      ]
    )
    #expect(
      orders.referenceTexts == [
        "customer_id -> Customer cascade", "plain_id -> shop_order setNull",
      ]
    )
    #expect(orders.column("state")?.hasFewValues == true)
    #expect(orders.foreignKeysWithoutIndex.map(\.columns) == [["plain_id"]])
    #expect(schema.table(ofModel: "Tag")?.indexTexts == ["(id) key", "(name)"])
  }
}
