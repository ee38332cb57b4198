// Functions that make the application: a server program calls them by their name, and no code does.

import Facts

extension Evaluator {
  /// `create_app` of `gunicorn "shop:create_app()"`, `uvicorn shop:create_app --factory`, `flask --app shop run`.
  func factories(_ table: CallTable) -> [Entry] {
    table.calls.compactMap { call in
      let unit = units[call.place.unitIndex]
      guard unit.isPython, unit.isRunning, call.function != FileFacts.module,
        call.ownRoles(index).contains(.hostedApplication)
      else { return nil }
      let maker = unit.facts.functions[call.function.index]
      guard maker.parent == FileFacts.module, !maker.owner.isPresent else { return nil }
      let function = FunctionRef(unit: call.place.unitIndex, id: call.function)
      return Entry(kind: .startup, function: function, call: nil)
    }
  }
}
