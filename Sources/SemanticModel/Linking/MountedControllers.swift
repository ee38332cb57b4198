// Which files with controllers an application of NestJS takes in.

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

extension [Unit] {
  /// Files with controllers or resolvers that no application imports, on whatever way: their routes do not exist yet.
  ///
  /// Empty where more than two thirds of them are so: then imports are not understood.
  func unmountedControllers() -> Set<Int> {
    let running = indices.filter { self[$0].role != .test && !self[$0].isPython }
    let roots = running.filter { names("NestFactory", in: $0) }
    guard !roots.isEmpty else { return [] }
    let controllers = running.filter {
      self[$0].facts.classes.contains { $0.decorators.isPresent }
        && (names("Controller", in: $0) || names("Resolver", in: $0))
    }
    let reached = importedFiles(from: roots)
    let unmounted = controllers.filter { !reached.contains($0) }
    return unmounted.count * 3 <= controllers.count * 2 ? Set(unmounted) : []
  }

  private func names(_ word: String, in unit: Int) -> Bool {
    !self[unit].facts.names.ids(of: [word]).isEmpty
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
