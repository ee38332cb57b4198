// What is asked of every service.

import Workspace

/// What is asked of every service, as reports name it.
enum Aspect: String, CaseIterable, Sendable {
  case framework = "web framework"
  case database
  case mapper = "ORM or driver"
  case pool = "database pool"
  case connections = "database connections"
  case sessions
  case cache
  case deployment
  case runtime = "runtime version"
  case processes
  case instances
  case proxy = "reverse proxy"
  case cdn = "CDN"
  case bodyLimit = "body limit"
  case jobs = "background jobs"
  case logging
  case services = "external services"

  /// The key of `facts` in plimsoll.yml that answers it.
  var key: StatedFact.Key? {
    switch self {
    case .framework: .framework
    case .database: .database
    case .mapper: .orm
    case .pool: .pool
    case .connections: nil
    case .sessions: .sessions
    case .cache: .cache
    case .deployment: .deployment
    case .runtime: .runtime
    case .processes: .workers
    case .instances: .instances
    case .proxy: .proxy
    case .cdn: .cdn
    case .bodyLimit: .bodyLimit
    case .jobs: .jobs
    case .logging: .logging
    case .services: .externalServices
    }
  }

  /// What every question ends with: the setting that answers it.
  var answer: String { key.map { "; or `facts.\($0.rawValue)` in plimsoll.yml" } ?? "" }

  func text(of stated: StatedFact) -> String {
    switch self {
    case .pool: "\(stated.text) connections for each process"
    case .processes: stated.number == 1 ? "1 process" : "\(stated.text) processes"
    case .instances: stated.text
    default: stated.text
    }
  }
}
