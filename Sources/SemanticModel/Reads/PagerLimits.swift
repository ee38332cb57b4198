// The sizes of pages that a query of Python is told beside its number: `paginate(page=page, per_page=size)`.

import Facts
import SourceText

extension Program {
  /// The sizes that pages of SQLAlchemy are given with no largest one beside them (Flask-SQLAlchemy, `max_per_page`).
  var pagerLimits: [PageLimit] {
    callsOfLibraries.compactMap { position -> PageLimit? in
      let site = call(at: position)
      guard site.unit.isPython, site.method?.name == "paginate", site.library == "SQLAlchemy" else {
        return nil
      }
      let facts = site.unit.facts
      var plain: [ValueID] = []
      var size: ValueID?
      for argument in facts.valueList(ListID(site.instruction.b)) {
        let value = facts.values[argument.index]
        guard value.flags.contains(.keywords) else {
          plain.append(argument)
          continue
        }
        let words = Array(facts.list(ListID(value.a)))
        for entry in stride(from: 0, to: words.count - 1, by: 2) {
          let given = ValueID(words[entry + 1])
          switch facts.names.string(NameID(words[entry])) {
          case "per_page": size = given
          case "max_per_page" where facts.values[given.index].kind != .null: return nil
          default: continue
          }
        }
      }
      // `query.paginate(page, size)`, as version 2 took it.
      let isOfQuery = site.resolved.operations.contains {
        libraries[$0.member].owner == "sqlalchemy.Query"
      }
      if size == nil, isOfQuery, plain.count > 1 { size = plain[1] }
      return size.map { limit($0, of: site) }
    }
  }
}
