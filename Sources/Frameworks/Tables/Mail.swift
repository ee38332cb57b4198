// nodemailer: mail over SMTP.

import SemanticModel

extension Library {
  /// nodemailer.
  ///
  /// Unless set it waits 120 s to connect, 30 s for the greeting and 600 s on an idle socket
  /// (nodemailer/lib/smtp-connection/index.js: CONNECTION_TIMEOUT, GREETING_TIMEOUT, SOCKET_TIMEOUT).
  static let nodemailer = Library.module(
    "nodemailer",
    packages: ["nodemailer"],
    prefix: "nodemailer",
    LibraryType(
      .each("createTransport", .gives("nodemailer.Transport")),
      .types("Transporter", "nodemailer.Transport"),
      .free("createTestAccount getTestMessageUrl")
    ),
    types: [
      "nodemailer.Transport": LibraryType(
        .listeners,
        .each(
          "sendMail",
          .requests(
            "send",
            deadline: DeadlineRule(
              "SMTP connection",
              creation: [
                DeadlineRule.OptionRule(0, "socketTimeout", "connectionTimeout", "greetingTimeout")
                  .suggesting(
                    "connectionTimeout: 5000",
                    "greetingTimeout: 5000",
                    "socketTimeout: 10000"
                  ),
                // These transports open no SMTP connection.
                DeadlineRule.OptionRule(0, "SES", "sendmail", "jsonTransport", "streamTransport"),
              ],
              assignments: ["options.socketTimeout", "options.connectionTimeout"],
              defaultSeconds: 600
            ),
            // A transport of the application's own sends in its method.
            callbacks: [.once(.last), .once(.propertyOfMaker("send", 0))]
          )
        ),
        .each("verify", .calls(.once(.last))),
        .each("use", .calls(.entry(.escaped, .last))),
        .free("close isIdle")
      )
    ]
  )
}
