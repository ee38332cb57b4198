// Software kits of other services in Python.

import SemanticModel

extension Library {
  /// Kits whose every method asks the service; the limits are theirs.
  static let pythonKits: [Library] = [
    // stripe-python, http_client.py: 80 s by default.
    stripePython,
    // twilio-python: `timeout` of the HTTP client, none by default.
    pythonKit("Twilio", ["twilio", "twilio/*"], "Client", "twilio-py", seconds: nil)
      .serving(.messages),
    // slack_sdk: 30 s by default.
    pythonKit(
      "Slack",
      ["slack_sdk", "slack_sdk/*", "slack"],
      "WebClient AsyncWebClient WebhookClient",
      "slack-py",
      seconds: 30
    ).serving(.messages),
    pythonKit(
      "SendGrid",
      ["sendgrid", "sendgrid/*"],
      "SendGridAPIClient",
      "sendgrid-py",
      seconds: nil
    ).serving(.messages),
    pythonKit(
      "Postmark",
      ["postmarker", "postmarker/*"],
      "PostmarkClient",
      "postmark-py",
      seconds: nil
    )
    .serving(.messages),
    pythonKit("Firebase messaging", ["pyfcm"], "FCMNotification", "fcm-py", seconds: nil)
      .serving(.messages),
    // openai-python, anthropic-sdk-python: 10 minutes by default.
    pythonKit(
      "OpenAI",
      ["openai"],
      "OpenAI AsyncOpenAI AzureOpenAI AsyncAzureOpenAI",
      "openai-py",
      seconds: 600
    ),
    pythonKit("Anthropic", ["anthropic"], "Anthropic AsyncAnthropic", "anthropic-py", seconds: 600),
    pythonKit(
      "geopy",
      ["geopy", "geopy/*", "googlemaps"],
      "Nominatim GoogleV3 Client",
      "geopy",
      // geopy: default_timeout is one second.
      seconds: 1
    ),
    boto, breakersPython,
  ]

  /// boto3: 60 s to connect and 60 s to read by default (botocore.config.Config).
  static let boto = Library(
    "boto3",
    packages: ["boto3", "aioboto3", "aiobotocore", "boto"],
    exports: Members.of([
      .each("client resource", .gives("boto3.Client")),
      .types("Session", "boto3.Session"),
      .each("connect_s3", .gives("boto3.Client")),
    ]).byName,
    types: [
      "boto3.Session": LibraryType(.each("client resource", .gives("boto3.Client"))),
      "boto3.Client": LibraryType(
        anyMember: Member(value: "boto3.Client", call: .requests("API", gives: "boto3.Client")),
        .each("Bucket Object Table Topic Queue get_paginator get_bucket", .gives("boto3.Client")),
        .each("send_email send_raw_email publish", Operation.requests("send").serving(.messages)),
        .free("generate_presigned_url generate_presigned_post close exceptions meta")
      ),
    ]
  ).forPython.serving(.storage)

  private static let stripePython = Library(
    "Stripe",
    packages: ["stripe"],
    exports: Members.of([
      .values(
        """
        Charge Customer PaymentIntent PaymentMethod Refund Subscription Invoice Price Product
        SetupIntent Account Transfer Payout Token Source checkout billing_portal Coupon
        """,
        "stripe-py.Resource"
      ),
      .types("StripeClient", "stripe-py.Resource"),
      .values("Webhook error", "flask.Bag"),
    ]).byName,
    types: [
      "stripe-py.Resource": LibraryType(
        anyMember: Member(value: "stripe-py.Resource", call: .requests("API"))
      )
    ]
  ).forPython

  /// Breakers around calls of other services.
  private static let breakersPython = Library(
    "Python circuit breakers",
    packages: [
      "pybreaker", "aiobreaker", "purgatory", "purgatory/*", "circuitbreaker", "hyx/*", "lasier",
    ],
    exports: Members.of([
      .types("CircuitBreaker CircuitBreakerFactory AsyncCircuitBreakerFactory", "python.Plain"),
      .each("circuit", Operation(returns: "python.Decorator")),
    ]).byName
  )
  .forPython.playingOnImport(.circuitBreaker)

  private static func pythonKit(
    _ name: String,
    _ packages: [String],
    _ classes: String,
    _ prefix: String,
    seconds: Double?
  ) -> Library {
    let client = "\(prefix).Client"
    return Library(
      name,
      packages: packages,
      exports: Members.types(classes, client).byName,
      types: [
        client: LibraryType(
          anyMember: Member(value: client, call: request(to: name, seconds)),
          .free("with_options close")
        )
      ]
    ).forPython
  }

  private static func request(to name: String, _ seconds: Double?) -> Operation {
    .requests(
      "API",
      deadline: DeadlineRule(
        "\(name) request",
        options: [DeadlineRule.OptionRule(-1, "timeout")],
        creation: [DeadlineRule.OptionRule(-1, "timeout", "http_client", "config")],
        defaultSeconds: seconds,
        isSettableElsewhere: true
      )
    )
  }
}
