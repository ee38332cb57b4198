// Which processes of the program answer requests, and what they have as a whole.

import Facts
import Workspace

/// An application that answers requests, and where it is put together.
package struct Service: Sendable {
  /// The folder of its package, empty for the root.
  package let folder: String
  /// Where the application is made: the place where what it lacks would be added.
  package let creation: CallSite
  /// Where it opens its port; absent where a server program does.
  package let listening: CallSite?
  /// Where the application is given its first routes; absent where they are found otherwise.
  package let mounting: CallSite?
  /// The files that it runs, by position in `Program.units`.
  let units: Set<Int>
}

/// A service by the positions of its calls.
struct FoundService: Sendable {
  let folder: String
  let creation: Int
  let listening: Int?
  let mounting: Int?
  let units: Set<Int>
}

extension Program {
  /// One service for each package whose running code opens a port, or makes an application for a server program.
  package var services: [Service] {
    answers.services.value { findServices() }.map { found in
      Service(
        folder: found.folder,
        creation: call(at: found.creation),
        listening: found.listening.map { call(at: $0) },
        mounting: found.mounting.map { call(at: $0) },
        units: found.units
      )
    }
  }

  private func findServices() -> [FoundService] {
    var folders: [String: [CallSite]] = [:]
    for site in calls(playing: [.application, .hostedApplication, .listener])
    where site.unit.isRunning && site.isReached(from: .running) && !isPrivate(site) {
      folders[packageFolder(of: site.place.unit), default: []].append(site)
    }
    return folders.keys.sorted().compactMap { folder in
      folders[folder].flatMap { service(in: folder, of: $0) }
    }
  }

  /// Whether the package of a file answers requests: what repeats by a timer elsewhere may run in a browser.
  package func runsOnServer(_ unit: Int) -> Bool {
    let folder = packageFolder(of: unit)
    return routes.contains { packageFolder(of: $0.place.unit) == folder }
      || services.contains { $0.folder == folder || $0.units.contains(unit) }
  }

  /// Whether a port is opened for the process's own use: any free one, or one of this machine only.
  private func isPrivate(_ site: CallSite) -> Bool {
    site.arguments.contains { argument in
      switch argument.shape {
      case .number(let port): port == 0
      case .text(let host): host == "127.0.0.1" || host == "localhost"
      default: false
      }
    }
  }

  private func service(in folder: String, of sites: [CallSite]) -> FoundService? {
    var listening = busiest(sites.filter { $0.plays(.listener) }, in: folder)
    let hosted = busiest(sites.filter { $0.plays(.hostedApplication) }, in: folder)
    if let port = listening, let hosted, hosted.place.unit != port.place.unit,
      routesLoaded(with: hosted, in: folder) > routesLoaded(with: port, in: folder)
    {
      listening = nil
    }
    guard let start = listening ?? hosted else { return nil }
    let made = sites.filter { $0.plays(.application) }
    // An application is often made in a file of its own; sub-applications are mounted on it.
    let near = made.first { $0.place.unit == start.place.unit }
    let loaded = near == nil && made.count > 1 ? importedUnits(from: [start.place.unit]) : []
    let below = made.first { loaded.contains($0.place.unit) }
    guard let creation = near ?? below ?? made.first ?? hosted ?? listening else { return nil }
    let starts = Set([creation, listening].compactMap { $0?.place.unit })
    guard !isCommand(folder, creation) else { return nil }
    return FoundService(
      folder: folder,
      creation: creation.position,
      listening: listening?.position,
      mounting: mounting(in: creation.place.unit)?.position,
      units: importedUnits(from: starts.union(importers(of: starts, in: folder)))
    )
  }

  /// The call whose file loads the most routes, the first of several: beside a service lie examples and tools that
  /// make servers of their own.
  private func busiest(_ sites: [CallSite], in folder: String) -> CallSite? {
    guard Set(sites.map(\.place.unit)).count > 1 else { return sites.first }
    var best: (site: CallSite, routes: Int)?
    for site in sites {
      let count = routesLoaded(with: site, in: folder)
      if best.map({ $0.routes < count }) ?? true { best = (site, count) }
    }
    return best?.site
  }

  /// How many routes stand in the files that the file of a call loads, and those that import it.
  private func routesLoaded(with site: CallSite, in folder: String) -> Int {
    let own: Set<Int> = [site.place.unit]
    let loaded = importedUnits(from: own.union(importers(of: own, in: folder)))
    return routes.count { loaded.contains($0.place.unit) }
  }

  /// Whether a package is a command for a terminal, whose server answers nobody but itself: it has no routes.
  private func isCommand(_ folder: String, _ creation: CallSite) -> Bool {
    guard let package = workspace.package(of: creation.unit.path), !package.bin.isEmpty else {
      return false
    }
    return !routes.contains { packageFolder(of: $0.place.unit) == folder }
      && !calls(with: [.query, .write]).contains {
        $0.unit.isRunning && packageFolder(of: $0.place.unit) == folder
      }
  }

  /// The files of a package that import what starts the service: `start.ts`, which hears the signals.
  private func importers(of starts: Set<Int>, in folder: String) -> Set<Int> {
    Set(
      units.indices.filter { unit in
        guard units[unit].isRunning, packageFolder(of: unit) == folder else { return false }
        return units[unit].targets.contains { target in
          guard case .units(let found) = target else { return false }
          return found.contains(where: starts.contains)
        }
      }
    )
  }

  /// The last call in a file that puts a router under a path: `app.use("/orders", orders)`.
  ///
  /// What a call makes on the spot (a parser, a limiter) is no router.
  private func mounting(in unit: Int) -> CallSite? {
    var found: CallSite?
    var position = table.firstCall[unit]
    while position < calls.count, calls[position].place.unitIndex == unit {
      let site = call(at: position)
      position += 1
      guard site.calledName == "use" || site.calledName == "register",
        case .text(let path) = site.arguments.first?.shape,
        path.utf8.first == UInt8(ascii: "/"),
        let last = site.unit.facts.valueList(ListID(site.instruction.b)).dropFirst().last,
        site.unit.facts.values[last.index].kind != .result
      else { continue }
      found = site
    }
    return found
  }

  /// Some files and all that they import, directly or not.
  private func importedUnits(from starts: Set<Int>) -> Set<Int> {
    var seen = starts
    var pending = Array(starts)
    while let unit = pending.popLast() {
      for target in units[unit].targets {
        guard case .units(let found) = target else { continue }
        for next in found where seen.insert(next).inserted { pending.append(next) }
      }
    }
    return seen
  }

  /// The calls that play one of some parts.
  package func calls(playing roles: Set<Role>) -> [CallSite] {
    callRoles.calls(playing: roles).map { call(at: Int($0)) }
  }

  func role(of operation: LibraryCall) -> Role? { libraries.role(of: operation) }

  /// Whether a service has something that plays a part: a call, a library that it imports, or a package that is
  /// installed to be loaded beside it.
  package func has(_ role: Role, _ service: Service) -> Bool {
    let isCalled = calls(playing: [role]).contains { isPart($0.place.unit, of: service) }
    return isCalled || imports(bringing: role, service) || installs(bringing: role, service)
      || settings(bringing: role, service)
  }

  /// Whether a service imports a library that brings something.
  package func imports(bringing role: Role, _ service: Service) -> Bool {
    units.indices.contains { unit in
      isPart(unit, of: service)
        && units[unit].targets.contains { target in
          guard case .library(let index) = target else { return false }
          return libraries.libraries[index].importRole == role
        }
    }
  }

  /// Files that are loaded by their names count where they lie beside those that are imported.
  func isPart(_ unit: Int, of service: Service) -> Bool {
    guard units[unit].isRunning else { return false }
    if service.units.contains(unit) { return true }
    return !units[unit].isMarkup && !browserUnits.contains(unit)
      && packageFolder(of: unit) == service.folder
  }

  /// Agents are loaded beside the program; what is installed and nowhere imported else stands in front of nothing.
  private func installs(bringing role: Role, _ service: Service) -> Bool {
    guard role == .telemetry || role == .errorTracking else { return false }
    return workspace.packages.filter { $0.folder == service.folder || $0.folder.isEmpty }
      .contains { package in
        package.dependencies.contains { dependency in
          guard dependency.kind == .runtime,
            let index = libraries.library(exporting: dependency.name, subpath: "")
          else { return false }
          return libraries.libraries[index].importRole == role
        }
      }
  }

  /// Whether a name or text of a service satisfies a test on its bytes.
  package func mentions(_ service: Service, _ isWanted: (ArraySlice<UInt8>) -> Bool) -> Bool {
    units.indices.contains { unit in
      isPart(unit, of: service) && mentions(units[unit], isWanted)
    }
  }

  /// The same of all that runs: settings may be named by a text, which no import leads to.
  package func mentions(_ isWanted: (ArraySlice<UInt8>) -> Bool) -> Bool {
    units.contains { $0.isRunning && mentions($0, isWanted) }
  }

  /// Comments to linters stand among the names: one that accepts a finding is no reason to lose it.
  private func mentions(_ unit: Unit, _ isWanted: (ArraySlice<UInt8>) -> Bool) -> Bool {
    let names = unit.facts.names
    let remarks = unit.facts.remarks
    return (0..<names.count).contains { index in
      let name = NameID(index)
      return isWanted(names.bytes[names.range(of: name)])
        && !remarks.contains { $0.text == name }
    }
  }

  /// Whether the framework of a service reads request bodies of any size unless it is told otherwise.
  package func takesAnyBody(_ service: Service) -> Bool {
    libraries.libraries.contains { $0.takesAnyBody && $0.name == service.creation.library }
  }

  /// Whether what a handler throws ends in the framework's own answer unless the application handles errors.
  package func needsErrorHandler(_ service: Service) -> Bool {
    service.creation.library.map(isLosing) ?? false
  }

  /// Where a service makes its logger, or mounts what logs its requests.
  package func requestLog(of service: Service) -> CallSite? {
    let found = calls(playing: [.structuredLogger, .requestLog])
      .filter { isPart($0.place.unit, of: service) }
    return found.first { $0.plays(.structuredLogger) } ?? found.first
  }

  /// The files of a service.
  package func files(of service: Service) -> [Unit] {
    units.indices.filter { isPart($0, of: service) }.map { units[$0] }
  }
}

extension CallSite {
  /// Whether a library operation of the call plays a part.
  package func plays(_ role: Role) -> Bool {
    program.calls[position].operations.contains { program.libraries.role(of: $0) == role }
  }

  /// The argument that the call gives back as it is, by the tables.
  var passedOn: ValueRef? {
    let arguments = unit.facts.valueList(ListID(instruction.b))
    for operation in resolved.operations {
      guard let position = program.libraries.passedOn(by: operation),
        arguments.indices.contains(position)
      else { continue }
      return ValueRef(unit: place.unit, id: arguments[position])
    }
    return nil
  }
}
