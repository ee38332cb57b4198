// The packages of JavaScript and Python by their part in the stack of an application.

extension Stack {
  package static let parts: [StackPart] =
    frameworks + frontEnds + mappers + drivers + identities + caches + jobs + logs + services

  private static let frameworks: [StackPart] = [
    part(.webFramework, "NestJS", "@nestjs/core @nestjs/common"),
    part(.webFramework, "Next.js", "next"),
    part(.webFramework, "Express", "express"),
    part(.webFramework, "Fastify", "fastify"),
    part(.webFramework, "Koa", "koa"),
    part(.webFramework, "hapi", "@hapi/hapi"),
    part(.webFramework, "Hono", "hono"),
    part(.webFramework, "Remix", "@remix-run/node @remix-run/express @remix-run/serve"),
    part(
      .webFramework,
      "React Router",
      "@react-router/node @react-router/serve @react-router/express"
    ),
    part(.webFramework, "SvelteKit", "@sveltejs/kit"),
    part(.webFramework, "Nuxt", "nuxt"),
    part(.webFramework, "Elysia", "elysia"),
    part(.webFramework, "Restify", "restify"),
    part(.webFramework, "Polka", "polka"),
    part(.webFramework, "Apollo Server", "@apollo/server apollo-server apollo-server-express"),
    part(.webFramework, "FastAPI", "fastapi"),
    part(.webFramework, "Flask", "flask Flask"),
    part(.webFramework, "Django", "django Django"),
    part(.webFramework, "Starlette", "starlette"),
    part(.webFramework, "Sanic", "sanic"),
    part(.webFramework, "Tornado", "tornado"),
    part(.webFramework, "Litestar", "litestar"),
    part(.webFramework, "Falcon", "falcon"),
    part(.webFramework, "Quart", "quart"),
    part(.cluster, "cluster", "cluster throng"),
  ]

  private static let frontEnds: [StackPart] = [
    part(.frontEnd, "React", "react react-dom react-scripts"),
    part(.frontEnd, "React Native", "react-native expo"),
    part(.frontEnd, "Preact", "preact"),
    part(.frontEnd, "Vue", "vue"),
    part(.frontEnd, "Svelte", "svelte"),
    part(.frontEnd, "Angular", "@angular/core angular"),
    part(.frontEnd, "Solid", "solid-js"),
    part(.frontEnd, "Lit", "lit lit-element lit-html"),
    part(.frontEnd, "Ember", "ember-source"),
    part(.frontEnd, "Qwik", "@builder.io/qwik"),
    part(.frontEnd, "Astro", "astro"),
    part(.frontEnd, "Gatsby", "gatsby"),
    part(.frontEnd, "Alpine.js", "alpinejs"),
    part(.frontEnd, "htmx", "htmx.org"),
    part(.frontEnd, "jQuery", "jquery"),
    part(.frontEnd, "Backbone", "backbone"),
  ]

  // Defaults of pools: node-postgres.com/apis/pool (10), sidorares/node-mysql2 (10), mongoosejs.com/docs/
  // connections.html (100; 5 before version 6, whose driver was 3.x), sequelize.org pool (5), knexjs.org pool
  // (10), prisma.io connection pool (2 × processors + 1 until version 7, which takes the driver's),
  // docs.sqlalchemy.org pooling (5 and 10 of overflow), node-mongodb-native 3.x (5) and later (100).
  private static let mappers: [StackPart] = [
    mapper("Prisma", "@prisma/client prisma/client", .processors, "PrismaClient", ""),
    mapper(
      "Mongoose",
      "mongoose @nestjs/mongoose @typegoose/typegoose",
      .since(major: 6, 100, before: 5),
      "connect createConnection forRoot forRootAsync",
      "maxPoolSize poolSize",
      .mongoDB
    ),
    mapper(
      "TypeORM",
      "typeorm @nestjs/typeorm",
      .driver,
      "DataSource createConnection createConnections forRoot forRootAsync",
      "extra.max extra.connectionLimit poolSize extra.poolSize extra.maxPoolSize"
    ),
    mapper(
      "Sequelize",
      "sequelize sequelize-typescript @sequelize/core @nestjs/sequelize",
      .fixed(5),
      "Sequelize forRoot forRootAsync default",
      "pool.max"
    ),
    mapper("Knex", "knex", .fixed(10), "knex Knex", "pool.max"),
    mapper("Objection", "objection", .driver, "", ""),
    mapper("Drizzle", "drizzle-orm", .driver, "", ""),
    mapper("MikroORM", "@mikro-orm/core @mikro-orm/nestjs", .driver, "init forRoot", "pool.max"),
    mapper("Kysely", "kysely", .driver, "", ""),
    mapper("Bookshelf", "bookshelf", .driver, "", ""),
    mapper("RedBeanNode", "redbean-node", .driver, "", ""),
    mapper("SQLModel", "sqlmodel", .overflow(5, 10), "create_engine", "pool_size"),
    mapper(
      "SQLAlchemy",
      "sqlalchemy SQLAlchemy flask_sqlalchemy flask-sqlalchemy",
      .overflow(5, 10),
      "create_engine create_async_engine",
      "pool_size"
    ),
    mapper("Django ORM", "django.db", .perThread, "", ""),
    mapper("Tortoise ORM", "tortoise tortoise-orm", .driver, "", ""),
    mapper("Peewee", "peewee", .driver, "", ""),
    mapper("MongoEngine", "mongoengine", .fixed(100), "connect", "maxPoolSize", .mongoDB),
    mapper("Beanie", "beanie", .driver, "", "", .mongoDB),
    mapper("Pony", "pony", .driver, "", ""),
  ]

  // Defaults of pools, as the documentation of each names them: node-postgres.com/apis/pool (10; pg-promise and Neon
  // build on it), Postgres.js README (`max: 10`), mysqljs/mysql and sidorares/node-mysql2 (`connectionLimit: 10`),
  // mariadb-connector-nodejs (`connectionLimit: 10`), tarn of node-mssql (`pool.max: 10`), node-oracledb (`poolMax: 4`),
  // clickhouse-js (`max_open_connections: 10`), AWS SDK 3 (`maxSockets: 50`), neo4j-driver (`maxConnectionPoolSize: 100`),
  // psycopg_pool (`max_size`: as `min_size`, 4), asyncpg (`max_size=10`), aiomysql (`maxsize=10`), PyMongo and Motor
  // (`maxPoolSize: 100`). Drivers without a pool have one connection.
  private static let drivers: [StackPart] = [
    driver(
      "node-postgres (pg)",
      "pg pg-pool @prisma/adapter-pg",
      .postgreSQL,
      .fixed(10),
      "Pool PrismaPg",
      "max"
    ),
    driver("Postgres.js", "postgres", .postgreSQL, .fixed(10), "postgres default", "max"),
    driver("pg-promise", "pg-promise", .postgreSQL, .fixed(10), "", "max"),
    driver(
      "Neon",
      "@neondatabase/serverless @prisma/adapter-neon",
      .postgreSQL,
      .fixed(10),
      "Pool",
      "max"
    ),
    driver("mysql2", "mysql2 mysql", .mySQL, .fixed(10), "createPool", "connectionLimit"),
    driver(
      "mariadb",
      "mariadb @prisma/adapter-mariadb",
      .mariaDB,
      .fixed(10),
      "createPool",
      "connectionLimit"
    ),
    driver(
      "mongodb",
      "mongodb",
      .mongoDB,
      .since(major: 4, 100, before: 5),
      "MongoClient connect",
      "maxPoolSize poolSize"
    ),
    driver(
      "better-sqlite3",
      "better-sqlite3 @prisma/adapter-better-sqlite3",
      .sqlite,
      .single,
      "",
      ""
    ),
    driver("sqlite3", "sqlite3 sqlite aiosqlite", .sqlite, .single, "", ""),
    driver("libSQL", "@libsql/client @prisma/adapter-libsql", .sqlite, .single, "", ""),
    driver("mssql", "mssql tedious", .sqlServer, .fixed(10), "connect ConnectionPool", "pool.max"),
    driver("oracledb", "oracledb", .oracle, .fixed(4), "createPool", "poolMax"),
    driver("cassandra-driver", "cassandra-driver cassandra", .cassandra, .single, "", ""),
    driver(
      "ClickHouse client",
      "@clickhouse/client",
      .clickHouse,
      .fixed(10),
      "createClient",
      "max_open_connections"
    ),
    driver(
      "DynamoDB client",
      "@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb",
      .dynamoDB,
      .fixed(50),
      "",
      ""
    ),
    driver("Firestore client", "@google-cloud/firestore", .firestore, .single, "", ""),
    driver(
      "neo4j-driver",
      "neo4j-driver neo4j",
      .neo4j,
      .fixed(100),
      "driver",
      "maxConnectionPoolSize"
    ),
    driver(
      "psycopg",
      "psycopg psycopg_pool",
      .postgreSQL,
      .fixed(4),
      "ConnectionPool AsyncConnectionPool",
      "max_size"
    ),
    driver("psycopg2", "psycopg2 psycopg2-binary", .postgreSQL, .single, "", ""),
    driver("asyncpg", "asyncpg", .postgreSQL, .fixed(10), "create_pool", "max_size"),
    driver("PyMySQL", "pymysql PyMySQL", .mySQL, .single, "", ""),
    driver("mysqlclient", "MySQLdb mysqlclient", .mySQL, .single, "", ""),
    driver("aiomysql", "aiomysql", .mySQL, .fixed(10), "create_pool", "maxsize"),
    driver(
      "PyMongo",
      "pymongo",
      .mongoDB,
      .fixed(100),
      "MongoClient AsyncMongoClient",
      "maxPoolSize"
    ),
    driver("Motor", "motor", .mongoDB, .fixed(100), "AsyncIOMotorClient", "maxPoolSize"),
  ]

  private static let identities: [StackPart] = [
    part(.session, "express-session", "express-session"),
    part(.session, "cookie-session", "cookie-session"),
    part(.session, "iron-session", "iron-session"),
    part(.session, "koa-session", "koa-session koa-generic-session"),
    part(.session, "@fastify/session", "@fastify/session @fastify/secure-session"),
    part(.session, "Auth.js (NextAuth)", "next-auth @auth/core @auth/express"),
    part(.session, "Better Auth", "better-auth"),
    part(.session, "Lucia", "lucia"),
    part(.session, "Clerk", "@clerk/nextjs @clerk/express @clerk/backend"),
    part(.session, "Auth0", "@auth0/nextjs-auth0 express-openid-connect"),
    part(.session, "Supabase Auth", "@supabase/ssr @supabase/auth-helpers-nextjs"),
    part(.session, "signed cookies (Hono)", "hono/cookie")
      .only("setSignedCookie", "getSignedCookie"),
    part(.session, "Starlette sessions (signed cookie)", "starlette.middleware.sessions"),
    part(.session, "Django sessions", "django.contrib.sessions"),
    part(.session, "Flask-Login", "flask_login flask-login"),
    part(.token, "jsonwebtoken", "jsonwebtoken"),
    part(.token, "jose", "jose python-jose"),
    part(.token, "@nestjs/jwt", "@nestjs/jwt"),
    part(.token, "passport-jwt", "passport-jwt"),
    part(.token, "express-jwt", "express-jwt"),
    part(.token, "koa-jwt", "koa-jwt"),
    part(.token, "@fastify/jwt", "@fastify/jwt fastify-jwt"),
    part(.token, "next-auth/jwt", "next-auth/jwt"),
    part(.token, "PyJWT", "jwt pyjwt PyJWT"),
    part(.token, "Flask-JWT-Extended", "flask_jwt_extended flask-jwt-extended"),
    part(.token, "Simple JWT", "rest_framework_simplejwt djangorestframework-simplejwt"),
    part(.sessionStore, "Redis", "connect-redis"),
    part(.sessionStore, "MongoDB", "connect-mongo connect-mongodb-session"),
    part(.sessionStore, "PostgreSQL", "connect-pg-simple"),
    part(.sessionStore, "MySQL", "express-mysql-session"),
    part(.sessionStore, "the database (Sequelize)", "connect-session-sequelize"),
    part(.sessionStore, "the database (Knex)", "connect-session-knex"),
    part(.sessionStore, "the database (Prisma)", "@quixo3/prisma-session-store"),
    part(.sessionStore, "the memory of the process", "memorystore"),
    part(.sessionStore, "files", "session-file-store"),
  ]

  private static let caches: [StackPart] = [
    part(
      .cache,
      "Redis",
      "redis ioredis @redis/client @nestjs-modules/ioredis @liaoliaots/nestjs-redis aioredis"
    ),
    part(.cache, "Redis (Upstash)", "@upstash/redis @vercel/kv"),
    part(.cache, "Memcached", "memcached memjs pymemcache pylibmc"),
    part(.cache, "cache-manager", "cache-manager @nestjs/cache-manager"),
    part(.cache, "Keyv", "keyv"),
    part(.cache, "fastapi-cache", "fastapi_cache fastapi-cache2"),
    part(.cache, "Flask-Caching", "flask_caching flask-caching"),
    part(.cache, "Django cache", "django.core.cache"),
    part(.cache, "aiocache", "aiocache"),
    part(.localCache, "node-cache", "node-cache"),
    part(.localCache, "lru-cache", "lru-cache quick-lru"),
    part(.localCache, "memory-cache", "memory-cache ttlcache @isaacs/ttlcache"),
    part(.localCache, "apicache", "apicache"),
    part(.localCache, "cachetools", "cachetools"),
    part(.localCache, "functools", "functools").only("lru_cache", "cache"),
  ]

  private static let jobs: [StackPart] = [
    part(.queue, "Bull", "bull @nestjs/bull"),
    part(.queue, "BullMQ", "bullmq @nestjs/bullmq"),
    part(.queue, "Bee-Queue", "bee-queue"),
    part(.queue, "Agenda", "agenda @hokify/agenda"),
    part(.queue, "pg-boss", "pg-boss"),
    part(.queue, "Graphile Worker", "graphile-worker"),
    part(
      .queue,
      "RabbitMQ",
      "amqplib amqp-connection-manager @golevelup/nestjs-rabbitmq pika aio_pika aio-pika"
    ),
    part(.queue, "Kafka", "kafkajs kafka confluent_kafka confluent-kafka aiokafka kafka-python"),
    part(.queue, "NATS", "nats"),
    part(.queue, "Inngest", "inngest"),
    part(.queue, "Trigger.dev", "@trigger.dev/sdk"),
    part(.queue, "SQS", "@aws-sdk/client-sqs sqs-consumer"),
    part(.queue, "Google Pub/Sub", "@google-cloud/pubsub"),
    part(.queue, "Google Cloud Tasks", "@google-cloud/tasks"),
    part(.queue, "Celery", "celery"),
    part(.queue, "RQ", "rq django_rq"),
    part(.queue, "Dramatiq", "dramatiq"),
    part(.queue, "Huey", "huey"),
    part(.queue, "arq", "arq"),
    part(.queue, "Taskiq", "taskiq"),
    part(.scheduler, "node-cron", "node-cron"),
    part(.scheduler, "cron", "cron"),
    part(.scheduler, "node-schedule", "node-schedule"),
    part(.scheduler, "Croner", "croner"),
    part(.scheduler, "Bree", "bree"),
    part(.scheduler, "toad-scheduler", "toad-scheduler @fastify/schedule"),
    part(.scheduler, "@nestjs/schedule", "@nestjs/schedule"),
    part(.scheduler, "APScheduler", "apscheduler APScheduler"),
    part(.scheduler, "schedule", "schedule"),
  ]

  private static let logs: [StackPart] = [
    part(.logger, "winston", "winston nest-winston winston-daily-rotate-file"),
    part(.logger, "pino", "pino nestjs-pino"),
    part(.logger, "bunyan", "bunyan"),
    part(.logger, "log4js", "log4js"),
    part(.logger, "loglevel", "loglevel"),
    part(.logger, "consola", "consola"),
    part(.logger, "tslog", "tslog"),
    part(.logger, "signale", "signale"),
    part(.logger, "Nest logger", "@nestjs/common").only("Logger", "ConsoleLogger"),
    part(.logger, "logging", "logging"),
    part(.logger, "Loguru", "loguru"),
    part(.logger, "structlog", "structlog"),
    part(.requestLogger, "morgan", "morgan"),
    part(.requestLogger, "pino-http", "pino-http"),
    part(.requestLogger, "express-winston", "express-winston"),
    part(.requestLogger, "koa-logger", "koa-logger koa-pino-logger"),
  ]

  static func part(_ kind: StackPart.Kind, _ name: String, _ packages: String) -> StackPart {
    StackPart(kind, name, Members.words(packages))
  }

  private static func mapper(
    _ name: String,
    _ packages: String,
    _ size: PoolKnowledge.PoolDefault,
    _ creators: String,
    _ options: String,
    _ database: DatabaseKind? = nil
  ) -> StackPart {
    var part = part(.mapper, name, packages)
    part.database = database
    part.pool = PoolKnowledge(
      creators: Members.words(creators),
      options: Members.words(options),
      size: size
    )
    return part
  }

  private static func driver(
    _ name: String,
    _ packages: String,
    _ database: DatabaseKind,
    _ size: PoolKnowledge.PoolDefault,
    _ creators: String,
    _ options: String
  ) -> StackPart {
    let mapped = mapper(name, packages, size, creators, options, database)
    var part = part(.driver, name, packages)
    part.database = database
    part.pool = mapped.pool
    return part
  }
}
