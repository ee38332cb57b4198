// Every entry of every table, with the words for where it stands.

import SemanticModel

@testable import Frameworks

/// One member of a table, named as a reader would look it up.
struct Entry: Sendable {
  var place: String
  var member: Member

  /// Whatever the member does, by being called or constructed.
  var operations: [SemanticModel.Operation] { [member.call, member.construct].compactMap(\.self) }

  /// The types that the member mentions.
  var mentions: [String] {
    [member.value, member.instance].compactMap(\.self) + operations.flatMap(\.mentions)
  }
}

extension SemanticModel.Operation {
  /// The types that the operation mentions.
  var mentions: [String] {
    [returns].compactMap(\.self) + callbacks.flatMap { Array($0.receives.values) }
  }
}

extension Library {
  /// Exports, globals and the members of all types.
  var entries: [Entry] {
    entries(of: exports, in: name) + entries(of: globals, in: "\(name), global")
      + types.flatMap { entries(of: $0.value, in: $0.key) }
  }

  private func entries(of members: [String: Member], in place: String) -> [Entry] {
    members.map { Entry(place: "\(place).\($0.key)", member: $0.value) }
  }

  private func entries(of type: LibraryType, in place: String) -> [Entry] {
    var entries = entries(of: type.members, in: place)
    entries.append(Entry(place: "\(place)()", member: Member(call: type.call)))
    entries.append(Entry(place: "new \(place)", member: Member(construct: type.construct)))
    if let any = type.anyMember { entries.append(Entry(place: "\(place).*", member: any)) }
    return entries
  }
}

/// Every operation of every table, beside its place.
let allOperations: [(place: String, operation: SemanticModel.Operation)] = Libraries.all
  .flatMap(\.entries)
  .flatMap { entry in entry.operations.map { (entry.place, $0) } }
