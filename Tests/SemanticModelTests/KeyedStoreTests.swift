// What is kept under constant keys, and taken out by them.

import SemanticModel
import Testing

@Suite("What containers of the project keep under keys")
struct KeyedStoreTests {
  private static let services = """
    const { Pool } = require("pg");
    const pool = new Pool();
    class Orders {
      constructor(pool) { this.pool = pool; }
      async list() { await pool.query("SELECT 1"); await pool.query("SELECT 2"); }
    }
    class Users {
      async list() { await pool.query("SELECT 1"); }
    }
    """

  private func cost(_ container: String, _ use: String) async -> String? {
    let project = await Project([
      "main.js": """
      \(Self.services)
      \(container)
      async function handler() { const found = \(use); await found.list(); }
      """
    ])
    return project.cost("handler")
  }

  @Test(
    "a map gives what was put under the same key",
    arguments: [("orders", "2"), ("users", "1"), ("other", "0")]
  )
  func map(key: String, cost: String) async {
    let container = """
      const services = new Map([["users", new Users()]]);
      services.set("orders", new Orders(pool));
      """
    #expect(await self.cost(container, "services.get(\"\(key)\")") == cost)
  }

  @Test(
    "a function gives what is kept under the key that it is given",
    arguments: [("orders", "2"), ("users", "1")]
  )
  func container(key: String, cost: String) async {
    let container = """
      function fill({ container, overrides }) {
        const orders = overrides.orders ?? new Orders(pool);
        container.set("orders", orders);
      }
      function make(overrides = {}) {
        const values = new Map([["users", new Users()]]);
        fill({ container: values, overrides });
        return {
          resolve(token) {
            if (overrides[token]) return overrides[token];
            if (!values.has(token)) throw new Error(token);
            return values.get(token);
          }
        };
      }
      const services = make();
      """
    #expect(await self.cost(container, "services.resolve(\"\(key)\")") == cost)
  }

  @Test(
    "a factory that a container keeps is run by the one who asks for it",
    arguments: [("orders", "2"), ("users", "1")]
  )
  func factories(key: String, cost: String) async {
    let container = """
      class Container {
        constructor() { this.factories = new Map(); this.made = new Map(); }
        register(name, factory, options) {
          const entry = { factory, options };
          this.factories.set(name, entry);
        }
        get(name) {
          if (!this.made.has(name)) {
            const entry = this.factories.get(name);
            this.made.set(name, entry.factory(this));
          }
          return this.made.get(name);
        }
      }
      const services = new Container();
      services.register("orders", () => new Orders(pool), {});
      services.register("users", () => new Users());
      """
    #expect(await self.cost(container, "services.get(\"\(key)\")") == cost)
  }

  @Test("keys may be listed in an object, and services in one")
  func tokens() async {
    let container = """
      const TOKENS = { orders: "orders.service", users: "users.service" };
      const registry = {};
      function provide(key, value) { registry[key] = value; }
      const inject = (key) => { const found = registry[key]; return found; };
      provide(TOKENS.orders, new Orders(pool));
      provide(TOKENS.users, new Users());
      """
    #expect(await cost(container, "inject(TOKENS.orders)") == "2")
    #expect(await cost(container, "inject(TOKENS.users)") == "1")
  }

  @Test("a container of Python gives what was registered under the key")
  func python() async {
    let project = await Project([
      "main.py": """
      from models import Order

      class Container:
          def __init__(self):
              self.services = {}

          def register(self, name, factory):
              self.services[name] = factory

          def resolve(self, name):
              return self.services[name]()

      class Orders:
          def rows(self):
              return Order.objects.count()

      class Users:
          def rows(self):
              return []

      container = Container()
      container.register("orders", lambda: Orders())
      container.register("users", Users)

      def first():
          return container.resolve("orders").rows()

      def second():
          return container.resolve("users").rows()
      """,
      "models.py": """
      from django.db import models

      class Order(models.Model):
          name = models.CharField(max_length=20)
      """,
    ])
    #expect(project.cost("first") == "1")
    #expect(project.cost("second") == "0")
  }
}
