// Which files with controllers and providers an application of NestJS takes in.

import Facts
import Workspace

extension Program {
  /// The labels of routes whose controllers no application takes in, and that nobody else answers.
  package func unmountedRoutes() -> Set<String> {
    let unmounted = units.unmountedControllers()
    guard !unmounted.isEmpty else { return [] }
    let (missing, mounted) = routes.reduce(into: (Set<String>(), Set<String>())) { result, route in
      if unmounted.contains(route.place.unit) {
        result.0.insert(route.label)
      } else {
        result.1.insert(route.label)
      }
    }
    return missing.subtracting(mounted)
  }
}

extension Program {
  /// The paths of files with providers, guards, pipes or controllers that no module of the application leads to.
  package func unmountedFiles() -> Set<String> {
    Set(units.unmounted(["Controller", "Resolver", "Injectable"]).map { units[$0].path })
  }
}

extension [Unit] {
  /// Files with controllers or resolvers that no application imports, on whatever way: their routes do not exist yet.
  func unmountedControllers() -> Set<Int> { unmounted(["Controller", "Resolver"]) }

  /// Files with decorated parts of some kinds that no application imports, on whatever way.
  ///
  /// Empty where more than two thirds of them are so: then imports are not understood.
  fileprivate func unmounted(_ kinds: Set<String>) -> Set<Int> {
    let running = indices.filter { self[$0].role != .test && !self[$0].isPython }
    let roots = running.filter { namesAny(["NestFactory", "CommandFactory"], in: $0) }
    guard roots.contains(where: { namesAny(["NestFactory"], in: $0) }) else { return [] }
    let parts = running.filter {
      self[$0].facts.classes.contains { $0.decorators.isPresent } && namesAny(kinds, in: $0)
    }
    let reached = importedFiles(from: roots)
    let unmounted = parts.filter { !reached.contains($0) }
    return unmounted.count * 3 <= parts.count * 2 ? Set(unmounted) : []
  }

  private func namesAny(_ words: Set<String>, in unit: Int) -> Bool {
    !self[unit].facts.names.ids(of: words).isEmpty
  }

  private func importedFiles(from roots: [Int]) -> Set<Int> {
    var reached = Set(roots)
    var pending = roots
    while let next = pending.popLast() {
      for case .units(let imported) in self[next].targets {
        for unit in imported where reached.insert(unit).inserted { pending.append(unit) }
      }
    }
    return reached
  }
}
