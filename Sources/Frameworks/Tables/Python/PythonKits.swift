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
      seconds: 600,
      keepsConnections: true
    ),
    pythonKit(
      "Anthropic",
      ["anthropic"],
      "Anthropic AsyncAnthropic",
      "anthropic-py",
      seconds: 600,
      keepsConnections: true
    ),
    // groq-python, README: 1 minute by default; ollama-python: httpx without a limit.
    pythonKit(
      "Groq",
      ["groq"],
      "Groq AsyncGroq",
      "groq-py",
      seconds: 60,
      keepsConnections: true
    ),
    pythonKit(
      "Ollama",
      ["ollama"],
      "Client AsyncClient",
      "ollama-py",
      seconds: nil,
      "chat generate embed embeddings"
    ),
    // langchain-openai and its kin leave the limit to the kit below them.
    pythonKit(
      "LangChain",
      ["langchain_openai", "langchain_anthropic", "langchain_google_genai", "langchain_groq"],
      "ChatOpenAI ChatAnthropic ChatGoogleGenerativeAI ChatGroq OpenAIEmbeddings",
      "langchain-py",
      seconds: 600
    ),
    geminiPython,
    pythonKit(
      "geopy",
      ["geopy", "geopy/*", "googlemaps"],
      "Nominatim GoogleV3 Client",
      "geopy",
      // geopy: default_timeout is one second.
      seconds: 1
    ),
    boto, breakersPython, razorpayPython, googleTokens,
  ]

  /// boto3: 60 s to connect and 60 s to read by default (botocore.config.Config).
  static let boto = Library(
    "boto3",
    packages: ["boto3", "aioboto3", "aiobotocore", "boto"],
    exports: Members.of([
      .each("client resource", Operation.gives("boto3.Client").playing(.serviceClient)),
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

  /// razorpay-python asks over a session of requests, which it gives no limit unless a call brings one; its `utility`
  /// only compares signatures.
  private static let razorpayPython = Library(
    "Razorpay",
    packages: ["razorpay"],
    exports: Members.of([.types("Client", "razorpay-py.Client")]).byName,
    types: [
      "razorpay-py.Client": LibraryType(
        anyMember: .value("razorpay-py.Resource"),
        .values("utility", "flask.Bag"),
        .free("set_app_details enable_retry")
      ),
      "razorpay-py.Resource": LibraryType(
        anyMember: Member(value: "razorpay-py.Resource", call: request(to: "Razorpay", nil))
      ),
    ]
  ).forPython

  /// google-auth: a token is checked with certificates that each call fetches, within 120 s by default
  /// (google.auth.transport.requests).
  private static let googleTokens = Library(
    "Google auth",
    packages: ["google/oauth2", "google/oauth2/*"],
    exports: Members.of([.values("id_token", "google-auth-py.Tokens"), tokenChecks]).byName,
    types: ["google-auth-py.Tokens": LibraryType(tokenChecks)]
  ).forPython

  private static let tokenChecks = Members.each(
    "verify_oauth2_token verify_firebase_token verify_token fetch_id_token",
    request(to: "Google", 120)
  )

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

  /// Gemini: 600 s by default (google-generativeai, gapic), none in google-genai.
  private static let geminiPython = Library(
    "Gemini",
    packages: ["google/generativeai", "google/genai", "vertexai/*"],
    exports: Members.of([
      .types("GenerativeModel", "gemini-py.Model"),
      .types("Client", "gemini-py.Client"),
      .free("configure types"),
    ]).byName,
    types: [
      "gemini-py.Client": LibraryType(anyMember: .value("gemini-py.Model")),
      "gemini-py.Model": LibraryType(
        .each(
          """
          generate_content generate_content_async generate_content_stream send_message send_message_async
          embed_content count_tokens
          """,
          request(to: "Gemini", 600, "request_options", "config", "http_options")
        ),
        .each("start_chat create", .gives("gemini-py.Model")),
        .values("models chats aio", "gemini-py.Model")
      ),
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
    seconds: Double?,
    keepsConnections: Bool = false,
    _ functions: String = ""
  ) -> Library {
    let client = "\(prefix).Client"
    return Library(
      name,
      packages: packages,
      exports: Members.of([
        .each(
          classes,
          is: keepsConnections
            ? .type(client, constructing: Operation().playing(.serviceClient)) : .type(client)
        ),
        .each(functions, request(to: name, seconds)),
      ]).byName,
      types: [
        client: LibraryType(
          anyMember: Member(value: client, call: request(to: name, seconds)),
          .each("with_structured_output bind_tools bind", .chain),
          .free("with_options close")
        )
      ]
    ).forPython
  }

  private static func request(
    to name: String,
    _ seconds: Double?,
    _ options: String...
  ) -> Operation {
    .requests(
      "API",
      deadline: DeadlineRule(
        "\(name) request",
        options: [DeadlineRule.OptionRule(-1, ["timeout"] + options)],
        creation: [
          DeadlineRule.OptionRule(
            -1,
            ["timeout", "request_timeout", "http_client", "config", "http_options"]
          )
        ],
        defaultSeconds: seconds,
        isSettableElsewhere: true
      )
    )
  }
}
