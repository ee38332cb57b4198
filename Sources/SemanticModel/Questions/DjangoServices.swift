// What the settings of Django and its REST framework leave open for every request: bodies, addresses, the cache.

import Facts
import SourceText

extension Program {
  /// Where the REST framework is set up, if it parses JSON bodies of any size.
  ///
  /// Its parsers read the stream themselves, which `DATA_UPLOAD_MAX_MEMORY_SIZE` does not cover: only `request.body`
  /// asks for that (django-rest-framework, parsers.py; docs.djangoproject.com, settings).
  package var openJSONBodies: SourcePlace? {
    guard routes.contains(where: { isWrite($0) }) else { return nil }
    for unit in runningPython {
      guard let setting = namedSettings(["REST_FRAMEWORK"], in: unit).first(where: \.isObject)
      else { continue }
      let isOtherwise =
        setting.entry("DEFAULT_PARSER_CLASSES") != nil && !speaksOf("JSONParser", in: unit)
      return isOtherwise ? nil : setting.place
    }
    return nil
  }

  private func isWrite(_ route: Route) -> Bool {
    ["POST", "PUT", "PATCH"].contains(route.verb) && route.framework.hasPrefix("Django")
      && isServed(route)
  }

  /// The Redis cache that the framework asks for every request, where its failure is the request's.
  package var cacheOfFramework: SourcePlace? {
    guard isCacheAskedByFramework,
      !isNamed(["IGNORE_EXCEPTIONS", "DJANGO_REDIS_IGNORE_EXCEPTIONS"]),
      routes.contains(where: { $0.framework.hasPrefix("Django") && isServed($0) })
    else { return nil }
    return describing("BACKEND", in: "CACHES") { $0.contains("RedisCache") }
  }

  /// Whether sessions live in a cache alone, or only limits are counted there.
  package var countsRequestsInCache: Bool {
    runningPython.contains { speaksOf("rest_framework.throttling.", in: $0) }
  }

  /// The running files of Python.
  var runningPython: [Int] {
    units.indices.filter { units[$0].isRunning && units[$0].isPython }
  }
}

extension Program {
  /// Whether a paginator of the application counts in a way of its own.
  package var countsOtherwise: Bool { isNamed(["django_paginator_class", "get_count"]) }
}
