// Hooks of a model: what they cost is paid by whoever saves or asks.

import Testing

@Suite("Hooks of a model")
struct HookTests {
  struct Save: Sendable {
    let what: String
    let hooks: String
    let body: String
    let queries: String

    init(_ what: String, hooks: String, _ body: String, queries: String) {
      self.what = what
      self.hooks = hooks
      self.body = body
      self.queries = queries
    }
  }

  @Test("the caller pays for the hooks:", arguments: cases)
  func cost(of save: Save) async {
    let model = """
      const mongoose = require("mongoose");
      const { ask } = require("./db");
      const schema = new mongoose.Schema({ name: String });
      \(save.hooks)
      module.exports = mongoose.model("Course", schema);
      """
    let main = """
      const Course = require("./course");
      async function handler(id, course) {
        \(save.body)
      }
      handler();
      """
    let project = await Project([
      "db.js": DataLayer.commonJS, "course.js": model, "main.js": main,
    ])
    #expect(project.cost("handler") == save.queries)
  }

  private static let cases: [Save] = [
    Save(
      "of a row that is made",
      hooks: "schema.post(\"save\", async function () { await ask(this.id); });",
      "await Course.create({ name: \"a\" });",
      queries: "2"
    ),
    Save(
      "of a document that was found",
      hooks: "schema.pre(\"save\", async function () { await ask(1); await ask(2); });",
      "const course = await Course.findById(id); await course.save();",
      queries: "4"
    ),
    Save(
      "of several events",
      hooks: "schema.pre([\"save\", \"find\"], async function () { await ask(1); });",
      "await Course.find({ name: id }).limit(5);",
      queries: "2"
    ),
    Save(
      "of a pattern",
      hooks: "schema.pre(/^find/, async function () { await ask(1); });",
      "await Course.findOne({ name: id });",
      queries: "2"
    ),
    Save(
      "in a loop",
      hooks: "schema.pre(\"save\", async function () { await ask(1); });",
      "for (const one of await Course.find()) await one.save();",
      queries: "1 + 2N"
    ),
    Save(
      "through a static of the model",
      hooks: """
        schema.statics.total = async function (id) { await this.aggregate([{ $match: { id } }]); await ask(id); };
        schema.post("save", async function () { await this.constructor.total(this.id); });
        """,
      "await Course.create({ name: \"a\" });",
      queries: "3"
    ),
    Save(
      "through a method of the document",
      hooks: """
        schema.methods.total = async function () { await ask(this.id); };
        schema.post("save", async function () { await this.total(); });
        """,
      "await Course.create({ name: \"a\" });",
      queries: "2"
    ),
    Save(
      "of other events not",
      hooks: "schema.pre(\"remove\", async function () { await ask(1); });",
      "await Course.create({ name: \"a\" });",
      queries: "1"
    ),
    Save(
      "not where the operation passes them by",
      hooks: "schema.pre(\"save\", async function () { await ask(1); });",
      "await Course.insertMany([{ name: \"a\" }]); await Course.updateOne({ name: id }, {});",
      queries: "2"
    ),
  ]
}
