// What is told of routes whose controllers the application leaves out.

import Findings
import Testing

@Suite("Controllers that are not mounted")
struct UnmountedControllerTests {
  private func tiers(controllers: String) async -> [Tier] {
    await findings(
      of: "missing-timeout",
      in: [
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        import { AppModule } from "./app.module";
        const app = await NestFactory.create(AppModule);
        """,
        "app.module.ts": """
        import { Module } from "@nestjs/common";
        import { Orders } from "./orders";
        \(controllers.contains("Rates") ? "import { Rates } from \"./rates\";" : "")
        @Module({ controllers: [\(controllers)] })
        export class AppModule {}
        """,
        "orders.ts": """
        import { Controller, Get } from "@nestjs/common";
        @Controller("orders")
        export class Orders { @Get() all() {} }
        """,
        "rates.ts": """
        import { Controller, Get } from "@nestjs/common";
        import axios from "axios";
        @Controller("rates")
        export class Rates {
          @Get() async all() { return (await axios.get("https://rates.example.com")).data; }
        }
        """,
      ]
    ).map(\.tier)
  }

  @Test("are to be checked, and what is mounted is sure")
  func unmounted() async {
    #expect(await tiers(controllers: "Orders") == [.suspicious])
    #expect(await tiers(controllers: "Orders, Rates") == [.finding])
  }
}
