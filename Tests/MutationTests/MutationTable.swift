// The result of all mutations as a page that reviewers can read and compare.

import Findings
import Foundation
import Rules

/// Writes `docs/mutations.md`.
struct MutationTable {
  let run: MutationRun

  var page: String {
    let found = run.outcomes.count { $0.tier != nil }
    let lines =
      [
        "# Mutations", "",
        "Written by `make golden` from what an audit says of the defects in [Tests/Mutations](../Tests/Mutations/README.md): each is put into clean code,",
        "and the audit must report it on its line. *Also* is what else is reported then and was not before.",
        "",
        "\(found) of \(run.outcomes.count) are found.", "",
        "| category | found | of |", "| --- | --- | --- |",
      ] + sums { category(of: $0.mutation) } + ["", "| hops | found | of |", "| --- | --- | --- |"]
      + sums { "\($0.mutation.hops)" } + ["", "| language | found | of |", "| --- | --- | --- |"]
      + sums { $0.mutation.language } + [
        "", "| category | kind | hops | language | defect | expects | found | also |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
      ] + rows
    return lines.joined(separator: "\n") + "\n"
  }

  private func sums(by key: (MutationOutcome) -> String) -> [String] {
    let groups = Dictionary(grouping: run.outcomes, by: key)
    return groups.keys.sorted().map { name in
      let outcomes = groups[name] ?? []
      return "| \(name) | \(outcomes.count { $0.tier != nil }) | \(outcomes.count) |"
    }
  }

  private var rows: [String] {
    run.outcomes.map { outcome in
      let mutation = outcome.mutation
      let verdict =
        outcome.tier.map { $0 == .finding ? "sure" : "suspicious" }
        ?? "no: \(mutation.missed ?? "")"
      let cells = [
        category(of: mutation), mutation.kind, "\(mutation.hops)", mutation.language,
        mutation.title, mutation.expects, verdict, outcome.others.joined(separator: ", "),
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    .sorted()
  }

  private func category(of mutation: Mutation) -> String {
    Catalog.rules.first { $0.about.name == mutation.expects }?.about.category.id
      ?? mutation.expects
  }
}
