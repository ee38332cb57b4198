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
    // Not `django-celery-beat`, which a list of requirements names.
    text.contains("celery")
      && [" beat", "\"beat\"", "'beat'", " -B"].contains { text.contains($0) }
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

  /// The first setting with one of some names whose line says a text as asked: a value, or the default of one.
  private func jobSetting(_ names: Set<String>, _ isWanted: (String) -> Bool) -> SourcePlace? {
    for unit in runningPython {
      for setting in namedSettings(names, in: unit) {
        let bytes = bytes(of: unit)
        let start = min(Int(setting.place.span.start), bytes.count)
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = String(decoding: bytes[start..<end], as: UTF8.self)
        let texts = line.split { "\"' ".contains($0) }.map(String.init)
        if texts.contains(where: isWanted) { return setting.place }
      }
    }
    return nil
  }
}
