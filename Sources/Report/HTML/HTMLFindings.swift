// The findings of the page, with what they are filtered by.

import Findings

extension HTMLReport {
  var findings: HTML {
    let open = audit.sureFindings + audit.suspiciousFindings
    guard !open.isEmpty else {
      return section("findings", "Findings", HTML("<p>No findings.</p>") + accepted)
    }
    let routes = routeNumbers(of: open)
    var content = filters(for: open, routes: routes)
    content += HTML(
      "<p class=\"hint\" hidden>Keys: j and k move between findings, Enter opens one, e opens and c closes all, / searches.</p>\n"
    )
    if !audit.sureFindings.isEmpty { content += HTML("<h3>Shown by the code</h3>\n") }
    content += audit.sureFindings.byRule.map { article($0, routes) }.joined()
    if !audit.suspiciousFindings.isEmpty {
      content += HTML(
        "<h3>Suspicious Patterns</h3><p>Each of these is a defect unless the one fact that it names is otherwise.</p>\n"
      )
      content += audit.suspiciousFindings.byRule.map { article($0, routes) }.joined()
    }
    return section("findings", "Findings", content + accepted)
  }

  /// A number for each route that a finding names, in alphabetical order.
  private func routeNumbers(of findings: [Finding]) -> [String: Int] {
    let routes = Set(findings.flatMap { $0.routes ?? [] }).sorted()
    return Dictionary(uniqueKeysWithValues: routes.enumerated().map { ($0.element, $0.offset + 1) })
  }

  private func filters(for findings: [Finding], routes: [String: Int]) -> HTML {
    let boxes = Severity.allCases.map { severity in
      HTML.element(
        "label",
        [:],
        HTML("<input type=\"checkbox\" name=\"severity\" checked value=\"")
          + HTML(text: severity.rawValue)
          + HTML("\"> ") + .element("span", ["class": severity.rawValue], text: severity.rawValue)
      )
    }
    let categories = Category.allCases.filter { category in
      findings.contains { $0.category == category }
    }
    let tiers = [(Tier.finding.rawValue, "sure"), (Tier.suspicious.rawValue, "to be checked")]
    let fields =
      HTML("<legend>Show</legend>") + boxes.joined()
      + select("category", "Category", categories.map { ($0.id, "\($0.id) \($0.shortName)") })
      + select(
        "route",
        "Route",
        routes.sorted { $0.value < $1.value }.map { ("\($0.value)", $0.key) }
      )
      + select("tier", "Tier", tiers)
      + HTML(
        "<label>Words <input type=\"search\" name=\"words\" autocomplete=\"off\"></label><input type=\"reset\" value=\"All\"> <output aria-live=\"polite\"></output>"
      )
    return HTML("<form class=\"filters\" hidden>") + .element("fieldset", [:], fields)
      + HTML("</form>\n")
  }

  private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
    let all = HTML("<option value=\"\">all</option>")
    let rest = options.map { HTML.element("option", ["value": $0.0], text: $0.1) }.joined()
    return .element(
      "label",
      [:],
      HTML(text: label) + HTML(" ") + .element("select", ["name": name], all + rest)
    )
  }

  private func article(_ finding: Finding, _ routes: [String: Int]) -> HTML {
    let isSuspicious = finding.tier == .suspicious
    let summary =
      HTML.element(
        "span",
        ["class": "sev \(finding.severity.rawValue)"],
        text: finding.severity.rawValue
      )
      + .element("span", ["class": "meta"], text: names[finding.id] ?? finding.id)
      + .element(
        "span",
        [:],
        HTML(prose: finding.title)
          + (isSuspicious ? HTML(" <span class=\"doubt\">to be checked</span>") : HTML())
      )
      + .element(
        "span",
        ["class": "where"],
        text: "\(finding.location.file) : \(finding.location.lineNumbers), \(finding.ruleCaption)"
      )
    return .element(
      "details",
      [
        "class": "finding", "id": names[finding.id] ?? finding.id,
        "data-severity": finding.severity.rawValue,
        "data-category": finding.category.id, "data-tier": finding.tier.rawValue,
        "data-routes": (finding.routes ?? []).compactMap { routes[$0] }.map(String.init).joined(
          separator: " "
        ),
      ],
      .element("summary", [:], summary) + .element("div", ["class": "body"], body(of: finding))
    ) + HTML("\n")
  }

  /// The finding in the contract's form.
  private func body(of finding: Finding) -> HTML {
    var body = HTML.frame(of: finding) + path(of: finding)
    body += .element("p", [:], text: "[SEVERITY: \(finding.severity.rawValue)]")
    let owner = finding.owner.map { "; owner: \($0)" } ?? ""
    body += .element(
      "p",
      [:],
      text: "Location: \(finding.location.file) : \(finding.location.lineNumbers)"
    )
    body += .element("p", [:], text: "Risk Category: \(finding.riskCategory.rawValue)")
    body += part("The Problem:", finding.problemItems)
    body += part("Performance Impact:", finding.impactItems(mostRoutes: 6))
    body += evidence(of: finding)
    body += part("How to Verify:", [finding.verify.steps])
    if let command = finding.verify.command { body += .code(command) }
    body += part("The Fix:", [finding.fix.description]) + repair(finding.fix)
    body += part("Trade-off Consideration:", finding.tradeOffItems)
    body += .element("p", ["class": "meta"], text: "effort: \(finding.effortHours.caption)\(owner)")
    return body
  }

  private func part(_ title: String, _ items: [String]) -> HTML {
    .element("h4", [:], text: title)
      + .element("ul", [:], items.map { HTML.element("li", [:], HTML(prose: $0)) }.joined())
  }

  /// More steps than these are shown by their ends: the request comes in at one, the defect is at the other.
  private static let mostSteps = 6

  /// From where the request comes in to the place that is reported, but for what the frame shows.
  private func path(of finding: Finding) -> HTML {
    let steps = CodeFrame(of: finding).elsewhere.joinedSteps
    guard !steps.isEmpty else { return HTML() }
    var items = steps.map { step in
      let words =
        step.note.map { HTML(prose: $0) } ?? step.code.map { .element("code", [:], text: $0) }
        ?? HTML()
      return HTML.element("li", [:], .element("code", [:], text: step.link) + HTML(" ") + words)
    }
    let hidden = items.count - Self.mostSteps
    if hidden > 0 {
      let gap = HTML.element("li", [:], text: "… \(hidden) more steps, which findings.json names")
      items.replaceSubrange((Self.mostSteps / 2)..<(Self.mostSteps / 2 + hidden), with: [gap])
    }
    items.append(HTML("<li>reported here</li>"))
    return HTML("<h4>Path</h4>") + .element("ol", ["class": "path"], items.joined())
  }

  private func evidence(of finding: Finding) -> HTML {
    let proofs = finding.evidence ?? []
    guard !proofs.isEmpty else { return HTML() }
    return table(
      ["Evidence", "Verdict", "Figures", "Source"],
      proofs.map { proof in
        let figures = proof.figures.map { HTML.element("li", [:], HTML(prose: $0)) }.joined()
        return [
          HTML(text: proof.kind.rawValue), HTML(text: proof.verdict.rawValue),
          .element("ul", [:], figures), HTML(prose: proof.source),
        ]
      }
    )
  }

  private func repair(_ fix: Remedy) -> HTML {
    func side(_ title: String, _ code: String?) -> HTML {
      guard let code, !code.isEmpty else { return HTML() }
      return .element("div", [:], .element("h4", [:], text: title) + .code(code))
    }
    let pair = side(fix.after == nil ? "Now:" : "Before:", fix.before) + side("After:", fix.after)
    let diff = fix.diff.map { $0.isEmpty ? HTML() : HTML.code($0) } ?? HTML()
    return pair.text.isEmpty ? diff : .element("div", ["class": "pair"], pair) + diff
  }

  private var accepted: HTML {
    let accepted = audit.findings.filter { $0.suppressed != nil }
    guard !accepted.isEmpty else { return HTML() }
    let rows = accepted.map { finding in
      [
        HTML.element("code", [:], text: finding.location.link),
        .element("code", [:], text: finding.rule),
        HTML(prose: finding.suppressed?.reason ?? ""),
      ]
    }
    return HTML("<h3>Accepted</h3>") + table(["Where", "Rule", "Reason"], rows)
  }
}

extension [Finding] {
  /// Worst first, and of one severity what one rule found together: a reader learns it once, and a page packs smaller.
  fileprivate var byRule: [Finding] {
    enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.severity != second.severity { return first.severity > second.severity }
      return first.rule == second.rule ? left.offset < right.offset : first.rule < second.rule
    }
    .map(\.element)
  }
}
