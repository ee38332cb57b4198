// TypeScript is what runs, and the annotations that name something.

import JavaScriptSyntax
import Testing

@Suite struct TypeScriptTests {
  @Test func `types leave no trace in values`() {
    expectFacts(
      """
      interface A { x: B }
      type C = { y: string };
      declare const d: number;
      declare function e(): void;
      function f(a: string): void;
      function f(a: any, this_: C) { return (a as C).y! satisfies string; }
      const g = <C>h;
      const i = f<string>("x");
      """,
      as: .typeScript,
      """
      fn 1 module
        function f = fn 2
        constant g = @h
        constant i = %2
        %1 g = @h [declares]
        %2 call f("x")
        %3 i = %2 [declares]
      fn 2 function f in 1
        takes a
        takes this_ : @C
        parameter a = $0
        parameter this_ : @C = $1
        %1 return a.y
      """
    )
  }

  @Test func `annotations keep names, arguments and collections`() {
    expectFacts(
      """
      import { Repository } from "typeorm";
      import * as http from "http";
      function f(
        this: Window,
        repo: Repository<User>,
        req: http.Request | null,
        list: readonly User[],
        either: A | B | undefined,
        both: A & B,
        cb: (x: A) => void,
        ...rest: Array<string>
      ) {}
      const p: Promise<User[]> = q;
      let literal: "a" | "b" = "a";
      const map: Map<string, Repository<User>> = new Map();
      for (const x: A of y) {}
      """,
      as: .typeScript,
      """
      import 1 static "typeorm"
      import 2 static "http"
      fn 1 module
        import Repository = <"typeorm">.Repository
        import http = <"http">
        function f = fn 2
        constant p : @Promise<@Array<@User>> = @q
        variable literal = "a"
        constant map : @Map<_, Repository<@User>> = %3
        constant x : @A = each(@y)
        %1 p = @q [declares]
        %2 literal = "a" [declares]
        %3 construct @Map()
        %4 map = %3 [declares]
      fn 2 function f in 1
        takes repo : Repository<@User>
        takes req : http.Request
        takes list : @Array<@User>
        takes either : (@A || @B)
        takes both : @A
        takes cb
        takes rest rest : @Array
        parameter repo : Repository<@User> = $0
        parameter req : http.Request = $1
        parameter list : @Array<@User> = $2
        parameter either : (@A || @B) = $3
        parameter both : @A = $4
        parameter cb = $5
        parameter rest : @Array = ...$6
      """
    )
  }
}
