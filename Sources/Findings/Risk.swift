// The six words of the printed risk category.

/// The part of a system that a finding endangers.
package enum Risk: String, Codable, Sendable, CaseIterable {
  case database = "Database"
  case memory = "Memory"
  case async = "Async"
  case runtime = "Runtime"
  case resilience = "Resilience"
  case frontend = "Frontend"
}
