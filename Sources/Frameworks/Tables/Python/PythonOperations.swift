// What keeps a Python service alive, bounded and seen: limiters, metrics, traces, request ids, compression.

import SemanticModel

extension Library {
  /// Limiters: decorators of handlers, dependencies, and limits for all routes at once.
  static let pythonLimiters = Library(
    "Python rate limiters",
    packages: [
      "flask_limiter", "flask_limiter/*", "slowapi", "slowapi/*", "fastapi_limiter",
      "fastapi_limiter/*", "django_ratelimit", "django_ratelimit/*", "ratelimit", "ratelimit/*",
      "limits", "limits/*", "pyrate_limiter", "brutebuster", "axes", "axes/*", "ninja/throttling",
    ],
    exports: Members.of([
      .each(
        "Limiter",
        is: .type(
          "pylimit.Limiter",
          constructing: Operation().playing(.rateLimiter)
            .covering("default_limits", "application_limits")
            // Both keep their counts in the process unless told where; Flask-Limiter by a setting too.
            .needing(DeadlineRule.OptionRule(-1, "storage_uri", "storage_options", "app"))
        )
      ),
      .each("ratelimit axes_dispatch protect", limitation),
      .each("limits sleep_and_retry is_ratelimited get_usage", limitation),
      .each(
        "RateLimiter WebSocketRateLimiter AnonRateThrottle AuthRateThrottle UserRateThrottle",
        is: .type("pylimit.Check", constructing: Operation().playing(.rateLimiter))
      ),
      .each(
        "SlowAPIMiddleware SlowAPIASGIMiddleware",
        is: .type("pylimit.Check", constructing: Operation().playing(.rateLimiter))
      ),
    ]).byName,
    types: [
      "pylimit.Limiter": LibraryType(
        .each("limit shared_limit", limitation),
        .each("exempt request_filter header_whitelist", .passes(0)),
        .each("check hit test", Operation().playing(.rateLimiter)),
        .free("init_app reset enabled")
      ),
      "pylimit.Decorator": LibraryType(call: Operation(passesThrough: 0).playing(.rateLimiter)),
      "pylimit.Check": LibraryType(call: Operation().playing(.rateLimiter)),
    ]
  ).forPython

  private static let limitation = Operation(returns: "pylimit.Decorator").playing(.rateLimiter)

  /// Counters and timers for a metrics server.
  static let pythonMetrics = part(
    "Python metrics",
    """
    prometheus_client prometheus_flask_exporter starlette_exporter starlette_prometheus statsd
    prometheus_fastapi_instrumentator django_prometheus aioprometheus datadog
    flask_monitoringdashboard rest_framework_prometheus
    """,
    playing: .telemetry
  )
  .playingOnImport(.telemetry).forPython

  /// Agents and collectors of traces.
  static let pythonTracers = part(
    "Python tracers",
    """
    opentelemetry opentelemetry/* ddtrace ddtrace/* newrelic newrelic/* elasticapm elasticapm/*
    scout_apm scout_apm/* aws_xray_sdk aws_xray_sdk/* logfire jaeger_client
    """,
    playing: .telemetry
  )
  .playingOnImport(.telemetry).forPython

  /// Collectors of failures.
  static let pythonErrorTrackers = part(
    "Python error trackers",
    "sentry_sdk sentry_sdk/* raven raven/* rollbar bugsnag bugsnag/* honeybadger airbrake",
    playing: .errorTracking,
    starting: "init",
    sampling: sentry
  )
  .playingOnImport(.errorTracking).forPython

  /// An id for each request, for its log lines and for the services that it calls.
  static let pythonRequestIds = part(
    "Python request ids",
    """
    asgi_correlation_id asgi_correlation_id/* django_guid django_guid/* flask_request_id
    flask_log_request_id starlette_context starlette_context/* django_structlog
    fastapi_request_id request_id cid
    """,
    playing: .requestIdentity
  )
  .playingOnImport(.requestIdentity).forPython

  /// Compression of answers.
  static let pythonCompression = part(
    "Python compression",
    "flask_compress brotli_asgi starlette_compress flask_gzip whitenoise whitenoise/*",
    playing: .compression
  )
  .playingOnImport(.compression).forPython

  /// Probes for balancers.
  static let pythonHealthChecks = part(
    "Python health checks",
    """
    healthcheck py_healthcheck fastapi_health fastapi_healthcheck health_check health_check/*
    watchman flask_healthz starlette_health
    """,
    playing: .healthCheck
  )
  .playingOnImport(.healthCheck).forPython
}
