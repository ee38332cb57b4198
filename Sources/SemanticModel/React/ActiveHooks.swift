// Which hooks with a cache are at work on the page that shows a component.

import Facts

extension Program {
  /// The hooks that are at work while a component is shown: those of its page, and of what stands around every page.
  ///
  /// Absent where nothing tells what stands around the pages.
  func activeHooks(around component: FunctionRef, of hooks: [CallSite]) -> Int? {
    let frames = react.files.keys.sorted().flatMap { framesOfPages(in: $0) }
    let pages = topmost(above: component)
    // What a column of a table shows stands on a page that nothing names.
    guard !frames.isEmpty, pages.allSatisfy({ name(of: $0).first?.isUppercase ?? false }) else {
      return nil
    }
    let shown = components(below: pages + frames)
    return hooks.count { hook in
      let owner = outermost(hook.function)
      return shown.contains(owner)
        || hookCalls(of: owner).contains { shown.contains(outermost($0.function)) }
    }
  }

  /// The components that show a page in the middle of themselves.
  private func framesOfPages(in unit: Int) -> [FunctionRef] {
    let facts = units[unit].facts
    guard WordList(["Outlet"]).isMentioned(in: facts.names) else { return [] }
    return facts.instructions.compactMap { step in
      guard step.operation == .element,
        text(of: ValueID(step.a), in: units[unit]).hasSuffix("Outlet")
      else { return nil }
      return outermost(function(of: step, in: unit))
    }
  }

  /// The outermost components that show a component, through others.
  func topmost(above component: FunctionRef) -> [FunctionRef] {
    var seen: Set<FunctionRef> = [component]
    var queue = [component]
    var result: [FunctionRef] = []
    while let next = queue.popLast(), seen.count < 200 {
      let users = (react.uses[next] ?? []).map { use in
        outermost(
          function(of: units[use.unitIndex].facts.instructions[use.id.index], in: use.unitIndex)
        )
      }
      if users.isEmpty { result.append(next) }
      for user in users where seen.insert(user).inserted { queue.append(user) }
    }
    return result
  }

  private func components(below roots: [FunctionRef]) -> Set<FunctionRef> {
    var seen = Set(roots)
    var queue = roots
    while let next = queue.popLast(), seen.count < 2_000 {
      for shown in elements(in: next).flatMap(components(shownBy:)) {
        let component = outermost(shown)
        if seen.insert(component).inserted { queue.append(component) }
      }
    }
    return seen
  }
}
