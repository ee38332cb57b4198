// Events of sockets that check a password: no middleware of the routes stands in front of them.

import Capacity
import Findings
import SemanticModel

extension MissingRateLimit {
  /// The events by which people sign in, where nothing bounds how often.
  func openEvents(
    in program: Program,
    _ checks: ReachedPlaces,
    _ protection: Protection
  ) -> [(event: SocketEvent, isSure: Bool)] {
    program.socketEvents.compactMap { event in
      let name = event.name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != ":" }
      guard Purpose.signIns.contains(name), checks.isReached(from: event.handler) else {
        return nil
      }
      switch protection.limiting(of: event.handler) {
      case .limited: return nil
      case .unlimited: return (event, true)
      case .unknown: return (event, false)
      }
    }
  }

  func event(
    _ event: SocketEvent,
    isSure: Bool,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding? {
    finding(
      Diagnosis(
        place: event.site.place,
        because: [],
        function: event.handler,
        title: "No rate limit in front of the event `\(event.name)`",
        problem: """
          The event takes names and passwords from whoever holds a socket, and limits in front of routes do not see it. \
          \(Self.about.problem)
          """,
        severity: .high,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: Self.estimate(target), confidence: .medium),
        verify: Verify(
          steps:
            "Send the event 200 times from one socket within a minute: all but the first few must be refused."
        ),
        fix: Remedy(
          "Count tries per address and per account in the listener, before the password is checked, and refuse above a few a minute."
        ),
        routes: [],
        confirm: isSure
          ? nil
          : "Something in the program or its proxy speaks of limits: check whether it covers the event `\(event.name)`."
      ),
      in: program
    )
  }

  /// The status of too many requests tells what a guard is for.
  static let countingGuard = Example.project(
    "a guard of the application's own that counts the tries",
    [
      "auth.controller.ts": """
      import { Body, Controller, Post, UseGuards } from "@nestjs/common";
      import { compare } from "bcrypt";
      import { AttemptsGuard } from "./attempts.guard";
      import { Users } from "./users";
      @Controller("auth")
      export class AuthController {
        constructor(private readonly users: Users) {}
        @UseGuards(AttemptsGuard)
        @↓Post("login")
        async login(@Body() body: { email: string; password: string }) {
          const user = await this.users.byEmail(body.email);
          return { ok: await compare(body.password, user.hash) };
        }
      }
      """,
      "attempts.guard.ts": """
      import { CanActivate, ExecutionContext, Injectable } from "@nestjs/common";
      @Injectable()
      export class AttemptsGuard implements CanActivate {
        canActivate(context: ExecutionContext) { return context.getType() === "http"; }
      }
      """,
      "main.ts": """
      import { Module } from "@nestjs/common";
      import { NestFactory } from "@nestjs/core";
      import { AuthController } from "./auth.controller";
      @Module({ controllers: [AuthController] })
      class AppModule {}
      NestFactory.create(AppModule).then((app) => app.listen(3000));
      """,
    ],
    fixed: [
      "attempts.guard.ts": """
      import { CanActivate, ExecutionContext, HttpException, Injectable } from "@nestjs/common";
      import { Attempts } from "./attempts";
      class TooOften extends HttpException {
        constructor() { super({}, 429); }
      }
      @Injectable()
      export class AttemptsGuard implements CanActivate {
        constructor(private readonly attempts: Attempts) {}
        async canActivate(context: ExecutionContext) {
          const { ip } = context.switchToHttp().getRequest();
          if ((await this.attempts.inTheLastMinute(ip)) > 5) throw new TooOften();
          return true;
        }
      }
      """
    ]
  )
}
