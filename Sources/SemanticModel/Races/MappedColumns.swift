// The columns of the mapped classes of Python.

import Facts

extension Program {
  /// By mapped class of Python: the names of its columns.
  var mappedColumns: [String: Set<String>] {
    answers.mappedColumns.value {
      var result: [String: Set<String>] = [:]
      for unit in units where unit.isPython {
        let facts = unit.facts
        for position in facts.classes.indices.dropFirst() {
          let members = facts.members(of: ClassID(position)).filter { !$0.function.isPresent }
          let isMapped = members.contains { member in
            facts.names.isText("__tablename__", member.name)
              || facts.call(behind: member.value).flatMap { facts.lastName(of: ValueID($0.a)) }
                .map { facts.names.isText("Column", $0) || facts.names.isText("mapped_column", $0) }
                ?? false
          }
          guard isMapped else { continue }
          result[facts.names.string(facts.classes[position].name), default: []]
            .formUnion(members.map { facts.names.string($0.name) })
        }
      }
      return result
    }
  }
}
