// Reads of all that a list inside of a document names.

import Capacity
import Findings
import Queries
import SemanticModel

extension UnboundedRead {
  /// Findings for reads by lists that use makes longer: `find({ _id: { $in: user.likedPosts } })`.
  func keptListFindings(
    in program: Program,
    under target: LoadTarget,
    besides known: Set<Int>
  ) -> [Finding] {
    program.keptListReads.compactMap { read in
      guard !known.contains(read.site.position), read.site.unit.isRunning,
        read.site.audience == .requests, read.site.isReached(from: Audience.requests.entries),
        let table = program.schema.table(meaning: read.array.table),
        !Self.isHandful(read.array.name, of: table.label)
      else { return nil }
      return finding(of: read, owner: table.label, in: program, under: target)
    }
  }

  private func finding(
    of read: KeptListRead,
    owner: String,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = read.site
    let approach = site.approach
    let list = read.array.column.name
    let subject = read.subject.isEmpty ? "rows" : "rows of `\(read.subject)`"
    let load = ReadLoad(target: target.at(site.rareUse), rows: .rows(1_000, of: list))
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + read.array.additions.prefix(1).map {
            (program.call(at: $0).place, "makes the list longer")
          },
        function: site.function,
        title:
          "`\(site.calleeText)` reads all \(subject) that `\(list)` of `\(owner)` names, without a limit",
        problem:
          "Requests add to `\(list)` and nothing bounds it, so the read gives as many \(subject) as one `\(owner)` has gathered. \(Self.about.problem)",
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check how many elements `\(list)` of one `\(owner)` has after a year of use.",
        threshold: "1,000 elements in one list"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  static let keptLists: [Example] = [
    .reported(
      "all posts that somebody has liked",
      likes("Post.find({ _id: { $in: user.liked } })", mark: "↓"),
      fixed: likes("Post.find({ _id: { $in: user.liked.slice(-20) } })")
    ),
    .reported(
      "all that one user follows, brought along whole",
      likes(#"User.findById(req.user.id).populate(↓"followedUsers")"#),
      fixed: likes("User.findById(req.user.id).select(\"name\")")
    ),
    .reported(
      "the authors of all comments inside of each post",
      likes(#"Post.find().limit(20).populate(↓{ path: "comments.author" })"#),
      fixed: likes("Post.find().select(\"text\").limit(20)")
    ),
    .silent(
      "a page of them",
      likes("Post.find({ _id: { $in: user.liked } }).sort({ _id: -1 }).limit(20)")
    ),
  ]

  private static func likes(_ read: String, mark: String = "") -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const post = { type: mongoose.Schema.Types.ObjectId, ref: "Post" };
    const user = { type: mongoose.Schema.Types.ObjectId, ref: "User" };
    const users = new mongoose.Schema({ name: String, liked: [post], followedUsers: [user] });
    const User = mongoose.model("User", users);
    const posts = new mongoose.Schema({ text: String, comments: [{ text: String, author: user }] });
    const Post = mongoose.model("Post", posts);
    const app = express();
    app.post("/posts/:id/like", async (req, res) => {
      await User.updateOne({ _id: req.user.id }, { $addToSet: { liked: req.params.id } });
      res.sendStatus(204);
    });
    app.post("/users/:id/follow", async (req, res) => {
      await User.updateOne({ _id: req.user.id }, { $addToSet: { followedUsers: req.params.id } });
      res.sendStatus(204);
    });
    app.post("/posts/:id/comments", async (req, res) => {
      const comment = { text: req.body.text, author: req.user.id };
      await Post.updateOne({ _id: req.params.id }, { $push: { comments: comment } });
      res.sendStatus(204);
    });
    app.get("/liked", async (req, res) => {
      const user = await User.findById(req.user.id);
      res.json(await \(mark)\(read));
    });
    """
  }
}
