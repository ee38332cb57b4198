// Audits every application clean, then with each of its defects.

import Capacity
import DataModel
import Findings
import Foundation
import Frameworks
import Rules
import SemanticModel
import Workspace

/// What an audit says of a defect that was put in.
struct MutationOutcome: Sendable {
  let mutation: Mutation
  let place: Mutation.Place
  /// How sure the audit is of it; `nil` where it says nothing.
  let tier: Tier?
  /// What else is reported now and was not before.
  let others: [String]
}

/// All mutations, and what became of them.
struct MutationRun: Sendable {
  let outcomes: [MutationOutcome]
  /// What the applications without any defect are reported for.
  let falseAlarms: [String]

  static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// One run for all tests: it audits more than a hundred applications.
  static let shared = Task { try await MutationRun() }

  private init() async throws {
    let mutations = try MutationReader.mutations(
      in: Self.checkout.appending(path: "Tests/Mutations")
    )
    let names = Set(mutations.map(\.application)).sorted()
    var alarms: [String] = []
    var clean: [String: CleanApplication] = [:]
    for name in names {
      let application = try await CleanApplication(name)
      clean[name] = application
      guard name.hasPrefix("Tests/") else { continue }
      alarms += application.findings.map {
        "\(name)/\($0.location.file):\($0.location.startLine) \($0.rule)"
      }
    }
    falseAlarms = alarms
    let applications = clean
    outcomes = try await withThrowingTaskGroup(of: (Int, MutationOutcome).self) { group in
      for (number, mutation) in mutations.enumerated() {
        guard let application = applications[mutation.application] else { continue }
        group.addTask { (number, try await application.outcome(of: mutation)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// The part of the mutations that is found, from 0 to 1.
  var share: Double {
    Double(outcomes.count { $0.tier != nil }) / Double(max(1, outcomes.count))
  }
}

/// An application as it stands in the repository.
struct CleanApplication: Sendable {
  private let texts: [String: String]
  let findings: [Finding]

  init(_ path: String) async throws {
    texts = try Self.texts(in: MutationRun.checkout.appending(path: path))
    findings = await Self.audit(texts)
  }

  func outcome(of mutation: Mutation) async throws -> MutationOutcome {
    let (changed, place) = try mutation.applied(to: texts)
    let found = await Self.audit(changed)
    let known = Set(findings.map(\.id))
    let fresh = found.filter { !known.contains($0.id) }
    // A defect may join a finding that was there: one root cause is one finding with several places.
    let hasGrown =
      Self.places(found, mutation.expects).count > Self.places(findings, mutation.expects).count
    let hit = (hasGrown ? found : fresh).first {
      $0.isOf(mutation.expects) && $0.places.contains(place)
    }
    return MutationOutcome(
      mutation: mutation,
      place: place,
      tier: hit?.tier,
      others: fresh.filter { $0.id != hit?.id }.map(\.rule).sorted()
    )
  }

  private static func places(_ findings: [Finding], _ expected: String) -> [Mutation.Place] {
    findings.filter { $0.isOf(expected) }.flatMap(\.places)
  }

  private static func audit(_ texts: [String: String]) async -> [Finding] {
    let program = await Program.read(
      Workspace(files: texts),
      knowledge: Libraries.knowledge,
      jobs: 1
    )
    return Examination(of: DataModel.finished(program), under: .standard).findings { _ in true }
  }

  private static func texts(in folder: URL) throws -> [String: String] {
    var texts: [String: String] = [:]
    let paths = FileManager.default.enumerator(atPath: folder.path)
    while let path = paths?.nextObject() as? String {
      guard !path.contains("node_modules/"), !path.contains(".venv/"),
        let data = FileManager.default.contents(atPath: folder.appending(path: path).path)
      else { continue }
      texts[path] = String(data: data, encoding: .utf8)
    }
    return texts
  }
}

extension Finding {
  /// Whether a rule or a category of this name reports it.
  fileprivate func isOf(_ name: String) -> Bool { rule == name || category.id == name }

  /// Where it is, and what belongs to it.
  fileprivate var places: [Mutation.Place] {
    ([location] + (related ?? [])).map { Mutation.Place(file: $0.file, line: $0.startLine) }
  }
}
