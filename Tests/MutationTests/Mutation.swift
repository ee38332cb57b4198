// A defect as data: what is changed in clean code, and what an audit must then say.

/// One defect that is put into an application.
struct Mutation: Sendable {
  /// What the defect is, in one sentence.
  let title: String
  /// What was done to the code: `drop a timeout`.
  let kind: String
  /// A rule, or a category where no rule looks for it yet.
  let expects: String
  /// Calls between the place that is reported and the operation that harms.
  let hops: Int
  /// Why it is not found, where that is known.
  let missed: String?
  /// Folder of the application, from the root of the checkout.
  let application: String
  let edits: [Edit]
  /// The file and line of its description.
  let source: String

  /// The language of the code, as its first file tells.
  var language: String {
    edits.contains { $0.file.hasSuffix(".py") || $0.file.hasSuffix(".html") }
      ? "Python" : "JavaScript"
  }

  /// Lines of one file, and what stands there instead.
  struct Edit: Sendable {
    let file: String
    var old: [Substring] = []
    /// With the mark `↓` before the place that must be reported.
    var new: [Substring] = []
  }
}

/// What is wrong with a mutation itself, or with its description.
struct MutationFault: Error, CustomStringConvertible {
  let description: String
}

extension Mutation {
  /// The application with the defect in it, and the line that must be reported.
  func applied(to texts: [String: String]) throws -> (texts: [String: String], place: Place) {
    var texts = texts
    for edit in edits {
      guard let text = texts[edit.file] else {
        throw MutationFault(description: "\(source): there is no \(application)/\(edit.file)")
      }
      texts[edit.file] = try replaced(edit, in: text)
    }
    var places: [Place] = []
    for file in Set(edits.map(\.file)).sorted() {
      guard let text = texts[file] else { continue }
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where line.contains("↓") {
        places.append(Place(file: file, line: index + 1))
      }
      texts[file] = text.replacing("↓", with: "")
    }
    guard places.count == 1 else {
      throw MutationFault(description: "\(source): \(places.count) marks, and there must be one")
    }
    return (texts, places[0])
  }

  /// Whole lines only, and they must stand there once: else nobody knows what was changed.
  private func replaced(_ edit: Edit, in text: String) throws -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // A mark that an edit before this one set is no part of the code.
    let plain = lines.map { $0.replacing("↓", with: "") }
    let old = edit.old.map { $0.replacing("↓", with: "") }
    let starts = plain.indices.filter { plain[$0...].starts(with: old) }
    guard starts.count == 1, !old.isEmpty else {
      throw MutationFault(
        description:
          "\(source): the lines to be replaced stand \(starts.count) times in \(edit.file), and it must be once"
      )
    }
    let kept = lines[..<starts[0]] + edit.new + lines[(starts[0] + old.count)...]
    return kept.joined(separator: "\n")
  }

  /// A line of a file.
  struct Place: Sendable, Hashable, CustomStringConvertible {
    let file: String
    let line: Int
    var description: String { "\(file):\(line)" }
  }
}
