// What one user does once, or now and then: sign up, confirm an address, change a password, connect a calendar.

import SourceText

/// Judges by what a route is called whether one user asks it once or rarely, however many users there are.
///
/// A weaker word than `RareUse`: it says nothing of what a request costs, only that no tenth of the load comes so.
package struct Errands {
  private let words: RareWords

  package init(in program: Program) { words = program.libraries.rareWords }

  /// Whether a route, a procedure, a message or a handler is one, by its label: `POST /auth/forgot-password`.
  package func isErrand(_ label: String) -> Bool {
    let parts = label.pieces(between: " ")
    guard parts.count == 2, parts[0] != "on" else {
      let own = NameSplit.words(of: parts.last.map(String.init) ?? label)
      return isNamed(own) || isAccountMade(own)
    }
    let verb = String(parts[0])
    let isProcedure = ["QUERY", "MUTATION", "SUBSCRIPTION"].contains(verb)
    let path = PathWords(String(parts[1]), isProcedure: isProcedure)
    if isNamed(Array(path.parts.joined())) || path.parts.contains(where: isKeyMaking) {
      return true
    }
    if !path.words.isDisjoint(with: words.paths) || path.first.map(words.setUps.contains) == true {
      return true
    }
    let isChange = !["GET", "HEAD", "QUERY", "ALL"].contains(verb)
    if isChange, let last = path.last.last, words.settings.contains(last) { return true }
    return isRegistration(path) || isConnection(path) || isChange && isOwnProfile(path, verb)
  }

  /// Whether a route is one by which people sign in.
  package func isSignIn(_ label: String) -> Bool {
    let last = label.split { $0 == " " || $0 == "/" }.last.map(String.init) ?? label
    let own = NameSplit.words(of: last)
    return ["login", "signin", "authenticate", "authorize", "logon", "session", "token"]
      .contains { own.contains($0) } || own == ["sign", "in"] || own == ["log", "in"]
  }

  /// Whether the name of a function says that it makes an account: `postUser`, `register_user`.
  package func isAccountMade(_ name: String) -> Bool { isAccountMade(NameSplit.words(of: name)) }

  private func isAccountMade(_ name: [String]) -> Bool {
    guard let verb = name.first, let noun = name.last, name.count > 1 else { return false }
    return ["create", "post", "add", "register", "insert", "new", "sign"].contains(verb)
      && ["user", "account", "member", "customer", "admin", "up", "apikey", "key"].contains(noun)
  }

  private func isNamed(_ name: [String]) -> Bool {
    if !words.errands.plain.isDisjoint(with: name) { return true }
    // An order is confirmed as often as it is made; an address once.
    return !words.errands.confirming.isDisjoint(with: name)
      && !words.errands.confirmed.isDisjoint(with: name)
  }

  /// `api-keys`, `access_tokens`.
  private func isKeyMaking(_ part: [String]) -> Bool {
    part.count > 1 && part.last.map { ["key", "keys", "token", "tokens"].contains($0) } == true
      && part.contains { ["api", "access", "personal", "service"].contains($0) }
  }

  /// `/auth/register`, and not `/events/:id/register`.
  private func isRegistration(_ path: PathWords) -> Bool {
    let own: Set<String> = ["register", "registration", "registrations"]
    guard let last = path.lastNoun, own.contains(last) else { return false }
    return path.words.subtracting(own).isSubset(of: [
      "auth", "authentication", "user", "users", "account", "accounts", "member", "members",
      "customer", "customers", "admin", "public", "api",
    ])
  }

  /// `calendars.sync`, `/accounts/google/connect`.
  private func isConnection(_ path: PathWords) -> Bool {
    guard let last = path.last.first,
      ["sync", "connect", "disconnect", "link", "unlink"].contains(last)
    else { return false }
    return path.parts.dropLast().joined().contains {
      words.services.contains($0)
        || [
          "calendar", "calendars", "account", "accounts", "integration", "integrations", "provider",
          "providers", "connection", "connections",
        ].contains($0)
    }
  }

  /// `PATCH /profile`, `PUT /users/me`.
  private func isOwnProfile(_ path: PathWords, _ verb: String) -> Bool {
    guard verb != "POST", let last = path.lastNoun else { return false }
    return ["profile", "me", "account", "avatar"].contains(last)
  }
}
