// Where applications begin in the browser.

import Facts
import Workspace

extension Program {
  /// The files that put an application into a page; where none is in sight, those that hold its routes and that nobody
  /// imports.
  ///
  /// The file that starts an application is often made by a tool, or put elsewhere.
  var startUnits: Set<Int> {
    let mounting = Set(calls(playing: [.mount]).map(\.place.unit)).filter { units[$0].isRunning }
    guard mounting.isEmpty else { return mounting }
    return Set(
      react.inOrder.map(\.unit).filter { unit in
        holdsRoutes(unit) && units[unit].isRunning && !importedUnits.contains(unit)
          && isBundledWhole(unit)
      }
    )
  }

  private func holdsRoutes(_ unit: Int) -> Bool {
    WordList(["Route", "createBrowserRouter", "useRoutes"]).isMentioned(in: units[unit].facts.names)
  }

  /// Whether a package makes pages of its own in the browser, and no framework splits them by its folders.
  private func isBundledWhole(_ unit: Int) -> Bool {
    let names = Set(
      workspace.package(of: units[unit].path)?.dependencies.map(\.name) ?? []
    )
    return names.contains("react-dom") && names.contains("react-router-dom")
      && names.isDisjoint(with: ["next", "gatsby", "@remix-run/react", "@react-router/dev", "expo"])
  }
}
