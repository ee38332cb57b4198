// Libraries that try again, and what they do unless told.

import SemanticModel

extension Library {
  /// axios-retry: three tries at once after one another (its README: `retryDelay` is `noDelay`).
  static let axiosRetry = Library(
    "axios-retry",
    packages: ["axios-retry"],
    exports: [
      "default": Member(
        value: "axios-retry.Module",
        call: Operation().retrying(
          RetryRule(options: 1, bounds: ["retries"], waits: ["retryDelay"], isWaiting: false)
        )
      ),
      "exponentialDelay": .free,
    ],
    types: [
      "axios-retry.Module": LibraryType(
        call: Operation().retrying(
          RetryRule(options: 1, bounds: ["retries"], waits: ["retryDelay"], isWaiting: false)
        ),
        .free(
          "exponentialDelay linearDelay isNetworkError isRetryableError isNetworkOrIdempotentRequestError"
        )
      )
    ]
  )

  /// Helpers that call a function again: they wait one second, then twice as long each time.
  static let tries = RetryRule(
    options: 1,
    bounds: ["retries", "maxAttempts", "numOfAttempts", "max"],
    waits: ["minTimeout", "delay", "startingDelay", "backoffBase"],
    endless: ["forever"],
    isWaiting: true
  )

  /// tenacity: without `stop` it tries for ever, without `wait` at once (tenacity.readthedocs.io).
  static let tenacity = Library(
    "tenacity",
    packages: ["tenacity", "tenacity/*", "retrying"],
    exports: Members.of([
      .each(
        "retry",
        Operation(returns: "python.Decorator", passesThrough: 0).retrying(
          RetryRule(
            options: -1,
            bounds: ["stop", "stop_max_attempt_number", "stop_max_delay"],
            waits: ["wait", "wait_fixed", "wait_exponential_multiplier", "wait_random_min"],
            isEndless: true,
            isWaiting: false
          )
        )
      ),
      .free(
        """
        stop_after_attempt stop_after_delay wait_fixed wait_exponential wait_random
        wait_random_exponential wait_exponential_jitter wait_chain retry_if_exception_type
        retry_if_result before_log after_log RetryError Retrying AsyncRetrying
        """
      ),
    ]).byName
  ).forPython

  /// backoff: it waits with jitter, and tries for ever unless `max_tries` or `max_time` ends it.
  static let backoff = Library(
    "backoff",
    packages: ["backoff"],
    exports: Members.of([
      .each(
        "on_exception on_predicate",
        Operation(returns: "python.Decorator").retrying(
          RetryRule(
            options: -1,
            bounds: ["max_tries", "max_time"],
            waits: [],
            isEndless: true,
            isWaiting: true
          )
        )
      ),
      .free("expo fibo constant full_jitter random_jitter"),
    ]).byName
  ).forPython

  /// urllib3: a backoff factor of 0 means no wait (urllib3.readthedocs.io, Retry).
  static let urllib3 = Library(
    "urllib3",
    packages: ["urllib3", "urllib3/*", "requests/packages/urllib3/util/retry"],
    exports: Members.of([
      [
        "Retry": .type(
          "python.Plain",
          constructing: Operation().retrying(
            RetryRule(
              options: -1,
              bounds: ["total", "connect", "read", "status"],
              waits: ["backoff_factor"],
              isWaiting: false
            )
          )
        )
      ]
    ]).byName
  ).forPython
}
