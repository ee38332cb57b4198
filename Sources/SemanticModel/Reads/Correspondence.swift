// What two people have written to each other: all of it, though both are named.

extension ReadFilter {
  /// The column of the sender, where the filter names both ends of what is sent and neither a row nor a state.
  package var sender: String? {
    let fixed = conditions.filter { !$0.isOptional }
    guard fixed.allSatisfy({ [.equal, .oneOf].contains($0.comparison) && !Self.isKey($0.name) })
    else { return nil }
    let sender = fixed.first { !Self.senders.isDisjoint(with: NameSplit.words(of: $0.name)) }
    let isAnswered = fixed.contains {
      !Self.receivers.isDisjoint(with: NameSplit.words(of: $0.name))
    }
    return isAnswered ? sender?.name : nil
  }

  private static let senders: Set<String> = ["sender", "from"]
  private static let receivers: Set<String> = ["receiver", "recipient", "to"]
}
