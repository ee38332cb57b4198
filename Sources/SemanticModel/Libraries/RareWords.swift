// How code names those few who run an application, and the errands that few requests are sent for.

/// Words that tell rarely asked routes; all in small letters.
package struct RareWords: Sendable {
  /// Who runs an application: `admin`, `superuser`.
  package var privileged: Set<String>
  /// What may stand beside such a word in the name of a test, a guard or a role; any other word speaks of something
  /// else (`isTeamAdmin` is a customer).
  package var beside: Set<String>
  /// Whole names, their words apart, that mean the same without such a word: `is staff`.
  package var phrases: Set<String>
  /// What asks for a role that it is told: `authorize("admin")`.
  package var asking: Set<String>
  /// What people manage all day at a counter, or everybody of their own: `"sales.manage"`, `"profile:manage"`.
  package var everyday: Set<String>
  /// What takes several guards, each of which must let a request through: `UseGuards`.
  package var gathering: Set<String>
  /// What calls that refuse begin with: `requireAdmin(request)`.
  package var refusing: Set<String>
  /// Parts of paths that only those see who run the application.
  package var paths: Set<String>
  /// Last parts of paths by which somebody keeps another one out.
  package var moderating: Set<String>
  /// Parts of paths that stand for a mode in which anybody may look around.
  package var demonstrating: Set<String>
  /// First parts of paths, and messages, by which an installation is set up.
  package var setUps: Set<String>
  /// What a path to which another service sends a browser back holds, beside a part of `services`.
  package var returns: Set<String>
  package var services: Set<String>
  /// What a short part of such a path is called, whichever service it is for.
  package var landings: Set<String>
  /// Parts of paths that a clock calls.
  package var schedules: Set<String>
  /// What is tried with a button: `test-email`.
  package var tried: Set<String>
  /// What takes something away for good.
  package var removing: Set<String>
  /// What is removed with all that belongs to it: `accounts`, `project`.
  package var owners: Set<String>
  /// What is taken away as often as it is given: marks, places in a cart, sessions.
  package var light: Set<String>
  /// What takes or gives all rows at once.
  package var bulk: Set<String>
  /// What a file is taken in by.
  package var intakes: Set<String>
  /// What is saved once and read often, and what saves it.
  package var settings: Set<String>
  package var saving: Set<String>
  /// What happens once to an account, a payment or an invitation, or takes all rows out.
  package var once: Set<String>
  /// What one user does once or now and then.
  package var errands = ErrandWords()
  /// What turns something on or off: `toggle-dark-mode`.
  package var switching: Set<String>
  /// What puts stores in order, and what it is done to.
  package var clearing: Set<String>
  package var cleared: Set<String>
  /// What a middleware is called that keeps whole answers.
  package var keeping: Set<String>

  package init(
    privileged: String = "",
    beside: String = "",
    phrases: [String] = [],
    asking: String = "",
    everyday: String = "",
    gathering: String = "",
    refusing: String = "",
    paths: String = "",
    moderating: String = "",
    demonstrating: String = "",
    setUps: String = "",
    returns: String = "",
    services: String = "",
    landings: String = "",
    schedules: String = "",
    tried: String = "",
    removing: String = "",
    owners: String = "",
    light: String = "",
    bulk: String = "",
    intakes: String = "",
    settings: String = "",
    saving: String = "",
    once: String = "",
    switching: String = "",
    clearing: String = "",
    cleared: String = "",
    keeping: String = ""
  ) {
    let words = Self.words
    self.privileged = words(privileged)
    self.beside = words(beside)
    self.phrases = Set(phrases)
    self.asking = words(asking)
    self.everyday = words(everyday)
    self.gathering = words(gathering)
    self.refusing = words(refusing)
    self.paths = words(paths)
    self.moderating = words(moderating)
    self.demonstrating = words(demonstrating)
    self.setUps = words(setUps)
    self.returns = words(returns)
    self.services = words(services)
    self.landings = words(landings)
    self.schedules = words(schedules)
    self.tried = words(tried)
    self.removing = words(removing)
    self.owners = words(owners)
    self.light = words(light)
    self.bulk = words(bulk)
    self.intakes = words(intakes)
    self.settings = words(settings)
    self.saving = words(saving)
    self.once = words(once)
    self.switching = words(switching)
    self.clearing = words(clearing)
    self.cleared = words(cleared)
    self.keeping = words(keeping)
  }

  /// The same with the words of errands.
  package func with(_ errands: ErrandWords) -> RareWords {
    var result = self
    result.errands = errands
    return result
  }

  fileprivate static func words(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  /// Whether the words of a name mean somebody who runs the application, or the test for one.
  func isPrivileged(_ name: [String]) -> Bool {
    if phrases.contains(name.joined(separator: " ")) { return true }
    return !privileged.isDisjoint(with: name)
      && name.allSatisfy { privileged.contains($0) || beside.contains($0) }
  }
}

/// Words that tell what one user does once or now and then; all in small letters.
package struct ErrandWords: Sendable {
  /// Whatever stands beside them.
  let plain: Set<String>
  /// What tells it only with a word of `confirmed` beside it: an order is confirmed as often as it is made.
  let confirming: Set<String>
  let confirmed: Set<String>

  package init(plain: String = "", confirming: String = "", confirmed: String = "") {
    self.plain = RareWords.words(plain)
    self.confirming = RareWords.words(confirming)
    self.confirmed = RareWords.words(confirmed)
  }
}
