// What one owner has a few of, and who the owners are.

import SemanticModel

extension UnboundedRead {
  /// Whether one person has a few of them at most: addresses, cards, ways to sign in.
  static func isHandful(_ subject: String, of owner: String) -> Bool {
    let words = Growth.words(of: subject)
    guard let last = words.last, !ReadFilter.isTenant(owner) else { return false }
    // The cards of a user are for payment; those of a set or a board are what it is made of.
    if last == "card" { return people.contains(noun(owner)) || payers.contains(noun(owner)) }
    return handfuls.contains(last) || words.contains("assigned")
      || people.contains(noun(owner)) && kept.contains(last)
      || words.contains(where: carried.contains)
      || pictures.contains(last) && articles.contains(noun(owner))
  }

  /// Whether the filter names a thing that the cards belong to, beside the person: those of a set or a board.
  static func isOfThing(_ read: OpenRead) -> Bool {
    guard Growth.words(of: read.subject).last == "card" else { return false }
    return read.filter.conditions.contains { condition in
      let name = condition.name
      return (name.hasSuffix("Id") || name.hasSuffix("_id")) && !people.contains(noun(name))
        && !payers.contains(noun(name)) && !ReadFilter.isTenant(name)
    }
  }

  private static let handfuls: Set<String> = [
    "address", "passkey", "credential", "preference",
  ]
  private static let payers: Set<String> = ["customer", "account", "member", "profile", "payer"]
  /// What one person sets up for himself.
  private static let kept: Set<String> = ["account", "wallet", "budget", "goal", "entitlement"]
  static let carried: Set<String> = ["cart", "basket", "bag", "wishlist", "wish"]
  private static let pictures: Set<String> = ["image", "photo", "picture"]
  private static let articles: Set<String> = ["product", "item", "variant", "article"]

  /// What goes on for as long as people talk in it.
  static let talks: Set<String> = [
    "chat", "conversation", "thread", "channel", "room", "topic", "dialog",
  ]

  /// Who writes what others follow.
  static let people: Set<String> = [
    "user", "author", "owner", "creator", "sender", "poster",
  ]

  /// `order` of `orderId`, `order_id` and `order.id`.
  static func noun(_ owner: String) -> String {
    let words = Growth.words(of: owner).filter { $0 != "id" && $0 != "uuid" }
    return words.last ?? owner
  }
}
