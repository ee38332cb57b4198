// nodemailer, alone and in NestJS: mail over SMTP.

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
      .each("createTransport", .gives("nodemailer.Transport").playing(.serviceClient)),
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

  /// Mail in NestJS: a module that makes nodemailer's transport, and a service that sends through it.
  static let nestMailer = Library(
    "@nestjs-modules/mailer",
    packages: ["@nestjs-modules/mailer"],
    exports: Members.of([
      .values("MailerModule", "nest-mailer.Module"),
      .types("MailerService", "nest-mailer.Service"),
    ]).byName,
    types: [
      "nest-mailer.Module": LibraryType(.free("forRoot forRootAsync")),
      "nest-mailer.Service": LibraryType(
        .each(
          "sendMail",
          .requests(
            "send",
            deadline: DeadlineRule(
              "SMTP connection",
              creation: [
                DeadlineRule.OptionRule(
                  0,
                  "transport.socketTimeout",
                  "transport.connectionTimeout",
                  "useFactory().transport.socketTimeout",
                  "useFactory().transport.connectionTimeout",
                  "useClass",
                  "useExisting",
                  "transports",
                  "useFactory().transports"
                ),
                // These transports open no SMTP connection.
                DeadlineRule.OptionRule(
                  0,
                  "transport.SES",
                  "transport.sendmail",
                  "transport.jsonTransport",
                  "transport.streamTransport",
                  "useFactory().transport.SES",
                  "useFactory().transport.jsonTransport"
                ),
              ],
              providedBy: "MailerModule",
              defaultSeconds: 600
            )
          )
        ),
        .free("verifyAllTransporters addTransporter")
      ),
    ]
  )
}
