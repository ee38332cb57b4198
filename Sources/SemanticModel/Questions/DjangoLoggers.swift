// Loggers of Django that settings open for everything.

import Facts
import SourceText

extension Program {
  /// The level of a logger of the framework that takes what it says of every statement, while debugging is on.
  package var talkativeLogger: NamedPlace? {
    guard debugSwitch != nil else { return nil }
    for unit in runningPython where isStartedWith(unit) {
      for setting in namedSettings(["LOGGING"], in: unit) where setting.isObject {
        let loggers = setting.entry("loggers")
        let named = Self.talkative.compactMap { name in
          loggers?.entry(name).map { (name, $0) }
        }
        for (name, logger) in named {
          guard let level = logger.entry("level"), level.value == .text("DEBUG"),
            logger.entry("handlers") != nil
          else { continue }
          return NamedPlace(name: name, place: level.place)
        }
      }
    }
    return nil
  }

  private static let talkative = ["django.db.backends", "django.db", "django"]
}
