// Functions that load something into the store: `const load = (id) => async (dispatch) => { … }`.

import Facts

/// A function whose result asks a server and puts the answer under a name of the store.
struct Thunk: Sendable {
  let name: String
  /// The function that is called with what is wanted.
  let creator: FunctionRef
  /// The name in the store that keeps the answer.
  let kept: String
  let request: DataRequest
}

extension Program {
  /// By name: the functions that load something into the store; what two functions of one name do, nothing tells.
  var thunks: [String: Thunk] {
    answers.thunks.value {
      var kept: [ValueRef: String] = [:]
      for fields in storeSlices.fields.values {
        for (field, stored) in fields {
          for answer in stored where !answer.isLoader { kept[answer.value] = field }
        }
      }
      guard !kept.isEmpty else { return [:] }
      var result: [String: Thunk] = [:]
      var creators: [String: Set<FunctionRef>] = [:]
      for unit in Set(kept.keys.map(\.unitIndex)).sorted() {
        for position in table.calls(of: unit) {
          guard let thunk = thunk(call(at: position), kept) else { continue }
          creators[thunk.name, default: []].insert(thunk.creator)
          if result[thunk.name] == nil { result[thunk.name] = thunk }
        }
      }
      return result.filter { creators[$0.key]?.count == 1 }
    }
  }

  private func thunk(_ site: CallSite, _ kept: [ValueRef: String]) -> Thunk? {
    guard site.calleeName == "dispatch",
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let action = ValueRef(unit: site.place.unit, id: first)
    let creator = outermost(site.function)
    guard creator != site.function, creator.id != FileFacts.module,
      let payload = entries(of: action).last(where: { $0.name == "payload" })?.value,
      let field = kept[payload],
      let request = dataSource(of: payload).requests.first(where: {
        $0.site.isAsked && isInside($0.first.function, creator)
      })
    else { return nil }
    return Thunk(name: name(of: creator), creator: creator, kept: field, request: request)
  }
}
