// Changes that are awaited, whose order does not matter.

import Facts

extension AwaitRunFinder {
  private static let notices: Set<String> = [
    "mail", "email", "sms", "slack", "push", "webhook", "notify", "notification", "notifications",
    "notifier", "telegram", "discord", "hooks", "webhooks", "analytics", "track", "mailer",
  ]

  /// The one call of an expression that does anything.
  private func working(_ sites: [CallSite]) -> CallSite? {
    let found = sites.filter { !kinds(of: $0).isEmpty }
    return found.count == 1 ? found[0] : nil
  }

  /// Whether a call only tells somebody something: a mail, a message, a webhook.
  func isNotice(_ sites: [CallSite], _ kinds: Set<EffectKind>) -> Bool {
    guard let site = working(sites), kinds.isSubset(of: [.external, .log]) else { return false }
    var words = NameSplit.words(of: site.calleeText)
    for argument in facts.valueList(ListID(site.instruction.b)).prefix(1) {
      let value = facts.values[argument.index]
      if value.kind == .string || value.kind == .template {
        words += NameSplit.words(
          of: program.text(of: argument, in: program.units[function.unitIndex])
        )
      }
    }
    return words.contains(where: Self.notices.contains)
  }

  /// Whether a call deletes rows of a store that knows no references between them.
  func isBulkDelete(_ sites: [CallSite], _ kinds: Set<EffectKind>) -> Bool {
    guard let site = working(sites), kinds == [.write] else { return false }
    return site.resolved.operations.contains { operation in
      let member = program.libraries[operation.member]
      return member.library >= 0 && program.libraries.libraries[member.library].hasNoReferences
    } && site.method.map { ["deleteMany", "deleteOne", "remove"].contains($0.name) } ?? false
  }
}
