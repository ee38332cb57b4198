// Classes, their members and the code that they run themselves.

import JavaScriptSyntax
import Testing

@Suite struct ClassTests {
  @Test func `methods, accessors and constructors are members`() {
    expectFacts(
      """
      class A extends base() {
        constructor(x) { super(x); this.x = x; }
        static async *list() {}
        get size() { return 1; }
        set size(v) {}
        #secret() {}
        "quoted"() {}
        [Symbol.iterator]() {}
      }
      """,
      """
      fn 1 module
        class A = class 1
        %1 call @base()
      fn 2 method constructor in 1 of class 1
        takes x
        parameter x = $0
        %1 call super(x) [discarded]
        %2 this.x = x
      fn 3 method list async generator static in 1 of class 1
      fn 4 getter size in 1 of class 1
        %1 return 1
      fn 5 setter size in 1 of class 1
        takes v
        parameter v = $0
      fn 6 method #secret in 1 of class 1
      fn 7 method quoted in 1 of class 1
      fn 8 method * in 1 of class 1
      class 1 A extends %1
        constructor = fn 2
        static list = fn 3
        size = fn 4
        size = fn 5
        #secret = fn 6
        quoted = fn 7
        * = fn 8
      """
    )
  }

  @Test func `initialisers and static blocks run in a body of the class`() {
    expectFacts(
      """
      const outer = 1;
      class A {
        a = make(outer);
        static b = new Map();
        handler = async () => this.a;
        c;
        static { register(A, outer); }
      }
      """,
      """
      fn 1 module
        constant outer = 1 [captured]
        class A = class 1 [captured]
        %1 outer = 1 [declares]
      fn 2 classBody A in 1 of class 1
        %1 call @make(outer)
        %2 construct @Map()
        %3 call @register(A, outer) [discarded]
      fn 3 arrow handler async in 2
        %1 return this.a
      class 1 A
        a = %1@2
        static b = %2@2
        handler = fn 3
        c
      """
    )
  }

  @Test func `a class without code of its own has no body`() {
    expectFacts(
      """
      class A { a; m() {} }
      """,
      """
      fn 1 module
        class A = class 1
      fn 2 method m in 1 of class 1
      class 1 A
        a
        m = fn 2
      """
    )
  }

  @Test func `decorators are called where the class is declared`() {
    expectFacts(
      """
      @Controller("users")
      class Users {
        @Inject() private repo: Repo<User>;
        constructor(@Inject(TOKEN) private readonly db: Db, public name = "x", plain?: string) {}
        @Get(":id") @Use(auth())
        async find(@Param("id") id: string): Promise<User> { return this.repo.find(id); }
        abstract gone(): void;
        overload(a: string): void;
        overload(a: any) {}
      }
      """,
      as: .typeScript,
      """
      fn 1 module
        class Users = class 1
        %1 call @Controller("users") [decorator]
        %2 call @Inject() [decorator]
        %3 call @Inject(@TOKEN) [decorator]
        %4 call @Get(":id") [decorator]
        %5 call @auth()
        %6 call @Use(%5) [decorator]
        %7 call @Param("id") [decorator]
      fn 2 method constructor in 1 of class 1
        takes db property : @Db decorators [%3@1]
        takes name property = "x"
        takes plain
        parameter db : @Db = $0
        parameter name = ($1 ?? "x")
        parameter plain = $2
      fn 3 method find async in 1 of class 1 decorators [%4@1, %6@1]
        takes id decorators [%7@1]
        parameter id = $0
        %1 call this.repo.find(id) [returned]
        %2 return %1
      fn 4 method overload in 1 of class 1
        takes a
        parameter a = $0
      class 1 Users decorators [%1]
        repo : @Repo<@User> decorators [%2]
        constructor = fn 2
        find = fn 3 decorators [%4, %6]
        overload = fn 4
      """
    )
  }

  @Test func `an enumeration is an object`() {
    expectFacts(
      """
      enum Color { Red, Green = 5, Blue, Name = "n" }
      const enum Flag { A = 1 << 2 }
      use(Color.Red);
      """,
      as: .typeScript,
      """
      fn 1 module
        enum Color = {Red: 0, Green: 5, Blue: 6, Name: "n"}
        enum Flag = {A: (1 bits 2)}
        %1 call @use(Color.Red) [discarded]
      """
    )
  }

  @Test func `a namespace is an object of what it exports`() {
    expectFacts(
      """
      namespace Shapes {
        const hidden = 1;
        export const a = hidden;
        export function area() { return a; }
      }
      declare namespace Gone { const x: number; }
      Shapes.area();
      """,
      as: .typeScript,
      """
      fn 1 module
        namespace Shapes = {a: a, area: area}
        constant hidden = 1
        constant a = hidden [captured]
        function area = fn 2
        %1 hidden = 1 [declares]
        %2 a = hidden [declares]
        %3 call Shapes.area() [discarded]
      fn 2 function area in 1
        %1 return a
      """
    )
  }
}
