// What is told of applications with Mongoose, and what is left to be checked.

import Findings
import Testing

@Suite("Mongoose")
struct MongooseDoubtTests {
  private static let schemas = """
    const mongoose = require("mongoose");
    exports.Note = mongoose.model("Note", new mongoose.Schema({
      college_id: { type: mongoose.Schema.Types.ObjectId, ref: "College" },
      teacher_id: { type: mongoose.Schema.Types.ObjectId, ref: "Teacher" },
      text: String, target: String, until: Date,
    }));
    exports.NoteRead = mongoose.model("NoteRead", new mongoose.Schema({
      note: { type: mongoose.Schema.Types.ObjectId, ref: "Note" },
      reader: { type: mongoose.Schema.Types.ObjectId, ref: "User" },
    }));
    exports.Student = mongoose.model("Student", new mongoose.Schema({
      name: String, email: String, status: String, semester: Number, text: String,
    }));
    exports.Reset = mongoose.model("Reset", new mongoose.Schema({ email: String, code: String }));
    exports.CartItem = mongoose.model("CartItem", new mongoose.Schema({
      cart: { type: mongoose.Schema.Types.ObjectId, ref: "Cart" }, quantity: Number,
    }));
    """

  private func found(_ rule: String, _ body: String) async -> [Finding] {
    await findings(
      of: rule,
      in: [
        "models.js": Self.schemas,
        "server.js": """
        const express = require("express");
        const cron = require("node-cron");
        const { Note, NoteRead, Student, Reset, CartItem } = require("./models");
        const app = express();
        app.use(express.json());
        \(body)
        app.listen(3000);
        """,
      ]
    )
  }

  @Test(
    "alternatives narrow nothing where one of them holds for many rows",
    arguments: [
      #"[{ target: "ALL" }, { target: "ONE", to: req.user.name }]"#,
      "[{ until: null }, { until: { $gte: new Date() } }]",
    ]
  )
  func alternatives(arms: String) async {
    let found = await found(
      "unbounded-read",
      """
      app.post("/notes", async (req, res) => res.json(await Note.create(req.body)));
      app.get("/notes", async (req, res) => {
        res.json(await Note.find({ college_id: req.college, $or: \(arms) }));
      });
      """
    )
    #expect(found.count == 1)
  }

  @Test("all rows of one teacher are of one college, and those of a course are few of them")
  func institution() async {
    let body = { (key: String) in
      """
      app.post("/notes", async (req, res) => res.json(await Note.create(req.body)));
      app.get("/notes", async (req, res) => {
        const messages = await Note.find({ \(key): req.params.one, college_id: req.user.college_id });
        res.json(messages);
      });
      """
    }
    #expect(await found("unbounded-read", body("teacher_id")).count == 1)
    #expect(await found("unbounded-read", body("course_id")).isEmpty)
  }

  @Test("what an upsert makes on each request grows with use")
  func upsert() async {
    let found = await found(
      "missing-index",
      """
      app.post("/notes/:id/read", async (req, res) => {
        const key = { note: req.params.id, reader: req.user.id };
        await NoteRead.findOneAndUpdate(key, key, { upsert: true });
        res.end();
      });
      app.get("/unread", async (req, res) => {
        res.json(await NoteRead.find({ reader: req.user.id }).limit(20));
      });
      """
    )
    // The look for the row to change, and the list.
    #expect(found.map(\.tier) == [.finding, .finding])
  }

  @Test(
    "nobody waits for a job: how much one run walks is a question",
    arguments: ["pending", "approved"]
  )
  func workLists(status: String) async {
    let found = await found(
      "query-in-loop",
      """
      cron.schedule("0 * * * *", async () => {
        const students = await Student.find({ status: "\(status)" });
        for (const student of students) {
          student.text = "seen";
          await student.save();
        }
      });
      """
    )
    #expect(found.map(\.tier) == [.suspicious])
  }

  @Test("a job that reads all members in good standing is told, one that reads what waits is not")
  func jobReads() async {
    let body = { (status: String) in
      """
      cron.schedule("0 9 * * *", async () => {
        const students = await Student.find({ status: "\(status)" });
        console.log(students.map((student) => student.text));
      });
      """
    }
    #expect(await found("unbounded-read", body("approved")).map(\.tier) == [.suspicious])
    #expect(await found("unbounded-read", body("pending")).isEmpty)
  }

  @Test("a lost addition to a cart costs no money, and the next step is one step for both requests")
  func lostUpdates() async throws {
    let cart = await found(
      "check-then-act",
      """
      app.post("/cart/:id", async (req, res) => {
        const item = await CartItem.findOne({ _id: req.params.id });
        item.quantity = item.quantity + req.body.quantity;
        await item.save();
        res.json(item);
      });
      """
    )
    #expect(cart.map(\.severity) == [.medium])
    let step = await found(
      "check-then-act",
      """
      app.post("/students/:id/promote", async (req, res) => {
        const student = await Student.findById(req.params.id);
        student.semester = student.semester + 1;
        await student.save();
        res.json(student);
      });
      """
    )
    #expect(step.map(\.tier) == [.suspicious])
    #expect(step.first?.confirm?.contains("the same next `semester`") == true)
  }

  @Test("a row that takes the place of those before it is made once")
  func replaced() async {
    let body = { (deletion: String) in
      """
      app.post("/forgot", async (req, res) => {
        const { email } = req.body;
        const open = await Reset.findOne({ email });
        if (open) return res.sendStatus(202);
        \(deletion)
        await Reset.create({ email, code: "1" });
        res.sendStatus(202);
      });
      """
    }
    #expect(await found("check-then-act", body("")).count == 1)
    #expect(await found("check-then-act", body("await Reset.deleteMany({ email });")).isEmpty)
  }

  @Test("a router that nobody loads answers nothing, where the files beside it are loaded by name")
  func overlookedRouter() async {
    let router = { (path: String) in
      """
      const express = require("express");
      const { Student } = require("../models");
      const router = express.Router();
      router.post("/", async (req, res) => res.json(await Student.create(req.body)));
      router.get("/\(path)", async (req, res) => res.json(await Student.find()));
      module.exports = router;
      """
    }
    let files = { (loads: String) in
      [
        "models.js": Self.schemas,
        "routes/a.js": router("a"), "routes/b.js": router("b"), "routes/c.js": router("c"),
        "server.js": """
        const express = require("express");
        const fs = require("fs");
        const app = express();
        app.use("/a", require("./routes/a"));
        app.use("/b", require("./routes/b"));
        \(loads)
        app.listen(3000);
        """,
      ]
    }
    let named = await findings(of: "unbounded-read", in: files(""))
    #expect(named.map(\.location.file) == ["routes/a.js", "routes/b.js"])
    let listed = await findings(
      of: "unbounded-read",
      in: files(
        #"fs.readdirSync("routes").forEach((file) => app.use(require("./routes/" + file)));"#
      )
    )
    #expect(listed.count == 3)
  }

  @Test("a handler whose parameters stand on lines of their own is shown with its body")
  func excerpt() async {
    let found = await found(
      "silent-error-handler",
      """
      app.use((
        err,
        req,
        res,
        next
      ) => {
        res.status(500).json({ error: err.message });
      });
      """
    )
    #expect(found.first?.fix.before?.contains("res.status(500)") == true)
  }
}
