// How the number of things of a kind grows, judged by the word for them.

import Capacity
import SemanticModel
import SourceText

/// How many rows a table of some name is likely to have.
enum Growth: Comparable {
  /// Fixed by the product: roles, countries, settings.
  case small
  /// Master data, made by hand: categories, suppliers.
  case slow
  /// Grows with the users.
  case steady
  /// Grows with every use and never ends: orders, messages, log entries.
  case endless

  /// The growth of what a model, table or repository holds (`orderRepository`, `stock_history`, `User`).
  init(of name: String) {
    let words = Self.words(of: name)
    guard let noun = Self.noun(of: words) else {
      self = .steady
      return
    }
    if Self.fixed.contains(noun) {
      self = .small
    } else if Self.isTalk(words, noun) {
      // People open rooms and channels to talk to each other; meeting rooms are furniture.
      self = .steady
    } else if Self.areChosen(words) {
      self = .slow
    } else if noun == "email", words.dropLast().contains(where: Self.masters.contains) {
      // The addresses from which an organisation sends.
      self = .slow
    } else if noun == "token", words.contains(where: Self.keptTokens.contains) {
      self = .slow
    } else if Self.ledgers.contains(noun) {
      self = .endless
    } else if Self.masters.contains(noun) {
      self = .slow
    } else {
      self = .steady
    }
  }

  /// What there are several of: the unit of `unitOfMeasure`, the order of `customerOrder`.
  private static func noun(of words: [String]) -> String? {
    guard let link = words.firstIndex(of: "of"), link > 0 else { return words.last }
    return words[link - 1]
  }

  private static func isTalk(_ words: [String], _ noun: String) -> Bool {
    ["room", "channel", "group"].contains(noun)
      && !["chat", "message", "direct", "conversation"].allSatisfy { !words.contains($0) }
  }

  /// Rows of the whole table.
  var rows: Double {
    switch self {
    case .small: 100
    case .slow: 2_000
    case .steady: 50_000
    case .endless: 100_000
    }
  }

  /// The singular words of a name, without those that tell what holds the rows.
  static func words(of name: String) -> [String] {
    let nouns = NameSplit.words(of: name).map(singular)
    let own = nouns.filter { !holders.contains($0) }
    // A `tableRepository` holds tables.
    return own.isEmpty ? Array(nouns.prefix(1)) : own
  }

  /// Whether a name says only that something holds rows or leads to them: `pool`, `db`, `session`.
  static func holds(_ name: String) -> Bool {
    let words = words(of: name)
    return words.allSatisfy { holders.contains($0) || doors.contains($0) }
  }

  private static let doors = list("session cursor sequelize knex engine mongoose sql data source")

  private static func singular(_ word: String) -> String {
    if word.hasSuffix("ies"), word.utf8.count > 4 { return String(word.dropLast(3)) + "y" }
    if word.hasSuffix("sses") || word.hasSuffix("xes") || word.hasSuffix("ches") {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), word.utf8.count > 3 {
      return String(word.dropLast())
    }
    return word
  }

  private static func list(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  private static let holders = list(
    """
    repository repo model service collection dao schema entity table store manager db database query
    builder public dbo client prisma this self em tx trx conn connection pool record row tbl knex scope
    """
  )
  private static let fixed = list(
    """
    setting config configuration preference option role permission scope country currency language
    locale timezone plan tier feature flag migration version unit status theme provider integration
    gateway environment weekday shift tax policy parameter constant enum lookup province continent
    capability strategy segment constraint addon meta metadata info stat maintenance field bracket
    type kind
    """
  )
  private static let masters = list(
    """
    category tag supplier vendor brand department location branch shop warehouse room tenant
    organization organisation team company workspace group skill label folder board channel monitor
    server host domain menu page template webhook genre author publisher airport city region store
    key proxy incident table class level badge banner section district module audience topic hint
    challenge quiz license licence muscle equipment trophy achievement medal gym campus venue pitch
    stadium facility taxonomy material semester term season hall court clinic hospital school
    university faculty sponsor preset
    invitation invite attribute master lookup ward bed floor block rate pricing coupon voucher promo
    promotion discount campaign platform carrier bank holiday structure subject designation
    passkey authenticator automation color colour size shade fabric pipeline stage rule mailbox definition macro
    """
  )
  private static let ledgers = list(
    """
    session token request response attempt score vote like follow follower sms job run result sample
    reading measurement ping point reply answer feedback shipment refund charge delivery appointment
    donation story download reservation alert trade revision snapshot impression conversion lead
    """
  ).union(streams)
  /// What one owner gathers without end, too.
  private static let streams = list(
    """
    order payment transaction history log event message notification comment review activity audit
    metric view click submission visit entry post booking invoice ticket email heartbeat beat chat
    sale purchase document link bookmark tweet upload movement record
    """
  )

  /// What others add to one thing, however short its own story is: the likes of a post.
  private static let echoes = list(
    "comment like follow follower following vote reaction reply review rating view impression click"
  )

  /// Whether somebody picks or makes such rows one by one: pinned messages, invitation links.
  private static func areChosen(_ words: [String]) -> Bool {
    words.dropLast().contains(where: chosen.contains)
  }

  private static let chosen = list("pinned pin invite invitation featured canned preset")

  /// Tokens that a person makes for a program and keeps.
  private static let keptTokens = list("api personal")

  /// Whether rows stand for people whom an organisation hires: there are as many as it has desks.
  static func areStaff(_ name: String) -> Bool {
    words(of: name).last.map(staff.contains) ?? false
  }

  private static let staff = list(
    "employee staff worker doctor nurse teacher instructor trainer driver technician cashier waiter stylist barber"
  )

  /// Whether a name stands for what is offered and sorted by kinds, of which there are more and more.
  static func areGoods(_ name: String) -> Bool {
    words(of: name).last.map(goods.contains) ?? false
  }

  private static let goods = list("product listing book article recipe property movie song video")

  /// Whether somebody sets such rows up once, for all who work with them.
  static func isSetUp(_ name: String) -> Bool {
    guard let noun = words(of: name).last else { return false }
    return setUps.contains(noun)
  }

  private static let setUps = list(
    "pipeline stage rule mailbox definition macro policy setting configuration tax language role plan workflow trigger"
  )

  /// Whether a few people set such rows up for an installation: the rules of a mailbox, the actions of a workflow.
  static func isConfigured(_ name: String) -> Bool {
    let words = words(of: name)
    guard let noun = words.last else { return false }
    if setUps.contains(noun) || fixed.contains(noun) || configured.contains(noun) { return true }
    return words.dropLast().contains { configuring[$0]?.contains(noun) == true }
  }

  private static let configured = list("rule snippet connector template credential preset webhook")
  private static let configuring: [String: Set<String>] = [
    "workflow": ["action", "step", "condition"], "automation": ["action", "step"],
    "trigger": ["action"], "mail": ["account", "server"], "email": ["account", "sender", "domain"],
    "smtp": ["account", "server"], "alert": ["subscription", "destination", "channel"],
    "notification": ["subscription", "destination", "channel", "target"],
    "report": ["subscription", "schedule"], "api": ["key", "token"],
    "storage": ["path", "location"],
    "custom": ["field"], "saved": ["view", "filter", "search"],
  ]

  /// Whether there is one row for each person.
  static func arePersons(_ name: String) -> Bool {
    words(of: name).last.map { ["user", "profile", "player"].contains($0) } ?? false
  }

  /// Whether people put such rows together one by one, or there is one for each thing of another kind: a scan is short.
  static func isArranged(_ name: String) -> Bool {
    let words = words(of: name)
    guard let noun = words.last else { return false }
    return ["widget", "dashboard", "visualization", "panel"].contains(noun)
      || words.count > 1 && noun == "job" && ["export", "import"].contains(words[words.count - 2])
  }

  /// Whether a column tells apart a handful of things by its word: the day of a week, a kind, a role.
  static func countsFew(_ column: String) -> Bool {
    let words = words(of: column)
    if words == ["day", "of", "week"] || words == ["day", "week"] { return true }
    return words.last.map(fewValues.contains) ?? false
  }

  private static let fewValues = list("weekday dow month type kind role status level lang locale")

  /// Whether the word alone says that use makes rows of a kind, whoever writes them.
  static func comesWithUse(_ name: String) -> Bool {
    guard let noun = words(of: name).last else { return false }
    return ledgers.contains(noun) || people.contains(noun)
  }

  private static let people = list(
    "user customer client patient member subscriber account guest buyer applicant profile contact"
  )

  /// Whether rows of a kind stay for years: who or what they stand for goes on being used.
  static func lasts(_ name: String) -> Bool {
    guard let noun = words(of: name).last else { return false }
    return people.contains(noun) || masters.contains(noun) || lasting.contains(noun)
  }

  /// Whether rows of a kind are dealt with by a few people and then closed: what is said of one stays short.
  static func isClosed(_ name: String) -> Bool {
    words(of: name).last.map(closed.contains) ?? false
  }

  private static let closed = list("ticket issue incident task case")

  private static let lasting = list(
    "product item property listing hotel restaurant course book car vehicle doctor employee agent driver seller owner "
      + "author teacher student staff provider thread device asset project site store service"
  )

  /// Whether one owner gathers such rows without end: the messages of a user.
  static func isStream(_ name: String) -> Bool {
    let words = words(of: name)
    return !areChosen(words) && (words.last.map(streams.contains) ?? false)
  }

  /// Whether other people add such rows to what one of them made: the comments of a post.
  static func isEcho(_ name: String) -> Bool {
    words(of: name).last.map(echoes.contains) ?? false
  }
}

extension Input {
  /// The rows of a table, or of a part of it, that neither code nor schema counts.
  static func rows(_ count: Double, of name: String) -> Input {
    let what = name.isEmpty ? "a read" : "`\(name)`"
    return .assumed(count, because: "\(Figure.grouped(count)) rows in \(what)")
  }
}
