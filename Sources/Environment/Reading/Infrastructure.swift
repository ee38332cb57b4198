// Which product a container image holds.

import Frameworks

/// What runs beside the application.
enum Infrastructure: Sendable, Hashable {
  case database(DatabaseKind)
  case cache(String)
  case broker(String)
  case search(String)
  case proxy(String)
  case pooler(String)
  case storage(String)
  /// Of no weight for the load: mail catchers, consoles, monitoring.
  case aside(String)

  /// What an image holds; nil for what may be the application itself.
  init?(_ image: ImageName) {
    guard let known = Self.byPath[image.path] ?? Self.byName[image.name] else {
      return nil
    }
    self = known
  }

  private static let byPath: [String: Infrastructure] = [
    "supabase/postgres": .database(.postgreSQL), "bitnami/redis": .cache("Redis"),
    "redis/redis-stack": .cache("Redis"), "traefik/traefik": .proxy("Traefik"),
    "mssql/server": .database(.sqlServer), "jaegertracing/all-in-one": .aside("Jaeger"),
    "minio/mc": .aside("MinIO client"),
  ]

  private static let byName: [String: Infrastructure] = [
    "postgres": .database(.postgreSQL), "postgresql": .database(.postgreSQL),
    "postgis": .database(.postgreSQL), "timescaledb": .database(.postgreSQL),
    "timescaledb-ha": .database(.postgreSQL), "pgvector": .database(.postgreSQL),
    "mysql": .database(.mySQL), "mysql-server": .database(.mySQL), "percona": .database(.mySQL),
    "mariadb": .database(.mariaDB), "mongo": .database(.mongoDB), "mongodb": .database(.mongoDB),
    "mongodb-community-server": .database(.mongoDB),
    "azure-sql-edge": .database(.sqlServer), "cockroach": .database(.cockroachDB),
    "clickhouse-server": .database(.clickHouse), "cassandra": .database(.cassandra),
    "scylla": .database(.cassandra), "neo4j": .database(.neo4j),
    "dynamodb-local": .database(.dynamoDB),
    "redis": .cache("Redis"), "redis-stack": .cache("Redis"), "redis-stack-server": .cache("Redis"),
    "valkey": .cache("Valkey"), "keydb": .cache("KeyDB"), "dragonfly": .cache("Dragonfly"),
    "memcached": .cache("Memcached"),
    "rabbitmq": .broker("RabbitMQ"), "kafka": .broker("Kafka"), "cp-kafka": .broker("Kafka"),
    "redpanda": .broker("Redpanda"), "nats": .broker("NATS"), "zookeeper": .aside("ZooKeeper"),
    "cp-zookeeper": .aside("ZooKeeper"),
    "elasticsearch": .search("Elasticsearch"), "opensearch": .search("OpenSearch"),
    "meilisearch": .search("Meilisearch"), "typesense": .search("Typesense"),
    "solr": .search("Solr"),
    "nginx": .proxy("nginx"), "traefik": .proxy("Traefik"), "caddy": .proxy("Caddy"),
    "haproxy": .proxy("HAProxy"), "envoy": .proxy("Envoy"), "nginx-proxy": .proxy("nginx"),
    "openresty": .proxy("nginx"), "kong": .proxy("Kong"),
    "pgbouncer": .pooler("PgBouncer"), "pgpool": .pooler("Pgpool-II"),
    "odyssey": .pooler("Odyssey"),
    "minio": .storage("MinIO"), "localstack": .aside("LocalStack"),
    "mailhog": .aside("MailHog"), "mailpit": .aside("Mailpit"), "inbucket": .aside("Inbucket"),
    "maildev": .aside("MailDev"), "mailcatcher": .aside("MailCatcher"),
    "adminer": .aside("Adminer"), "pgadmin4": .aside("pgAdmin"),
    "mongo-express": .aside("mongo-express"), "phpmyadmin": .aside("phpMyAdmin"),
    "redis-commander": .aside("Redis Commander"), "redisinsight": .aside("Redis Insight"),
    "portainer": .aside("Portainer"), "watchtower": .aside("Watchtower"),
    "prometheus": .aside("Prometheus"), "grafana": .aside("Grafana"), "loki": .aside("Loki"),
    "jaeger": .aside("Jaeger"), "zipkin": .aside("Zipkin"),
    "otel-collector": .aside("OpenTelemetry Collector"), "certbot": .aside("Certbot"),
    "flower": .aside("Flower"), "browserless": .aside("Browserless"),
  ]
}
