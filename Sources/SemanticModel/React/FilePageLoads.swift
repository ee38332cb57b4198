// What the pages load that a framework makes of files: all of them what stands around them, each its own.

import Facts
import Workspace

extension Program {
  /// The large packages that every page loads with its layout, and those that one page imports as a whole.
  var importsOfFilePages: [EagerImport] {
    let pages = units.indices.filter { units[$0].isRunning && isPageFile(units[$0].path) }
    guard !pages.isEmpty else { return [] }
    let frames = units.indices.filter { units[$0].isRunning && isFrameFile(units[$0].path) }
    let shared = browserReach(of: frames)
    var result = frames.first.map { heavyImports(of: shared, from: $0, page: nil) } ?? []
    var seen = Set(result.map(\.rule.package))
    for page in pages {
      let own = browserReach(of: [page]).subtracting(shared)
      result += heavyImports(of: own, from: page, page: units[page].path).filter {
        // What a page is there for, a chart or a map, comes with it in any case.
        $0.rule.part == .whole && !$0.rule.instead.isEmpty && seen.insert($0.rule.package).inserted
      }
    }
    return result
  }

  /// `app/orders/page.tsx`, `pages/orders.jsx`.
  private func isPageFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let stem = parts.last?.split(separator: ".").first ?? ""
    if stem == "page" { return parts.dropLast().contains("app") }
    return isInPages(path) && !stem.hasPrefix("_") && !parts.contains("api")
  }

  /// `app/layout.tsx`, `pages/_app.jsx`: what stands around every page.
  private func isFrameFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let stem = parts.last?.split(separator: ".").first ?? ""
    return stem == "layout" && parts.dropLast().last == "app"
      || isInPages(path) && stem == "_app"
  }

  /// Whether a file stands in the folder of which Next.js makes pages.
  private func isInPages(_ path: String) -> Bool {
    guard let package = workspace.package(of: path), package.dependency("next") != nil else {
      return false
    }
    let inner = path.dropFirst(package.folder.isEmpty ? 0 : package.folder.utf8.count + 1)
    return inner.hasPrefix("pages/") || inner.hasPrefix("src/pages/")
  }

  /// The files that the browser loads with some files: of server components only what says that it is for the browser.
  private func browserReach(of entries: [Int]) -> Set<Int> {
    var seen: Set<Int> = []
    var loaded: Set<Int> = []
    var queue = entries.map { (unit: $0, inBrowser: isInPages(units[$0].path)) }
    while let next = queue.popLast() {
      let file = units[next.unit]
      let inBrowser = next.inBrowser || saysBrowser(file.facts)
      guard inBrowser ? loaded.insert(next.unit).inserted : seen.insert(next.unit).inserted else {
        continue
      }
      for index in file.facts.imports.indices.dropFirst() {
        guard file.facts.imports[index].kind == .static,
          case .units(let targets) = file.targets[index]
        else { continue }
        queue += targets.map { (unit: $0, inBrowser: inBrowser) }
      }
    }
    return loaded
  }
}
