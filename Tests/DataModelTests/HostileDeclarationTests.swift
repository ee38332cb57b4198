// Declarations that name themselves, double themselves or stop in the middle.

import Queries
import Testing

@Suite("Hostile declarations")
struct HostileDeclarationTests {
  @Test("values that hold themselves have an end")
  func circles() async {
    let schema = await schema(of: [
      "a.js": """
      const mongoose = require("mongoose");
      const fields = { ...fields, a: String, b: fields };
      const name = `${name}x`;
      const list = [...list, ...list];
      const S = new mongoose.Schema(fields);
      S.add({ s: S, t: [S], u: { v: S } });
      S.index(fields, fields);
      mongoose.model("A", S, name);
      const f = () => [...f(), ...f()];
      S.add(f());
      """,
      "b.ts": """
      import { Entity, Column, Index } from "typeorm";
      @Entity(NAME) @Index(list) export class A extends A { @Column(() => A) a: A; @Column(() => A) b: A; }
      const NAME = NAME + NAME; const list = [...list];
      """,
      "c.py": """
      from sqlalchemy import Column, ForeignKey
      class A(B):
          __tablename__ = "a"
          __table_args__ = __table_args__
          id = Column(id, primary_key=id)
      class B(A):
          __tablename__ = __tablename__
          id = Column(ForeignKey(A.id), primary_key=True)
      """,
    ])
    #expect(schema.tables.contains { $0.models.contains("A") })
    #expect(schema.tables.allSatisfy { $0.columns.count < 10_000 })
  }

  @Test("lists that double at every step are left alone")
  func doubling() async {
    let steps = (1...60).map { "const v\($0) = [...v\($0 - 1), ...v\($0 - 1)];" }
    let schema = await schema(of: [
      "a.js": """
      const mongoose = require("mongoose");
      const v0 = [1];
      \(steps.joined(separator: "\n"))
      const S = new mongoose.Schema({ a: { type: String, enum: v60 } });
      mongoose.model("A", S);
      """
    ])
    #expect(schema.table(ofModel: "A")?.columns.map(\.name) == ["_id", "a"])
  }

  @Test(
    "a declaration that is cut off anywhere is read without harm",
    arguments: [
      (
        "a.py",
        "from alembic import op\nrevision = 'a'\ndef upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True))\n"
      ),
      (
        "a.prisma",
        "model A {\n  id Int @id @map(\"x\")\n  b B @relation(fields: [id], references: [id])\n  @@index([id(sort: Desc)])\n}\n"
      ),
      (
        "a.sql", "CREATE TABLE a (b int REFERENCES c (d), KEY (b)); ALTER TABLE a ADD COLUMN e int;"
      ),
    ]
  )
  func truncation(path: String, text: String) async {
    let bytes = Array(text.utf8)
    for length in stride(from: 0, through: bytes.count, by: 3) {
      let cut = String(decoding: bytes.prefix(length), as: UTF8.self)
      let schema = await schema(of: ["m.js": "", path: cut])
      #expect(schema.tables.count <= 2)
    }
  }
}
