// How settings have Celery keep results and reach its broker.

import Facts
import SourceText

extension Program {
  /// Where results of jobs are told to be kept in the database, if nothing runs what deletes them: the nightly
  /// `celery.backend_cleanup` needs a beat (docs.celeryq.dev, Periodic Tasks; result_expires).
  package var unpurgedResults: SourcePlace? {
    guard
      let found = jobSetting(Self.backends, { $0 == "django-db" || $0.hasPrefix("db+") }),
      !isNamed(Self.forgetting), !isSaid("backend_cleanup"), !isSaid("beat_schedule"),
      !isSaid("BEAT_SCHEDULE ="), !isConfigured({ Self.startsBeat($0) }),
      !units.contains(where: { $0.isPython && !$0.facts.names.ids(of: ["TaskResult"]).isEmpty })
    else { return nil }
    return found
  }

  private static let backends: Set<String> = ["CELERY_RESULT_BACKEND", "result_backend"]
  private static let brokers: Set<String> = ["CELERY_BROKER_URL", "BROKER_URL", "broker_url"]
  private static let forgetting: Set<String> = [
    "ignore_result", "task_ignore_result", "CELERY_TASK_IGNORE_RESULT", "CELERY_IGNORE_RESULT",
    "CELERY_BEAT_SCHEDULE", "CELERYBEAT_SCHEDULE", "on_after_configure",
  ]

  /// `celery -A shop beat`, `worker -B`.
  private static func startsBeat(_ text: String) -> Bool {
    text.contains("celery") && (text.contains("beat") || text.contains(" -B"))
  }

  /// Redis as a broker to which requests publish, where nothing limits the time of a command: the transport waits as
  /// long as the socket does (docs.celeryq.dev, Redis: visibility and `broker_transport_options`).
  package var unlimitedBroker: SettingsServer? {
    guard !isNamed(["socket_timeout", "socket_connect_timeout", "SOCKET_TIMEOUT"]),
      calls(with: [.enqueue]).contains(where: { site in
        site.unit.isPython && site.unit.isRunning && site.isReached(from: [EntryKinds(.request)])
      })
    else { return nil }
    return jobSetting(Self.brokers) { $0.hasPrefix("redis") }
      .map { SettingsServer(place: $0, kind: .broker) }
  }

  /// The first setting with one of some names whose value, or the default of whose value, is a text as asked.
  private func jobSetting(_ names: Set<String>, _ isWanted: (String) -> Bool) -> SourcePlace? {
    for unit in runningPython {
      for setting in namedSettings(names, in: unit) {
        let facts = units[unit].facts
        let isSo = facts.values.contains { value in
          value.kind == .string && setting.place.span.contains(value.span)
            && isWanted(facts.names.string(NameID(value.a)))
        }
        if isSo { return setting.place }
      }
    }
    return nil
  }
}
