// Queues: consumers start jobs, producers put messages in.

import SemanticModel

extension Library {
  /// Bull, BullMQ, Bee-Queue, Agenda, pg-boss and amqplib.
  static let bull = Library.module(
    "queues",
    packages: ["bull", "bullmq", "bee-queue", "agenda", "pg-boss", "@hokify/agenda"],
    prefix: "queues",
    LibraryType(
      call: jobQueue,
      construct: jobQueue,
      .each("Queue", is: .type("queues.Queue", constructing: jobQueue)),
      .types("PgBoss Agenda", "queues.Queue"),
      [
        "Worker": .type(
          "queues.Worker",
          constructing: .calls(.entry(.job, .at(1), receives: [0: "queues.Job"]))
        )
      ],
      .types("QueueEvents QueueScheduler", "queues.Worker"),
      .types("FlowProducer", "queues.Queue"),
      .types("Job", "queues.Job")
    ),
    types: [
      "queues.Queue": LibraryType(
        .listeners,
        // Bull and BullMQ try a job once unless `attempts` says otherwise.
        .each(
          "add",
          Operation.enqueues("add", subject: 0).playing(.jobAdd)
            .needing(DeadlineRule.OptionRule(-1, "attempts"))
        ),
        .each("send publish schedule every now enqueue sendAfter", .enqueues("add", subject: 0)),
        // One command for all of them.
        .each("addBulk insert", .enqueues("add")),
        .each(
          "process define work subscribe",
          .calls(
            .entry(.job, .from(0), receives: [0: "queues.Job"])
          )
        ),
        .each("createJob create", .gives("queues.Draft")),
        .each(
          "getJob getJobs getWaiting getActive getCompleted getFailed getDelayed",
          .caches("get")
        ),
        .each("getJobCounts count getRepeatableJobs", .caches("get")),
        .each(
          "empty clean obliterate drain pause resume removeRepeatable remove",
          .caches("delete")
        ),
        .free("close start stop disconnect isReady waitUntilReady")
      ),
      "queues.Draft": LibraryType(
        .chain("timeout retries backoff delayUntil setId unique repeatEvery priority attempts"),
        .each("save", .enqueues("add"))
      ),
      "queues.Worker": LibraryType(
        .listeners,
        .free("run close pause resume isRunning waitUntilReady")
      ),
      "queues.Job": LibraryType(
        .each("updateProgress progress update updateData log", .caches("set")),
        .each("remove retry promote moveToFailed moveToCompleted", .caches("set")),
        .each("getState isCompleted isFailed finished waitUntilFinished", .caches("get")),
        .free("toJSON")
      ),
    ]
  )

  private static let jobQueue = Operation.gives("queues.Queue").playing(.jobQueue)
    .needing(DeadlineRule.OptionRule(-1, "defaultJobOptions.attempts"))

  /// RabbitMQ.
  static let amqp = Library.module(
    "amqplib",
    packages: ["amqplib", "amqplib/callback_api", "amqp-connection-manager"],
    prefix: "amqplib",
    LibraryType(
      .each(
        "connect",
        Operation(
          returns: "amqplib.Connection",
          callbacks: [.once(.last, receives: [1: "amqplib.Connection"])]
        )
      )
    ),
    types: [
      "amqplib.Connection": LibraryType(
        .listeners,
        .each(
          "createChannel createConfirmChannel",
          Operation(
            returns: "amqplib.Channel",
            callbacks: [.once(.last, receives: [1: "amqplib.Channel"])]
          )
        ),
        .free("close")
      ),
      "amqplib.Channel": LibraryType(
        .listeners,
        .each("consume", .calls(.entry(.job, .at(1)))),
        .each("sendToQueue publish", .enqueues("send", subject: 0)),
        .each("get", .calls(.once(.last))),
        .free(
          """
          ack nack reject prefetch assertQueue assertExchange bindQueue checkQueue close cancel
          deleteQueue purgeQueue waitForConfirms waitForConnect addSetup
          """
        )
      ),
    ]
  )

  /// KafkaJS: connects within 1 s and ends requests after 30 s by default (kafka.js.org, Client configuration:
  /// connectionTimeout, requestTimeout; `send` has its own timeout, 30 s).
  static let kafka = Library(
    "KafkaJS",
    packages: ["kafkajs", "@confluentinc/kafka-javascript"],
    exports: Members.of([
      .types("Kafka", "kafkajs.Kafka"),
      .types("Producer", "kafkajs.Producer"),
      .types("Consumer", "kafkajs.Consumer"),
      .types("Admin", "kafkajs.Admin"),
      .values("logLevel CompressionTypes Partitioners", "builtin.Pure"),
      .values("default", "kafkajs.Package"),
    ]).byName,
    types: [
      "kafkajs.Package": LibraryType(.types("Kafka", "kafkajs.Kafka")),
      "kafkajs.Kafka": LibraryType(
        .each("producer", .gives("kafkajs.Producer")),
        .each("consumer", .gives("kafkajs.Consumer")),
        .each("admin", .gives("kafkajs.Admin")),
        .free("logger")
      ),
      "kafkajs.Producer": LibraryType(
        .listeners,
        .each("send sendBatch", sendsToKafka),
        .each("transaction", .gives("kafkajs.Producer")),
        .free("connect disconnect commit abort sendOffsets isActive")
      ),
      "kafkajs.Consumer": LibraryType(
        .listeners,
        .each(
          "run",
          .calls(
            .entry(.job, .property("eachMessage", of: 0)),
            .entry(.job, .property("eachBatch", of: 0))
          )
        ),
        .free("connect disconnect subscribe commitOffsets pause resume seek stop describeGroup")
      ),
      "kafkajs.Admin": LibraryType(
        anyMember: .call(.requests("admin")),
        .free("connect disconnect")
      ),
    ]
  )

  /// KafkaJS waits 30 s for an answer (docs, Client Configuration: requestTimeout).
  private static let sendsToKafka = Operation(
    Effect(.enqueue, "send"),
    deadline: DeadlineRule(
      "Kafka request",
      options: [DeadlineRule.OptionRule(0, "timeout")],
      creation: [DeadlineRule.OptionRule(0, "requestTimeout", "connectionTimeout")],
      defaultSeconds: 30
    )
  )
}
