// Software kits of other services, with the time limits that they have by default.

import SemanticModel

extension Library {
  /// Stripe: 80 s by default (stripe-node, lib/stripe.js: DEFAULT_TIMEOUT; README: `timeout`).
  static let stripe = Library.module(
    "Stripe",
    packages: ["stripe"],
    prefix: "stripe",
    LibraryType(
      call: .gives("stripe.Client"),
      construct: .gives("stripe.Client"),
      .types("Stripe", "stripe.Client"),
      .values("webhooks", "stripe.Webhooks"),
      .values("errors", "builtin.Pure")
    ),
    types: [
      "stripe.Client": LibraryType(
        anyMember: .value("stripe.Resource"),
        // Signatures are checked without the network.
        .values("webhooks", "stripe.Webhooks"),
        .free("setApiVersion setAppInfo on off getConstant")
      ),
      "stripe.Webhooks": LibraryType(anyMember: .free),
      // `stripe.customers.create()`, `stripe.checkout.sessions.create()`: what is called asks the service.
      "stripe.Resource": LibraryType(
        anyMember: Member(
          value: "stripe.Resource",
          call: .requests(
            "API",
            gives: "stripe.List",
            deadline: DeadlineRule(
              "Stripe request",
              options: [DeadlineRule.OptionRule(-1, "timeout")],
              creation: [
                DeadlineRule.OptionRule(1, "timeout", "httpClient").suggesting("timeout: 5000")
              ],
              defaultSeconds: 80
            )
          )
        )
      ),
      "stripe.List": LibraryType(
        .each("autoPagingEach", .calls(CallbackRule(.at(0), .repeatedly))),
        .each("autoPagingToArray", .requests("API"))
      ),
    ]
  )

  /// AWS SDK 3: no limit by default (smithy NodeHttpHandler: requestTimeout and connectionTimeout are 0; since
  /// @smithy/node-http-handler 4.4 requestTimeout only warns unless throwOnRequestTimeout is set).
  static let aws = Library(
    "AWS SDK",
    packages: ["@aws-sdk/*"],
    exports: Members.of([
      .each(
        """
        S3Client SESClient SESv2Client SQSClient SNSClient DynamoDBClient LambdaClient
        SecretsManagerClient SSMClient KMSClient STSClient CloudWatchClient CloudWatchLogsClient
        CloudFrontClient EventBridgeClient KinesisClient FirehoseClient SchedulerClient SFNClient
        CognitoIdentityProviderClient RekognitionClient TextractClient BedrockRuntimeClient
        ECSClient EC2Client RDSDataClient PollyClient TranslateClient ComprehendClient PinpointClient
        """,
        is: .type("aws.Client", constructing: Operation().playing(.serviceClient))
      ),
      .each(
        "S3 SES SQS SNS DynamoDB Lambda SecretsManager SSM KMS STS EventBridge",
        is: .type("aws.Service", constructing: Operation().playing(.serviceClient))
      ),
      .values("DynamoDBDocumentClient DynamoDBDocument", "aws.DocumentClient"),
      .types("Upload", "aws.Upload"),
      .free(
        "getSignedUrl marshall unmarshall fromEnv fromIni fromTemporaryCredentials createPresignedPost"
      ),
    ]).byName,
    types: [
      "aws.Client": LibraryType(
        .each(
          "send",
          .requests(
            "API",
            deadline: DeadlineRule(
              "AWS request",
              options: [DeadlineRule.OptionRule(1, "abortSignal", "requestTimeout")],
              creation: [
                DeadlineRule.OptionRule(
                  0,
                  "requestHandler",
                  "requestHandler.requestTimeout",
                  "requestHandler.socketTimeout"
                ).suggesting("requestHandler: { socketTimeout: 5000, connectionTimeout: 1000 }")
                  .since(
                    DeadlineRule.LibraryRelease("@aws-sdk/client-", 3, 521),
                    before:
                      "Before 3.521 the client takes no plain object: give it `requestHandler: new NodeHttpHandler({ connectionTimeout: 1000, socketTimeout: 5000 })` of the package `@smithy/node-http-handler`, in the release that the client itself brings."
                  )
              ]
            )
          )
        ),
        .free("destroy"),
        .values("config middlewareStack", "builtin.Pure")
      ),
      "aws.Service": LibraryType(parent: "aws.Client", anyMember: .call(.requests("API"))),
      "aws.DocumentClient": LibraryType(.each("from", .passes(0))),
      "aws.Upload": LibraryType(.each("done", .requests("upload")), .listeners, .free("abort")),
    ]
  )

  /// AWS SDK 2: a socket may be idle for 120 s (AWS.Config: httpOptions.timeout).
  static let awsV2 = Library.module(
    "AWS SDK",
    packages: ["aws-sdk", "aws-sdk/*", "aws-sdk/clients/*"],
    prefix: "aws-v2",
    LibraryType(
      construct: .gives("aws-v2.Service"),
      anyMember: .type("aws-v2.Service"),
      .types("DocumentClient", "aws-v2.Service"),
      .values("config", "builtin.Pure")
    ),
    types: [
      "aws-v2.Service": LibraryType(
        anyMember: .call(
          .requests(
            "API",
            gives: "aws-v2.Request",
            deadline: DeadlineRule(
              "AWS request",
              creation: [
                DeadlineRule.OptionRule(0, "httpOptions", "httpOptions.timeout")
                  .suggesting("httpOptions: { connectTimeout: 1000, timeout: 3000 }")
              ],
              assignments: ["config.httpOptions.timeout"],
              defaultSeconds: 120
            ),
            callbacks: [.once(.last)]
          )
        ),
        .free("getSignedUrl getSignedUrlPromise makeRequest setupRequestListeners")
      ),
      "aws-v2.Request": LibraryType(
        .chain("promise on send"),
        .each("createReadStream", .gives("node.Stream")),
        .free("abort")
      ),
    ]
  )

  /// node-geocoder asks the provider over fetch (before version 4 over `https`), without a limit.
  static let geocoder = Library(
    "node-geocoder",
    packages: ["node-geocoder"],
    exports: [
      "default": .call(.gives("node-geocoder.Geocoder")),
      "Geocoder": .type("node-geocoder.Geocoder"),
    ],
    types: [
      "node-geocoder.Geocoder": LibraryType(
        .each(
          "geocode reverse batchGeocode",
          .requests(
            "geocode",
            deadline: DeadlineRule(
              "geocoding request",
              creation: [DeadlineRule.OptionRule(0, "timeout", "fetch").suggesting("timeout: 2000")]
            ),
            callbacks: [.once(.last)]
          )
        )
      )
    ]
  )

  /// web-push: `timeout` of a call, none by default.
  static let webPush = Library(
    "web-push",
    packages: ["web-push"],
    exports: Members.of([
      .each(
        "sendNotification",
        .requests(
          "send",
          deadline: DeadlineRule(
            "push request",
            options: [DeadlineRule.OptionRule(2, "timeout").suggesting("timeout: 3000")]
          )
        )
      ),
      .values("default", "web-push.Module"),
      .free("setVapidDetails setGCMAPIKey generateVAPIDKeys"),
    ]).byName,
    types: ["web-push.Module": LibraryType(.each("sendNotification", .requests("send")))]
  )

  /// Stores of files behind kits of their own.
  static let objectStores = Library(
    "object store",
    packages: [
      "cloudinary", "minio", "@google-cloud/storage", "@azure/storage-blob", "@vercel/blob",
    ],
    exports: Members.of([
      .values("v2", "object-store.Client"),
      .types("Client Storage BlobServiceClient", "object-store.Client"),
      .each("put del head list copy", .requests("API")),
    ]).byName,
    types: [
      "object-store.Client": LibraryType(
        anyMember: Member(value: "object-store.Client", call: .gives("object-store.Client")),
        .values("uploader api", "object-store.Client"),
        .each(
          """
          upload destroy upload_large upload_stream upload_chunked explicit putObject getObject fPutObject removeObject statObject
          download save exists uploadData uploadFile
          """,
          .requests("API")
        )
      )
    ]
  )

  /// Kits whose every method asks the service; the limits are theirs.
  static let services: [Library] = [
    // openai-node, README: 10 minutes by default. anthropic-sdk-typescript: the same.
    kit("OpenAI", ["openai"], "OpenAI AzureOpenAI", "openai", seconds: 600),
    kit("Anthropic", ["@anthropic-ai/sdk"], "Anthropic", "anthropic", seconds: 600),
    // groq-sdk, README: 1 minute by default.
    kit("Groq", ["groq-sdk"], "Groq", "groq", seconds: 60),
    // ollama-js over fetch of Node, whose undici waits 300 s for headers; the kit offers no limit.
    kit(
      "Ollama",
      ["ollama"],
      "Ollama",
      "ollama",
      seconds: 300,
      isSettableElsewhere: true,
      functions: "chat generate embed embeddings"
    ),
    gemini, vercelAI,
    // twilio-node: DEFAULT_TIMEOUT is 30 000 ms.
    kit("Twilio", ["twilio"], "Twilio", "twilio", seconds: 30).serving(.messages),
    // slack-web-api: timeout is 0 by default.
    kit("Slack", ["@slack/web-api"], "WebClient", "slack", seconds: nil).serving(.messages),
    // razorpay-node asks over axios, which it gives no limit; the kit offers none.
    kit("Razorpay", ["razorpay"], "Razorpay", "razorpay", seconds: nil, isSettableElsewhere: true),
    // mercadopago, AppConfig: DEFAULT_TIMEOUT is 10 000 ms.
    kit(
      "Mercado Pago",
      ["mercadopago"],
      "Preference Payment PaymentRefund Order MerchantOrder Customer PreApproval PreApprovalPlan",
      "mercadopago",
      seconds: 10
    ),
    // Requests go through `request` (postman-request), which has no limit; the kit offers none.
    kit("iyzipay", ["iyzipay"], "Iyzipay", "iyzipay", seconds: nil, isSettableElsewhere: true),
    // @sendgrid/client: `setTimeout` only; axios without a limit below it.
    kit(
      "SendGrid",
      ["@sendgrid/mail", "@sendgrid/client"],
      "MailService",
      "sendgrid",
      seconds: nil,
      functions: "send sendMultiple"
    ).serving(.messages),
    // postmark.js: timeout of the client, 180 s (docs: "Configuration options").
    kit("Postmark", ["postmark"], "ServerClient Client", "postmark", seconds: 180).serving(
      .messages
    ),
    kit("Expo push", ["expo-server-sdk"], "Expo", "expo-push", seconds: nil).serving(.messages),
    kit("Novu", ["@novu/node", "@novu/api"], "Novu", "novu", seconds: nil).serving(.messages),
    // resend-node: fetch of Node, whose undici waits 300 s for headers; no option says less (`ResendOptions`).
    kit("Resend", ["resend"], "Resend", "resend", seconds: 300, takesDeadline: false).serving(
      .messages
    ),
    kit("Mailgun", ["mailgun.js", "mailgun-js"], "Mailgun", "mailgun", seconds: nil).serving(
      .messages
    ),
    // mailchimp-api-v3 asks over `request`, which has no limit; the kit offers none.
    kit(
      "Mailchimp",
      ["mailchimp-api-v3"],
      "Mailchimp",
      "mailchimp",
      seconds: nil,
      isSettableElsewhere: true
    ),
    // @octokit/request over fetch: the same 300 s.
    kit(
      "Octokit",
      ["@octokit/rest", "octokit", "@octokit/core"],
      "Octokit",
      "octokit",
      seconds: 300
    ),
  ]

  private static func kit(
    _ name: String,
    _ packages: [String],
    _ classes: String,
    _ prefix: String,
    seconds: Double?,
    isSettableElsewhere: Bool = false,
    takesDeadline: Bool = true,
    functions: String = ""
  ) -> Library {
    let client = "\(prefix).Client"
    let call = DeadlineRule.OptionRule(-1, "timeout", "signal", "request.timeout")
    let creation = DeadlineRule.OptionRule(-1, "timeout", "httpClient", "request.timeout", "fetch")
    let asks = Operation.requests(
      "API",
      deadline: DeadlineRule(
        "\(name) request",
        options: takesDeadline ? [call] : [],
        creation: takesDeadline ? [creation] : [],
        chain: ["setTimeout"],
        defaultSeconds: seconds,
        isSettableElsewhere: isSettableElsewhere
      ),
      callbacks: [.once(.last)]
    )
    return Library.module(
      name,
      packages: packages,
      prefix: prefix,
      LibraryType(
        call: .gives(client),
        construct: .gives(client),
        .types(classes, client),
        .each(functions, asks),
        .free("setApiKey setTimeout setClient")
      ),
      types: [
        client: LibraryType(
          anyMember: Member(value: client, call: asks),
          .free(
            """
            setApiKey setTimeout setDefaultHeaders on off webhooks validateRequest withOptions
            validateWebhookSignature
            """
          )
        )
      ]
    )
  }
}
