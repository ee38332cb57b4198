// What the texts of Django's settings stand for.

import SemanticModel

extension Library {
  /// `MIDDLEWARE` names classes by their paths, `ROOT_URLCONF` the module whose `urlpatterns` are the routes.
  static let djangoSettings = SettingsRule(
    middlewares: "MIDDLEWARE",
    routes: "ROOT_URLCONF",
    list: "urlpatterns",
    paging: ("REST_FRAMEWORK", "DEFAULT_PAGINATION_CLASS"),
    pagers: [
      "pagination_class", "paginate_by", "get_paginate_by", "paginate_queryset", "paginator",
    ],
    roles: [
      "django.middleware.gzip.": .compression,
      "compression_middleware.": .compression,
      "django_brotli.": .compression,
      "whitenoise.": .compression,
      "django_prometheus.": .telemetry,
      "opentelemetry.": .telemetry,
      "ddtrace.": .telemetry,
      "elasticapm.contrib.django.": .telemetry,
      "scout_apm.": .telemetry,
      "newrelic.": .telemetry,
      "django_guid.": .requestIdentity,
      "request_id.": .requestIdentity,
      "log_request_id.": .requestIdentity,
      "django_structlog.": .requestIdentity,
      "cid.": .requestIdentity,
      "health_check": .healthCheck,
      "watchman": .healthCheck,
      "django_ratelimit.": .rateLimiter,
      "ratelimit.": .rateLimiter,
      "axes.": .rateLimiter,
      "defender.": .rateLimiter,
      "rest_framework.throttling.": .rateLimiter,
    ]
  )
}
