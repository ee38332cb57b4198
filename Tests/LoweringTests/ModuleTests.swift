// What a file asks of other files and offers to them.

import JavaScriptSyntax
import Testing

@Suite struct ModuleTests {
  @Test func `imports are members of modules`() {
    expectFacts(
      """
      import def, { a, b as c, default as d, "e-f" as g } from "one";
      import * as all from "./two";
      import "./three";
      def(a, c, d, g, all.x);
      """,
      """
      import 1 static "one"
      import 2 static "./two"
      import 3 static "./three"
      fn 1 module
        import def = <"one">.default
        import a = <"one">.a
        import c = <"one">.b
        import d = <"one">.default
        import g = <"one">.e-f
        import all = <"./two">
        %1 call def(a, c, d, g, all.x) [discarded]
      """
    )
  }

  @Test func `exports name symbols and values`() {
    expectFacts(
      """
      export const a = 1, { b, c: [d] } = f();
      export function g() {}
      export class H {}
      const i = 2;
      export { i, i as j, i as default };
      """,
      """
      export a = a
      export b = b
      export d = d
      export g = g
      export H = H
      export i = i
      export j = i
      export default = i
      fn 1 module
        constant a = 1
        constant b = %2.b
        constant d = %2.c[0]
        function g = fn 2
        class H = class 1
        constant i = 2
        %1 a = 1 [declares]
        %2 call @f()
        %3 b = %2.b [declares]
        %4 d = %2.c[0] [declares]
        %5 i = 2 [declares]
      fn 2 function g in 1
      class 1 H
      """
    )
  }

  @Test func `a default export may be anonymous`() {
    expectFacts(
      """
      export default async function () { return 1; }
      """,
      """
      export default = fn 2
      fn 1 module
      fn 2 function async in 1
        %1 return 1
      """
    )
  }

  @Test func `a default export may be named`() {
    expectFacts(
      """
      export default class Store {}
      new Store();
      """,
      """
      export default = Store
      fn 1 module
        class Store = class 1
        %1 construct Store() [discarded]
      class 1 Store
      """
    )
  }

  @Test func `an exported expression is its value`() {
    expectFacts(
      """
      export default connect(App);
      """,
      """
      export default = %1
      fn 1 module
        %1 call @connect(@App)
      """
    )
  }

  @Test func `re-exports are members of modules`() {
    expectFacts(
      """
      export { a, b as c, default as d } from "./one";
      export * from "./two";
      export * as ns from "./three";
      """,
      """
      import 1 static "./one"
      import 2 static "./two"
      import 3 static "./three"
      export a = <"./one">.a
      export c = <"./one">.b
      export d = <"./one">.default
      export * = <"./two">
      export ns = <"./three">
      fn 1 module
      """
    )
  }

  @Test func `CommonJS exports are assignments and exports`() {
    expectFacts(
      """
      exports.a = 1;
      module.exports.b = function () {};
      exports = module.exports = { c: () => 1 };
      const User = module.exports;
      User.d = async () => 2;
      function later() { module.exports.e = 3; }
      module["exports"] = later;
      """,
      """
      export a = 1
      export b = fn 2
      export = = later
      export e = 3
      fn 1 module
        constant User = @module.exports
        function later = fn 5
        %1 @module.exports.a = 1
        %2 @module.exports.b = fn 2
        %3 @module.exports = {c: fn 3}
        %4 @exports = {c: fn 3}
        %5 User = @module.exports [declares]
        %6 User.d = fn 4
        %7 @module.exports = later
      fn 2 function b in 1
      fn 3 arrow c in 1
        %1 return 1
      fn 4 arrow d async in 1
        %1 return 2
      fn 5 function later in 1
        %1 @module.exports.e = 3
      """
    )
  }

  @Test func `the last whole export of a file is what others get, one under a condition may be`() {
    expectFacts(
      """
      module.exports = 1;
      module.exports = 2;
      if (flag) module.exports = 3;
      """,
      """
      export = = 2
      export = = 3
      fn 1 module
        %1 @module.exports = 1
        %2 @module.exports = 2
        then @flag group 1:
          %3 @module.exports = 3
      """
    )
  }

  @Test func `a bare exports exports nothing`() {
    expectFacts(
      """
      exports = 1;
      """,
      """
      fn 1 module
        %1 @exports = 1
      """
    )
  }

  @Test func `a bound require or exports is not CommonJS`() {
    expectFacts(
      """
      function f(require, exports, module) {
        exports.a = require("./x");
        module.exports = 1;
      }
      """,
      """
      fn 1 module
        function f = fn 2
      fn 2 function f in 1
        takes require
        takes exports
        takes module
        parameter require = $0
        parameter exports = $1
        parameter module = $2
        %1 call require("./x")
        %2 exports.a = %1
        %3 module.exports = 1
      """
    )
  }

  @Test func `required modules are values`() {
    expectFacts(
      """
      const fs = require("fs");
      const { readFile: read } = require("fs/promises");
      require("./setup")(app);
      require(name);
      const driver = require("./drivers/" + name);
      const page = require(`./pages/${name}/index.js`);
      """,
      """
      import 1 require "fs"
      import 2 require "fs/promises"
      import 3 require "./setup"
      import 4 require "./drivers/" … ""
      import 5 require "./pages/" … "/index.js"
      fn 1 module
        constant fs = <"fs">
        constant read = <"fs/promises">.readFile
        constant driver = <"./drivers/"…>
        constant page = <"./pages/"…>
        %1 fs = <"fs"> [declares]
        %2 read = <"fs/promises">.readFile [declares]
        %3 call <"./setup">(@app) [discarded]
        %4 call @require(@name) [discarded]
        %5 driver = <"./drivers/"…> [declares]
        %6 page = <"./pages/"…> [declares]
      """
    )
  }

  @Test func `dynamic imports wait without changing`() {
    expectFacts(
      """
      const { default: Chart } = await import("./chart");
      const Page = lazy(() => import("./page"));
      import(`./locale/${language}.json`).then(m => m.default);
      import(anything);
      """,
      """
      import 1 dynamic "./chart"
      import 2 dynamic "./locale/" … ".json"
      import 3 dynamic "" … ""
      import 4 dynamic "./page"
      fn 1 module
        constant Chart = <"./chart">.default
        constant Page = %3
        %1 await <"./chart">
        %2 Chart = <"./chart">.default [declares]
        %3 call @lazy(fn 2)
        %4 Page = %3 [declares]
        %5 call <"./locale/"…>.then(fn 3) [discarded]
      fn 2 arrow in 1
        %1 return <"./page">
      fn 3 arrow in 1
        takes m
        parameter m = $0
        %1 return m.default
      """
    )
  }

  @Test func `TypeScript imports of types are erased`() {
    expectFacts(
      """
      import type { A } from "./types";
      import { type B, c } from "./mixed";
      import { type D } from "./only";
      export type { A } from "./types";
      import fs = require("fs");
      import Local = Space.Inner;
      const x: A<B> = c;
      const y: D = fs;
      export = x;
      """,
      as: .typeScript,
      """
      import 1 typeOnly "./types"
      import 2 typeOnly "./mixed"
      import 3 static "./mixed"
      import 4 typeOnly "./only"
      import 5 typeOnly "./types"
      import 6 require "fs"
      export A = <"./types">.A
      export = = x
      fn 1 module
        import A = <"./types">.A
        import B = <"./mixed">.B
        import c = <"./mixed">.c
        import D = <"./only">.D
        import fs = <"fs">
        import Local = @Space.Inner
        constant x : A<B> = c
        constant y : D = fs
        %1 x = c [declares]
        %2 y = fs [declares]
      """
    )
  }
}
