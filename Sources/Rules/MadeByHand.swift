// Requests by which a few people make master data: a domain, a team, a folder.

import SemanticModel

extension Program {
  /// Whether all requests that lead to a call make or change things of which an organisation has a few.
  func makesByHand(_ site: CallSite) -> Bool {
    guard let approach = site.approach, approach.entry.kind == .request else { return false }
    let routes = ownRoutes(of: approach)
    return !routes.isEmpty && routes.allSatisfy(Self.makesByHand)
  }

  private static func makesByHand(_ route: Route) -> Bool {
    let procedure = route.verb == "MUTATION"
    guard procedure || ["POST", "PUT", "PATCH", "DELETE"].contains(route.verb) else { return false }
    let parts = route.path.split(separator: procedure ? "." : "/").map(String.init)
      .filter { part in !part.contains { ":$<{*[(".contains($0) } }
    guard let last = parts.last else { return false }
    let words = Growth.words(of: last)
    // `detect-fields` does something; `domains` are things.
    guard procedure else { return words.count == 1 && Growth(of: last) <= .slow }
    // `emailDomain.create`, `folder.createFolder`
    let isPlain = words.count == 1 && words.first.map(making.contains) ?? false
    guard isPlain else {
      return words.first.map(making.contains) ?? false && Growth(of: last) <= .slow
    }
    return parts.dropLast().last.map { Growth(of: $0) <= .slow } ?? false
  }

  private static let making: Set<String> = [
    "create", "add", "update", "edit", "set", "save", "rename", "delete", "remove", "register",
    "reregister", "verify",
  ]
}
