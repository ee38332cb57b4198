// Routes, hooks and limits that functions of the project are given.

import SemanticModel
import Testing

@Suite("What functions of the project are given")
struct GivenRouteTests {
  @Test("a route that a method registers stands where its path is written")
  func place() async throws {
    let project = await Project([
      "controller.js": """
      import { Router } from "express";
      class Controller {
        constructor() { this.app = Router(); }
        route(options) { this.app[options.method](options.path, options.handler); }
        post(path, handler) { this.route({ method: "post", path, handler }); }
      }
      export default Controller;
      """,
      "orders.js": """
      import Controller from "./controller";
      class Orders extends Controller {
        constructor() {
          super();
          this.route({ method: "get", path: "/orders", handler: this.list });
          this.post("/orders", this.create);
        }
        list(req, res) { res.json([]); }
        create(req, res) { res.json({}); }
      }
      export default Orders;
      """,
      "main.js": """
      import express from "express";
      import Orders from "./orders";
      const app = express();
      app.use("/api", new Orders().app);
      """,
    ])
    let files = project.program.routes.map { project.program.units[$0.place.unit].path }
    #expect(files == ["orders.js", "orders.js"])
    #expect(Set(project.program.routes.map(\.place)).count == 2)
  }

  @Test("the call of a wrapper without the limit that it takes is a call without a limit")
  func deadline() async {
    let project = await Project([
      "request.js": """
      const call = (url, { timeout, ...config } = {}) => {
        const options = { ...config };
        if (timeout) options.signal = AbortSignal.timeout(timeout);
        return fetch(url, options);
      };
      exports.get = (url, config) => call(url, config);
      """,
      "main.js": """
      const request = require("./request");
      request.get("https://a.example");
      request.get("https://b.example", { headers: {} });
      request.get("https://c.example", { timeout: 500 });
      request.get("https://d.example", process.options);
      """,
    ])
    let calls = project.program.relayedDeadlines.map { project.program.call(at: $0.call) }
    #expect(calls.map { $0.arguments.count } == [1, 2])
    #expect(project.program.relayedDeadlines.map(\.status) == [.missing, .missing])
  }

  @Test("a form of Django asks the methods that clean its fields")
  func form() async {
    let project = await Project([
      "models.py": """
      from django.db import models

      class Order(models.Model):
          name = models.CharField(max_length=20)
      """,
      "forms.py": """
      from django import forms
      from models import Order

      class NameForm(forms.Form):
          def clean_name(self):
              return Order.objects.get(name=self.name)

          def clean(self):
              return Order.objects.count()

          def cleaned(self):
              return Order.objects.count()
      """,
      "main.py": """
      from forms import NameForm

      def handler(request):
          form = NameForm(request.POST)
          return form.is_valid()
      """,
    ])
    #expect(project.cost("handler") == "2")
  }
}
