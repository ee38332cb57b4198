// NestJS: decorators say which methods are called, and for what.

import SemanticModel

extension Library {
  /// NestJS's core: controllers, guards, the application object.
  static let nest = Library(
    "NestJS",
    packages: ["@nestjs/common", "@nestjs/core", "@nestjs/platform-express", "@nestjs/config"],
    exports: Members.of([
      .each(
        "Logger ConsoleLogger",
        is: Member(
          value: "loggers.Logger",
          construct: .gives("loggers.Logger"),
          instance: "loggers.Logger"
        )
      ),
      .values("NestFactory", "nest.Factory"),
      .types("INestApplication NestExpressApplication INestApplicationContext", "nest.App"),
      .types("ConfigService ModuleRef Reflector", "nest.Service"),
      .values("ConfigModule", "nest.DynamicModule"),
      .each("applyDecorators SetMetadata", .free),
      .each("createParamDecorator", .calls(.entry(.request, .at(0)))),
      .each("forwardRef", .free),
      .free("UseGuards UseInterceptors UsePipes UseFilters mixin"),
      .each(
        "FileInterceptor FilesInterceptor AnyFilesInterceptor FileFieldsInterceptor",
        Operation().playing(.uploadParser).needing(DeadlineRule.OptionRule(-1, "limits"))
      ),
      .values("MulterModule", "nest.MulterModule"),
      .each("APP_GUARD APP_INTERCEPTOR APP_PIPE", Operation().routing(.use)),
      .each("APP_FILTER", Operation().routing(.errors)),
    ]).byName,
    types: [
      "nest.Factory": LibraryType(
        .each("create", Operation.gives("nest.App").playing(.application)),
        .each("createMicroservice createApplicationContext", .gives("nest.App"))
      ),
      "nest.App": LibraryType(
        .each("use", Operation.calls(.entry(.request, .from(0))).routing(.use)),
        .each(
          "useGlobalPipes useGlobalGuards useGlobalInterceptors",
          Operation(passesThrough: Operation.receiver).routing(.use)
        ),
        .each("useGlobalFilters", Operation(passesThrough: Operation.receiver).routing(.errors)),
        .each("setGlobalPrefix", Operation(passesThrough: Operation.receiver).routing(.prefix)),
        .each("listen", Operation.calls(.entry(.startup, .last)).playing(.listener)),
        .each("enableShutdownHooks", Operation.chain.playing(.shutdown)),
        .each("close", Operation.free.playing(.shutdown)),
        .each("getHttpServer getHttpAdapter", .gives("express.Application")),
        .chain(
          """
          enableVersioning useWebSocketAdapter useStaticAssets setViewEngine
          set disable enable setBaseViewsDir connectMicroservice useBodyParser
          """
        ),
        .free("get resolve select enableCors init startAllMicroservices useLogger getUrl")
      ),
      "nest.Service": LibraryType(anyMember: .free),
      "nest.DynamicModule": LibraryType(anyMember: .free),
      "nest.MulterModule": LibraryType(
        .each("register registerAsync", Operation().playing(.uploadDefaults))
      ),
    ],
    decorators: decorators(verbs: "Get Post Put Patch Delete All Head Options Search Sse", .request)
      .merging([
        "Controller": DecoratorRule(entry: nil, verb: "controller").ofSingleton,
        "Injectable": DecoratorRule(
          entry: nil,
          verb: "provider",
          methods: [
            "canActivate": .request, "handleRequest": .request, "intercept": .request,
            "transform": .request, "use": .request,
            "validate": .request, "catch": .request, "onModuleInit": .startup,
            "onApplicationBootstrap": .startup,
          ]
        ).ofSingleton,
        "Inject": DecoratorRule(entry: nil, verb: "dependency"),
        "UseGuards": DecoratorRule(
          entry: nil,
          verb: "middleware",
          methods: ["canActivate": .request]
        ),
        "UseInterceptors": DecoratorRule(
          entry: nil,
          verb: "middleware",
          methods: ["intercept": .request]
        ),
        "UsePipes": DecoratorRule(
          entry: nil,
          verb: "middleware",
          methods: ["transform": .request]
        ),
        "Catch": DecoratorRule(entry: nil, verb: "filter", methods: ["catch": .request]),
        "Module": DecoratorRule(
          entry: nil,
          verb: "module",
          methods: ["configure": .startup, "onModuleInit": .startup]
        ),
      ]) { own, _ in own }
  )

  /// NestJS's schedules, queues, events, messages and sockets.
  static let nestBackground = Library(
    "NestJS",
    packages: [
      "@nestjs/schedule", "@nestjs/bull", "@nestjs/bullmq", "@nestjs/event-emitter",
      "@nestjs/microservices", "@nestjs/websockets", "nest-commander",
    ],
    exports: Members.of([
      .types("SchedulerRegistry", "nest.Service"),
      .types("EventEmitter2", "builtin.EventEmitter"),
      .types("ClientProxy ClientKafka", "nest.ClientProxy"),
      .types("WorkerHost", "nest.WorkerHost"),
      .values("BullModule ScheduleModule EventEmitterModule ClientsModule", "nest.DynamicModule"),
    ]).byName,
    types: [
      "nest.ClientProxy": LibraryType(
        .each("send", .requests("message")),
        .each("emit", .enqueues("event")),
        .free("connect close subscribeToResponseOf")
      ),
      "nest.WorkerHost": LibraryType(hooks: ["process": .job]),
    ],
    decorators: decorators(verbs: "Cron Interval Timeout Process OnEvent OnWorkerEvent", .job)
      .merging(
        decorators(verbs: "SubscribeMessage MessagePattern EventPattern", .socket)
      ) { own, _ in own }
      .merging([
        "Processor": DecoratorRule(entry: nil, verb: "processor", methods: ["process": .job])
          .ofSingleton,
        "WebSocketGateway": DecoratorRule(
          entry: nil,
          verb: "gateway",
          methods: [
            "handleConnection": .socket, "handleDisconnect": .socket, "afterInit": .startup,
          ]
        ).ofSingleton,
        "Command": DecoratorRule(entry: .script, verb: "command"),
      ]) { own, _ in own }
  )

  /// NestJS's buses: a message is answered by the class that is decorated with its class.
  static let nestCQRS = Library(
    "NestJS CQRS",
    packages: ["@nestjs/cqrs"],
    exports: Members.of([
      .types("CommandBus QueryBus", "nest.MessageBus"),
      .types("EventBus", "nest.EventBus"),
      .values("CqrsModule", "nest.DynamicModule"),
    ]).byName,
    types: [
      "nest.MessageBus": LibraryType(.free("execute register")),
      "nest.EventBus": LibraryType(.free("publish publishAll register")),
    ],
    decorators: [
      "CommandHandler": DecoratorRule(
        entry: nil,
        verb: "handler",
        methods: ["execute": .request]
      ).ofSingleton,
      "QueryHandler": DecoratorRule(entry: nil, verb: "handler", methods: ["execute": .request])
        .ofSingleton,
      "EventsHandler": DecoratorRule(entry: nil, verb: "listener", methods: ["handle": .job])
        .ofSingleton,
    ]
  )

  /// GraphQL by decorators: in NestJS and in TypeGraphQL.
  ///
  /// A field's method is called once per parent object.
  static let nestGraphQL = Library(
    "GraphQL decorators",
    packages: ["@nestjs/graphql", "type-graphql"],
    decorators: decorators(
      verbs: "Query Mutation Subscription ResolveField ResolveReference FieldResolver",
      .request
    ).merging(["Resolver": DecoratorRule(entry: nil, verb: "resolver").ofSingleton]) { own, _ in own
    }
  )

  /// `@nestjs/axios`: axios without a time limit, unless the module is registered with one.
  static let nestHTTP = Library(
    "@nestjs/axios",
    packages: ["@nestjs/axios"],
    exports: [
      "HttpService": .type("nest-http.Service"),
      "HttpModule": .value("nest-http.HttpModule"),
    ],
    types: [
      "nest-http.HttpModule": LibraryType(.free("register registerAsync")),
      "nest-http.Service": LibraryType(
        .each("get", requests("GET", options: 1)),
        .each("head", requests("HEAD", options: 1)),
        .each("delete", requests("DELETE", options: 1)),
        .each("post", requests("POST", options: 2)),
        .each("put", requests("PUT", options: 2)),
        .each("patch", requests("PATCH", options: 2)),
        .each("request", requests("request", options: 0)),
        .values("axiosRef", "nest-http.Axios")
      ),
      // The same instance without the observables.
      "nest-http.Axios": LibraryType(
        parent: "nest-http.Service",
        call: requests("request", options: 0),
        .values("defaults", "axios.Defaults"),
        .values("interceptors", "axios.Interceptors")
      ),
    ]
  )

  private static func requests(_ verb: String, options: Int) -> Operation {
    .requests(
      verb,
      subject: options == 0 ? nil : 0,
      deadline: DeadlineRule(
        "HTTP request",
        options: [
          DeadlineRule.OptionRule(options, "timeout", "signal", "cancelToken")
            .suggesting("timeout: 5000")
        ],
        creation: [
          DeadlineRule.OptionRule(0, "timeout", "useFactory().timeout", "useClass")
            .suggesting("timeout: 5000", by: "register")
        ],
        assignments: ["axiosRef.defaults.timeout", "defaults.timeout"],
        providedBy: "HttpModule"
      )
    )
  }

  /// Decorators of methods that all start the same kind of path; the verb is the name in capitals.
  static func decorators(verbs: String, _ entry: EntryKind) -> [String: DecoratorRule] {
    Members.words(verbs).reduce(into: [:]) { rules, name in
      rules[name] = DecoratorRule(entry: entry, verb: name.uppercased())
    }
  }
}
