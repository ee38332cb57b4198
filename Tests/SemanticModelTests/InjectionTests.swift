// A call finds its method through what a container of dependencies hands out.

import Testing

@Suite("Injection")
struct InjectionTests {
  @Test(
    "a call finds its method through",
    arguments: tokens + types + messages + containers + dataClasses
  )
  func finds(_ subject: CostCase) async {
    await expectCost(of: subject)
  }

  private static let store = """
    import { ask } from './db';
    import { STORE, Store } from './port';
    export class SqlStore implements Store { find(id) { return ask(id); } }
    """

  private static let port = """
    export const STORE = Symbol('Store');
    export interface Store { find(id: number): Promise<unknown>; }
    """

  private static let service = """
    import { Inject, Injectable } from '@nestjs/common';
    import { STORE, type Store } from './port';
    @Injectable() export class Service {
      constructor(@Inject(STORE) private readonly store: Store) {}
      start() { return this.store.find(1); }
    }
    """

  private static let memory = """
    import type { Store } from './port';
    export class MemoryStore implements Store { find(id) { return null; } }
    """

  /// A module that provides something, beside a second class that implements the same.
  private static func provided(_ what: String, _ provider: String, cost: String = "1") -> CostCase {
    CostCase(
      what: what,
      files: [
        "db.js": DataLayer.commonJS, "port.ts": port, "memory.ts": memory, "service.ts": service,
        "sql.ts": store,
        "module.ts": """
        import { ask } from './db';
        import { STORE } from './port';
        import { SqlStore } from './sql';
        import { MemoryStore } from './memory';
        const providers = [\(provider)];
        """,
      ],
      cost: cost
    )
  }

  private static let tokens: [CostCase] = [
    provided("a class", "{ provide: STORE, useClass: SqlStore }"),
    provided("the other class", "{ provide: STORE, useClass: MemoryStore }", cost: "0"),
    provided(
      "one that stands under its own name",
      "SqlStore, { provide: STORE, useExisting: SqlStore }"
    ),
    provided(
      "a second name",
      "{ provide: 'sql', useClass: SqlStore }, { provide: STORE, useExisting: 'sql' }"
    ),
    provided("a factory", "{ provide: STORE, useFactory: async () => new SqlStore() }"),
    provided(
      "what a factory is given",
      """
      { provide: 'sql', useClass: SqlStore },
      { provide: STORE, useFactory: (inner) => ({ find: (id) => inner.find(id) }), inject: ['sql'] }
      """
    ),
    provided("a value", "{ provide: STORE, useValue: { find: (id) => ask(id) } }"),
    provided("nothing, where two classes implement the type", "SqlStore, MemoryStore", cost: "0"),
    CostCase(
      what: "nothing that a test provides",
      files: [
        "db.js": DataLayer.commonJS, "port.ts": port, "service.ts": service, "memory.ts": memory,
        "service.spec.ts": """
        import { ask } from './db';
        import { STORE } from './port';
        const providers = [{ provide: STORE, useValue: { find: (id) => ask(id) } }];
        """,
      ],
      cost: "0"
    ),
    CostCase(
      what: "a field that asks by a text",
      files: [
        "db.js": DataLayer.commonJS, "port.ts": port, "sql.ts": store,
        "module.ts": """
        import { SqlStore } from './sql';
        const providers = [{ provide: 'STORE', useClass: SqlStore }];
        """,
        "service.ts": """
        import { Inject, Injectable } from '@nestjs/common';
        @Injectable() export class Service {
          @Inject('STORE') private readonly store: any;
          start() { return this.store.find(1); }
        }
        """,
      ],
      cost: "1"
    ),
  ]

  private static let types: [CostCase] = [
    CostCase(
      what: "of all that a helper chooses from, the classes that implement what is asked for",
      files: [
        "db.js": DataLayer.commonJS,
        "ports.ts": """
        export abstract class Store { abstract find(id: number): any; }
        export abstract class Log { abstract find(id: number): any; }
        """,
        "stores.ts": """
        import { ask } from './db';
        import { Log, Store } from './ports';
        export class SqlStore implements Store { find(id: number) { return ask(id); } }
        export class MemoryStore implements Store { find(id: number) { return null; } }
        export class SqlLog implements Log {
          find(id: number) { return [ask(id), ask(id), ask(id)]; }
        }
        export class FileLog implements Log { find(id: number) { return null; } }
        """,
        "module.ts": """
        import { Log, Store } from './ports';
        import { FileLog, MemoryStore, SqlLog, SqlStore } from './stores';
        const chosen = <A, B>(first: A, second: B): A | B => (process.env.MODE ? first : second);
        const providers = [
          { provide: Store, useClass: chosen(SqlStore, MemoryStore) },
          { provide: Log, useClass: chosen(SqlLog, FileLog) },
        ];
        """,
        "service.ts": """
        import { Store } from './ports';
        export class Service {
          constructor(private readonly store: Store) {}
          start() { return this.store.find(1); }
        }
        """,
      ],
      cost: "1"
    ),
    CostCase(
      what: "the only class that implements the type of a parameter",
      files: [
        "db.js": DataLayer.commonJS, "port.ts": port, "sql.ts": store,
        "service.ts": """
        import type { Store } from './port';
        export class Service {
          constructor(private readonly store: Store) {}
          start() { return this.store.find(1); }
        }
        """,
      ],
      cost: "1"
    ),
    CostCase(
      what: "the class that implements the type of this file, of two that are called the same",
      files: [
        "db.js": DataLayer.commonJS, "a/port.ts": port, "b/port.ts": port,
        "a/sql.ts": store.replacing("./db", with: "../db"),
        "b/memory.ts": memory,
        "a/service.ts": service,
      ],
      cost: "1"
    ),
    CostCase(
      what: "what is provided for an abstract class",
      files: [
        "db.js": DataLayer.commonJS,
        "port.ts": "export abstract class Store { abstract find(id: number): Promise<unknown>; }",
        "sql.ts": store.replacing("STORE, ", with: ""),
        "memory.ts": """
        import { Store } from './port';
        export class None extends Store { find() {} }
        """,
        "module.ts": """
        import { Store } from './port';
        import { SqlStore } from './sql';
        const providers = [{ provide: Store, useClass: SqlStore }];
        """,
        "service.ts": """
        import { Store } from './port';
        export class Service {
          constructor(private readonly store: Store) {}
          start() { return this.store.find(1); }
        }
        """,
      ],
      cost: "1"
    ),
    CostCase(
      what: "a method that an abstract class leaves to who extends it",
      files: [
        "db.js": DataLayer.commonJS,
        "base.ts": """
        export abstract class Report {
          protected abstract rows(): Promise<unknown>;
          start() { return this.rows(); }
        }
        """,
        "sales.ts": """
        import { ask } from './db';
        import { Report } from './base';
        export class Sales extends Report { protected rows() { return ask(1); } }
        """,
      ],
      cost: "1"
    ),
  ]

  private static func registered(_ what: String, _ registration: String, _ start: String)
    -> CostCase
  {
    CostCase(
      what: what,
      files: [
        "db.js": DataLayer.commonJS, "port.ts": port, "memory.ts": memory, "sql.ts": store,
        "service.ts": """
        import { inject } from 'tsyringe';
        import { STORE, type Store } from './port';
        export class Service {
          constructor(@inject(STORE) private readonly store: Store) {}
          run() { return this.store.find(1); }
        }
        """,
        "main.ts": """
        import { container } from 'tsyringe';
        import { STORE } from './port';
        import { SqlStore } from './sql';
        import { Service } from './service';
        \(registration)
        export const start = () => \(start);
        """,
      ],
      cost: "1"
    )
  }

  private static let containers: [CostCase] = [
    registered(
      "a class that is registered",
      "container.register(STORE, { useClass: SqlStore });",
      "container.resolve(Service).run()"
    ),
    registered(
      "a class that is registered by itself",
      "container.registerSingleton(STORE, SqlStore);",
      "container.resolve(Service).run()"
    ),
    registered(
      "a class that is bound",
      "container.bind(STORE).to(SqlStore);",
      "container.get(STORE).find(1)"
    ),
  ]

  private static let messages: [CostCase] = [
    CostCase(
      what: "the message that a bus is handed",
      files: [
        "db.js": DataLayer.commonJS,
        "messages.ts": "export class GetOrder { constructor(readonly id: number) {} }",
        "handler.ts": """
        import { QueryHandler } from '@nestjs/cqrs';
        import { ask } from './db';
        import { GetOrder } from './messages';
        @QueryHandler(GetOrder) export class GetOrderHandler {
          async execute(query: GetOrder) { return ask(query.id); }
        }
        """,
        "orders.ts": """
        import { QueryBus } from '@nestjs/cqrs';
        import { GetOrder } from './messages';
        export class Orders {
          constructor(private readonly queryBus: QueryBus) {}
          start() { return this.queryBus.execute(new GetOrder(1)); }
        }
        """,
      ],
      cost: "1"
    )
  ]

  private static let orders = """
    import psycopg2
    connection = psycopg2.connect("x")
    class Orders:
        def __init__(self, user):
            self.user = user
        @classmethod
        def of(cls, user):
            return cls(user)
        def find(self):
            cursor = connection.cursor()
            cursor.execute("SELECT * FROM orders WHERE user_id = %s", (self.user,))
    """

  /// A record of factories, and how it is filled.
  private static func record(
    _ what: String,
    _ made: String,
    head: String = "@dataclass(frozen=True)\nclass Parts:"
  )
    -> CostCase
  {
    CostCase(
      what: what,
      files: [
        "orders.py": orders,
        "parts.py": """
        from dataclasses import dataclass
        from typing import Callable, NamedTuple, cast
        from orders import Orders
        \(head)
            orders: Callable[[int], Orders]
            name: str | None = None
        def parts():
            return \(made)
        """,
        "main.py": """
        from parts import parts
        def start(user):
            known = parts()
            known.orders(user).find()
        """,
      ],
      cost: "1"
    )
  }

  private static let dataClasses: [CostCase] = [
    record("a field of a data class", "Parts(orders=Orders)"),
    record("a field that is given in order", "Parts(Orders)"),
    record("a method that makes one", "Parts(orders=Orders.of)"),
    record("a function among the fields", "Parts(orders=lambda user: Orders(user))"),
    record("what is only said to be of a type", "Parts(orders=cast(Callable, Orders))"),
    record("a field of a named tuple", "Parts(orders=Orders)", head: "class Parts(NamedTuple):"),
  ]
}
