// How a module of settings configures an application, without a call.

import Facts

/// The names of a settings module that say what runs before every handler.
package struct SettingsRule: Sendable {
  /// The name of the list whose texts name middlewares, in order.
  package var middlewares: String
  /// The name that says which module lists the routes.
  package var routes: String
  /// The name under which a module lists its routes.
  package var list: String
  /// The dictionary of the settings, and its key, that page all listings of a library.
  package var paging: (dictionary: String, key: String)
  /// Members of a class that page its listing.
  package var pagers: [String]
  /// What a text that stands in the settings does, by how it begins.
  package var roles: [String: Role]
  /// The key, in the dictionary that pages listings, of the size of a page.
  package var pageSize = ""
  /// The library's classes that page, by their names.
  package var pagerClasses: [String: PagerRule] = [:]
  /// How a client's words select among what a view lists.
  package var searching: SearchRule?
  /// The key, in the same dictionary, of the limits that hold for all views.
  package var throttles = ""
  /// What holds the signed-in user, under which name, and the library's classes of users.
  package var signedIn: SignedInRule?

  package init(
    middlewares: String,
    routes: String,
    list: String,
    paging: (dictionary: String, key: String),
    pagers: [String],
    roles: [String: Role]
  ) {
    self.middlewares = middlewares
    self.paging = paging
    self.pagers = pagers
    self.routes = routes
    self.list = list
    self.roles = roles
  }

  /// The part that the thing plays which a text names.
  func role(of text: String) -> Role? {
    roles.filter { text.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
  }
}

/// Where a library puts the user who is signed in: `request.user`.
package struct SignedInRule: Sendable {
  package var holder: String
  package var member: String
  /// The application's one class of users extends one of these.
  package var bases: [String]
}

extension SettingsRule {
  /// The rule, of a library that puts the signed-in user under a name of what it hands to views.
  package func signing(_ member: String, into holder: String, extending bases: [String])
    -> SettingsRule
  {
    var rule = self
    rule.signedIn = SignedInRule(holder: holder, member: member, bases: bases)
    return rule
  }
}

extension Library {
  /// The library, which a module of settings configures.
  package func configured(by settings: SettingsRule) -> Library {
    var result = self
    result.settings = settings
    return result
  }
}

extension Program {
  /// Whether a module of settings of a service names something that plays a part.
  func settings(bringing role: Role, _ service: Service) -> Bool {
    let rules = libraries.libraries.compactMap(\.settings)
    guard !rules.isEmpty else { return false }
    return units.indices.contains { unit in
      guard units[unit].facts.language == .python, isPart(unit, of: service) else { return false }
      let names = units[unit].facts.names
      return rules.contains { rule in
        units[unit].facts.exports.contains { names.isText(rule.middlewares, $0.name) }
          && (0..<names.count).contains { rule.role(of: names.string(NameID($0))) == role }
      }
    }
  }
}
