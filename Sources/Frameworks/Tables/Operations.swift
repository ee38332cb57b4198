// What keeps a service alive, bounded and seen: limiters, health checks, metrics, traces, breakers.

import SemanticModel

extension Library {
  /// Limits of how often somebody may call, as middleware or as a check.
  static let rateLimiters = part(
    "rate limiters",
    """
    rate-limiter-flexible express-brute koa-ratelimit
    koa2-ratelimit @fastify/rate-limit fastify-rate-limit hono-rate-limiter @upstash/ratelimit
    @hono-rate-limiter/cloudflare rolling-rate-limiter ratelimiter @unkey/ratelimit
    next-rate-limit lambda-rate-limiter express-limiter hapi-rate-limit hapi-rate-limitor
    express-bouncer @arcjet/node @arcjet/next arcjet
    """,
    playing: .rateLimiter
  )

  /// NestJS's limiter: a guard for the application, a class or a method.
  static let throttler = part(
    "throttler",
    "@nestjs/throttler nestjs-throttler-storage-redis @nest-lab/throttler-storage-redis nestjs-rate-limiter",
    playing: .rateLimiter
  )

  /// Compression of answers.
  static let compression = part(
    "compression",
    """
    compression shrink-ray-current express-static-gzip koa-compress @fastify/compress
    fastify-compress shrink-ray express-compression
    """,
    playing: .compression
  ).playingOnImport(.compression)

  /// Probes for balancers.
  static let healthChecks = part(
    "health checks",
    """
    @godaddy/terminus @nestjs/terminus lightship express-healthcheck fastify-healthcheck
    under-pressure @fastify/under-pressure @cloudnative/health-connect express-actuator kube-probe
    @cloudnative/health express-health-check koa-simple-healthcheck
    """,
    playing: .healthCheck
  )
  .playingOnImport(.healthCheck)

  /// Helpers that close a server upon a signal.
  static let shutdownHelpers = part(
    "shutdown helpers",
    """
    close-with-grace stoppable http-terminator http-graceful-shutdown http-shutdown
    fastify-graceful-shutdown express-graceful-shutdown @moleculer/graceful async-exit-hook
    exit-hook node-graceful graceful-server @gquittet/graceful-server http-close death
    nestjs-graceful-shutdown shutdown-async node-cleanup
    """,
    playing: .shutdown
  )
  .playingOnImport(.shutdown)

  /// Counters and timers for a metrics server.
  static let metrics = part(
    "metrics",
    """
    prom-client express-prom-bundle express-prometheus-middleware prometheus-api-metrics
    @willsoto/nestjs-prometheus fastify-metrics hot-shots node-statsd statsd-client lynx
    swagger-stats appmetrics appmetrics-dash express-status-monitor @promster/express
    @promster/fastify koa-prometheus
    """,
    playing: .telemetry
  )
  .playingOnImport(.telemetry)

  /// Agents and collectors of traces.
  static let tracers = part(
    "tracers",
    """
    @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node
    @opentelemetry/instrumentation @opentelemetry/sdk-trace-node @opentelemetry/sdk-trace-base
    @vercel/otel nestjs-otel dd-trace dd-trace/* newrelic elastic-apm-node elastic-apm-node/*
    applicationinsights jaeger-client zipkin @google-cloud/trace-agent aws-xray-sdk
    aws-xray-sdk-core @newrelic/next scout-apm @appsignal/nodejs @honeycombio/opentelemetry-node
    @grafana/faro-web-tracing @highlight-run/node @autometrics/autometrics
    """,
    playing: .telemetry
  )
  .playingOnImport(.telemetry)

  /// Collectors of failures.
  static let errorTrackers = part(
    "error trackers",
    """
    @sentry/node @sentry/nextjs @sentry/nestjs @sentry/serverless @sentry/bun @sentry/remix
    @sentry/profiling-node rollbar @bugsnag/js @bugsnag/plugin-express @airbrake/node
    @honeybadger-io/js raygun posthog-node @google-cloud/error-reporting
    """,
    playing: .errorTracking,
    starting: "init",
    sampling: sentry
  )
  .playingOnImport(.errorTracking)

  /// An id for each request, for its log lines and for the services that it calls.
  static let requestIds = part(
    "request ids",
    """
    express-request-id express-requestid express-correlation-id cls-rtracer cls-hooked
    nestjs-cls express-http-context correlation-id @eropple/nestjs-correlation-id
    @evanion/nestjs-correlation-id koa-requestid koa-request-id hono-request-id fastify-request-id
    @fastify/request-context express-ctx @mwangi/correlation request-ip-context
    """,
    playing: .requestIdentity
  )
  .playingOnImport(.requestIdentity)

  /// Node's own storage for what belongs to a request.
  static let asyncContext = Library(
    "async_hooks",
    packages: node("async_hooks"),
    exports: ["default": quietValue]
  )
  .playingOnImport(.requestIdentity)

  /// Breakers, bulkheads and fallbacks around calls of other services.
  static let breakers = part(
    "circuit breakers",
    "cockatiel brakes levee circuit-breaker-js hystrixjs mollitia @resilience/circuit polly-js",
    playing: .circuitBreaker
  )
  .playingOnImport(.circuitBreaker)

  /// Breakers that run what they are given and give what that gives.
  static let opossum = Library(
    "opossum",
    packages: ["opossum"],
    exports: Members.each(
      "default CircuitBreaker",
      is: .type("opossum.Breaker", constructing: Operation().playing(.circuitBreaker))
    ).byName,
    types: [
      "opossum.Breaker": LibraryType(
        .listeners,
        .each("fire call", Operation(callbacks: [.once(.ofMaker(0))]).playing(.circuitBreaker)),
        .each("fallback healthCheck", .calls(.later(.at(0)))),
        .free("open close enable disable shutdown clearCache opened closed halfOpen stats status")
      )
    ]
  )
  .playingOnImport(.circuitBreaker)

  /// Parsers of bodies; each has a limit of 100 kB unless it is given another.
  static let bodyParsers = Library.module(
    "body parsers",
    packages: ["body-parser", "koa-body", "koa-bodyparser", "@koa/bodyparser"],
    prefix: "body-parsers",
    LibraryType(
      call: Operation.gives("quiet.Value").playing(.bodyParser),
      .each(
        "json urlencoded raw text bodyParser koaBody",
        Operation.gives("quiet.Value").playing(.bodyParser)
      )
    )
  )

  /// Parsers of uploads that take files of any size: multer and busboy (`limits.fileSize` is Infinity).
  static let uploadParsers = Library.module(
    "upload parsers",
    packages: ["multer", "busboy", "connect-busboy"],
    prefix: "upload-parsers",
    LibraryType(
      call: parsesUploads,
      construct: parsesUploads,
      .each("memoryStorage", Operation().playing(.uploadsInMemory)),
      .free("diskStorage MulterError")
    ),
    types: [
      "upload-parsers.Parser": LibraryType(
        .listeners,
        .each("single array fields any none", .gives("quiet.Value")),
        .free("end write destroy")
      )
    ]
  )

  /// express-fileupload hands `limits` to busboy, and cuts a file that is too large off unless `abortOnLimit` is set.
  static let expressFileUpload = Library.module(
    "express-fileupload",
    packages: ["express-fileupload"],
    prefix: "express-fileupload",
    LibraryType(
      call: Operation.gives("quiet.Value").playing(.uploadParser).needing(
        largestUpload.suggesting(limitsOfUploads, "abortOnLimit: true", at: 0)
      )
    )
  )

  static let parsesUploads = Operation(
    returns: "upload-parsers.Parser",
    callbacks: [.entry(.escaped, .propertiesOf(0))]
  )
  .playing(.uploadParser).needing(largestUpload.suggesting(limitsOfUploads, at: 0))

  static let largestUpload = DeadlineRule.OptionRule(0, "limits")
  static let limitsOfUploads = "limits: { fileSize: 5 * 1024 * 1024, files: 1 }"

  /// docs.sentry.io, sampling: `tracesSampleRate: 1` and `enable_tracing=True` send each transaction.
  static let sentry = SamplingRule(
    shares: [
      "tracesSampleRate", "traces_sample_rate", "profilesSampleRate", "profiles_sample_rate",
    ],
    deciders: ["tracesSampler", "traces_sampler"],
    switches: ["enableTracing", "enable_tracing"]
  )

  /// A library all of whose calls play one part; functions that it is given may be called by anyone.
  static func part(
    _ name: String,
    _ packages: String,
    playing role: Role,
    starting start: String? = nil,
    sampling rule: SamplingRule? = nil
  ) -> Library {
    let value = "\(name.replacing(" ", with: "-")).Value"
    return Library(
      name,
      packages: Members.words(packages),
      exports: exports(ofPart: value, role, start, rule),
      types: [
        value: LibraryType(
          call: call(ofPart: value, role),
          construct: call(ofPart: value, role),
          anyMember: member(ofPart: value, role)
        )
      ]
    )
  }

  private static func exports(
    ofPart value: String,
    _ role: Role,
    _ start: String?,
    _ rule: SamplingRule?
  ) -> [String: Member] {
    var exports = ["default": member(ofPart: value, role)]
    if let start, let rule {
      exports[start] = Member(value: value, call: call(ofPart: value, role).sampling(by: rule))
    }
    return exports
  }

  private static func member(ofPart value: String, _ role: Role) -> Member {
    let call = call(ofPart: value, role)
    return Member(value: value, call: call, construct: call, instance: value)
  }

  private static func call(ofPart value: String, _ role: Role) -> Operation {
    Operation(
      returns: value,
      callbacks: [
        .entry(.escaped, .from(0)), .entry(.escaped, .propertiesOf(0)),
        .entry(.escaped, .propertiesOf(1)),
      ]
    )
    .playing(role)
  }
}
