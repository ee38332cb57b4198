// What is counted of one step of a journey, and of one check.

package import Statistics

/// What is known of one step of a journey.
package struct StepFigures: Sendable, Equatable {
  package let name: String
  /// Answers that were expected (status below 400), from when they were due; requests that were
  /// given up or never sent count with their age.
  package internal(set) var durations = CensoredHistogram()
  /// Answers with a status from 400 on: a quick refusal must not make a server look quick.
  package internal(set) var refusals = Histogram()
  package internal(set) var answered = 0
  /// Requests that came to an end without an answer.
  package internal(set) var unanswered = 0
  /// Answers from 400 on, and requests without an answer.
  package var failed: Int { Int(refusals.count) + unanswered }
  /// Requests that came to an end, good or bad.
  package var ended: Int { answered + unanswered }

  /// What the step is gathered by, and by what name.
  package internal(set) var tags: [String: String]

  init(name: String, tags: [String: String] = [:]) {
    self.name = name
    self.tags = tags
  }

  mutating func merge(_ other: StepFigures) {
    durations.merge(other.durations)
    refusals.merge(other.refusals)
    answered += other.answered
    unanswered += other.unanswered
  }
}

/// How often a check held.
package struct CheckFigures: Sendable, Equatable {
  package let name: String
  package internal(set) var passed = 0
  package internal(set) var failed = 0
}
