// Translations that a page hands its client components, all of them.

import Facts
import SourceText
import Workspace

/// A provider that sends every text of a language with each page.
package struct SentMessages: Sendable {
  package let place: SourcePlace
  /// The largest file of texts, relative to the root.
  package let path: String
  package let bytes: Int
}

extension Program {
  /// Providers of `next-intl` that are handed all texts, or take over all of them, in order of file and place.
  package var sentMessages: [SentMessages] {
    let wanted = WordList(["NextIntlClientProvider"])
    return react.inOrder.filter {
      wanted.isMentioned(in: units[$0.unit].facts.names) && !isNeverShown($0.unit)
    }.flatMap { file -> [SentMessages] in
      let facts = units[file.unit].facts
      guard let texts = largestTexts(for: file.unit) else { return [] }
      return facts.instructions.compactMap { step in
        guard step.operation == .element,
          text(of: ValueID(step.a), in: units[file.unit]) == "NextIntlClientProvider",
          let props = facts.list(ListID(step.b)).first,
          sendsAll(ValueRef(unit: file.unit, id: ValueID(props)))
        else { return nil }
        return SentMessages(
          place: SourcePlace(unit: file.unit, span: step.span),
          path: texts.path,
          bytes: texts.size
        )
      }
    }
  }

  /// Whether a provider gives what `getMessages()` gives, or names no messages: then version 4 takes over all.
  private func sendsAll(_ props: ValueRef) -> Bool {
    let entries = entries(of: props)
    guard let given = entries.last(where: { $0.name == "messages" }) else {
      let version =
        workspace.package(of: units[props.unitIndex].path)?.dependencies
        .first { $0.name == "next-intl" }?.version ?? ""
      let major = version.drop { !$0.isNumber }.prefix { $0.isNumber }
      return !entries.contains { $0.name.isEmpty } && (Int(major) ?? 0) >= 4
    }
    var made = traced(given.value)
    if value(made).kind == .awaited {
      made = traced(ValueRef(unit: made.unitIndex, id: ValueID(value(made).a)))
    }
    guard value(made).kind == .result,
      let position = table.position(
        of: CallRef(unit: made.unitIndex, id: InstructionID(value(made).a))
      )
    else { return false }
    return call(at: position).calleeName == "getMessages"
  }

  /// The largest file with texts of the package of a file, from 60 kB on.
  private func largestTexts(for unit: Int) -> (path: String, size: Int)? {
    let folder = packageFolder(of: unit)
    return workspace.files.lazy.filter { file in
      file.size >= 60_000 && file.path.hasSuffix(".json") && file.path.hasPrefix(folder)
        && file.path.split(separator: "/").dropLast().contains {
          ["messages", "locales", "i18n", "translations", "lang", "langs", "intl"].contains($0)
        }
    }.max { $0.size < $1.size }.map { ($0.path, $0.size) }
  }
}
