// Every text of a language, sent again with each page.

import Capacity
import Findings
import SemanticModel

/// Reports providers of translations that hand all texts to the client.
struct AllMessagesSent: Rule {
  static let about = RuleDescription(
    name: "all-messages-sent",
    category: .bundleShape,
    worst: .medium,
    title: "All translations are sent with each page",
    problem: """
      The provider writes its messages into each page that the server answers with. Client components read a few of them; \
      the others are sent, parsed and kept for nothing, also those of pages that the visitor may never open.
      """,
    verify:
      "Open the source of a page and look for a text that only another page shows: it must not be there.",
    fix: """
      Give the provider the parts that client components read (`messages={pick(messages, "Cart")}`), one provider for \
      each part of the application that needs more, and translate the rest in server components.
      """,
    tradeOff: "Who uses a further part in a client component must name it.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.sentMessages.map { sent in
      let name = sent.path.split(separator: "/").last.map(String.init) ?? sent.path
      let bytes = Double(sent.bytes)
      return finding(
        Diagnosis(
          place: sent.place,
          function: program.function(at: sent.place)
            ?? program.outermostOfFile(sent.place.unit),
          title:
            "Each page sends all texts of `\(name)` (\(Figure.grouped((bytes / 1_000).rounded())) kB)",
          problem: Self.about.problem,
          severity: sent.bytes >= 100_000 ? .medium : .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(bytes)) bytes of text in each page, before it is compressed",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: sent.place), keeping: "NextIntl")
          ),
          confirm: "Check how many of the texts in `\(name)` client components read.",
          threshold: "50 kB of texts"
        ),
        in: program
      )
    }
  }
}
