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
  .signing("user", into: "request", extending: ["AbstractUser", "AbstractBaseUser"])
  .paging(size: "PAGE_SIZE", by: pagers, searching: searching, limiting: "DEFAULT_THROTTLE_CLASSES")

  /// Without `PAGE_SIZE` the size of a page is `None`, and nothing is paged unless a request asks for it
  /// (django-rest-framework.org, Pagination).
  private static let pagers = [
    "PageNumberPagination": PagerRule(
      size: "page_size",
      maximum: "max_page_size",
      asking: "page_size_query_param",
      deciding: ["get_page_size", "paginate_queryset"]
    ),
    "CursorPagination": PagerRule(
      size: "page_size",
      maximum: "max_page_size",
      asking: "page_size_query_param",
      deciding: ["get_page_size", "paginate_queryset"]
    ).byCursor,
    "LimitOffsetPagination": PagerRule(
      size: "default_limit",
      maximum: "max_limit",
      asking: "limit_query_param",
      asked: "limit",
      deciding: ["get_limit", "paginate_queryset"]
    ),
  ]

  /// `^` stands for the beginning of a column, `=` for all of it, `@` for an index of words.
  private static let searching: SearchRule = {
    var rule = SearchRule(
      filters: "filter_backends",
      filtersKey: "DEFAULT_FILTER_BACKENDS",
      searcher: "SearchFilter",
      columns: "search_fields",
      marks: ["^", "=", "@"],
      filterClass: "filterset_class",
      column: "field_name",
      comparison: "lookup_expr",
      method: "method"
    )
    rule.sorter = "OrderingFilter"
    rule.sortColumns = "ordering_fields"
    return rule
  }()
}
