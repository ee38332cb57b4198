// Statements and definitions.

import Testing

@testable import PythonSyntax

struct StatementSyntaxTests {
  @Test("parameters have kinds, annotations and defaults")
  func parametersHaveKindsAnnotationsAndDefaults() {
    expectTree(
      of: #"async def f(a: int, /, b: str = "c", *args: *Ts, d, **kw) -> None: await g()"#,
      is: #"""
        (function async f parameters: [(parameter a annotation: (name int)) \#
        (parameterSeparator /) (parameter b annotation: (name str) default: (string "c")) \#
        (parameter * args annotation: (starred value: (name Ts))) (parameter d) (parameter ** \#
        kw)] body: [(expressionStatement value: (await value: (call callee: (name g))))] \#
        returns: (noneLiteral))
        """#
    )
  }

  @Test("classes have decorators, type parameters and keywords")
  func classesHaveDecoratorsTypeParametersAnd() {
    expectTree(
      of: #"""
        @a.b
        @c(1)
        class D[T: int = str, *Ts, **P](E, metaclass=F): pass
        """#,
      is: #"""
        (class D arguments: [(name E) (argument metaclass value: (name F))] body: [(pass)] \#
        decorators: [(attribute object: (name a) b) (call callee: (name c) arguments: \#
        [(number 1)])] typeParameters: [(typeParameter T bound: (name int) default: (name \#
        str)) (typeParameter * Ts) (typeParameter ** P)])
        """#
    )
  }

  @Test("a type alias may have parameters")
  func aTypeAliasMayHaveParameters() {
    expectTree(
      of: #"type A[T] = list[T]"#,
      is: #"""
        (typeAlias name: (name A) typeParameters: [(typeParameter T)] value: (subscript \#
        object: (name list) index: (name T)))
        """#
    )
  }

  @Test("soft keywords are names elsewhere")
  func softKeywordsAreNamesElsewhere() {
    expectTree(
      of: #"type = match = case = 1"#,
      is: #"(assignment targets: [(name type) (name match) (name case)] value: (number 1))"#
    )
  }

  @Test("`elif` is one more branch")
  func elifIsOneMoreBranch() {
    expectTree(
      of: #"""
        if a: b
        elif c: d
        elif e: f
        else: g
        """#,
      is: #"""
        (if branches: [(branch test: (name a) body: [(expressionStatement value: (name b))]) \#
        (branch test: (name c) body: [(expressionStatement value: (name d))]) (branch test: \#
        (name e) body: [(expressionStatement value: (name f))])] orElse: \#
        [(expressionStatement value: (name g))])
        """#
    )
  }

  @Test("a loop may unpack, and have an `else`")
  func aLoopMayUnpackAndHave() {
    expectTree(
      of: #"""
        for a, *b in c: d
        else: e
        """#,
      is: #"""
        (for target: (tuple elements: [(name a) (starred value: (name b))]) iterable: (name \#
        c) body: [(expressionStatement value: (name d))] orElse: [(expressionStatement value: \#
        (name e))])
        """#
    )
  }

  @Test("`while` may have an `else`")
  func whileMayHaveAnElse() {
    expectTree(
      of: #"""
        while a: break
        else: continue
        """#,
      is: #"(while test: (name a) body: [(break)] orElse: [(continue)])"#
    )
  }

  @Test("handlers catch one type, several, or groups")
  func handlersCatchOneTypeSeveralOr() {
    expectTree(
      of: #"""
        try: a
        except (B, C) as d: e
        except* F: g
        except G, H: i
        else: j
        finally: k
        """#,
      is: #"""
        (try body: [(expressionStatement value: (name a))] handlers: [(handler type: (tuple \#
        parenthesized elements: [(name B) (name C)]) d body: [(expressionStatement value: \#
        (name e))]) (handler star type: (name F) body: [(expressionStatement value: (name \#
        g))]) (handler type: (tuple elements: [(name G) (name H)]) body: \#
        [(expressionStatement value: (name i))])] orElse: [(expressionStatement value: (name \#
        j))] finally: [(expressionStatement value: (name k))])
        """#
    )
  }

  @Test("items of `with` may stand in parentheses")
  func itemsOfWithMayStandIn() {
    expectTree(
      of: #"with (a as b, c): d"#,
      is: #"""
        (with items: [(withItem context: (name a) target: (name b)) (withItem context: (name \#
        c))] body: [(expressionStatement value: (name d))])
        """#
    )
  }

  @Test("parentheses may belong to an item of `with`")
  func parenthesesMayBelongToAnItem() {
    expectTree(
      of: #"async with (a), b as (c, d): e"#,
      is: #"""
        (with async items: [(withItem context: (name parenthesized a)) (withItem context: \#
        (name b) target: (tuple parenthesized elements: [(name c) (name d)]))] body: \#
        [(expressionStatement value: (name e))])
        """#
    )
  }

  @Test("names are imported with aliases")
  func namesAreImportedWithAliases() {
    expectTree(
      of: #"import a.b as c, d"#,
      is: #"(import names: [(importedName a.b c) (importedName d)])"#
    )
  }

  @Test("names are imported from packages above")
  func namesAreImportedFromPackagesAbove() {
    expectTree(
      of: #"from ...a.b import (c as d, e,)"#,
      is: #"(importFrom 3 a.b names: [(importedName c d) (importedName e)])"#
    )
  }

  @Test("all names of a package are imported")
  func allNamesOfAPackageAre() {
    expectTree(
      of: #"from . import *"#,
      is: #"(importFrom star 1)"#
    )
  }

  @Test("a dotted name may have blanks")
  func aDottedNameMayHaveBlanks() {
    expectTree(
      of: #"import a . b, c"#,
      is: #"(import names: [(importedName a.b) (importedName c)])"#
    )
  }

  @Test("`global` and `nonlocal` name names")
  func globalAndNonlocalNameNames() {
    expectTree(
      of: #"global a, b; nonlocal c"#,
      is: #"(global names: [(name a) (name b)]) (nonlocal names: [(name c)])"#
    )
  }

  @Test("`del` takes targets")
  func delTakesTargets() {
    expectTree(
      of: #"del a, (b, c)"#,
      is: #"""
        (delete targets: [(name a) (tuple parenthesized elements: [(name b) (name c)])])
        """#
    )
  }

  @Test("`assert` takes a message")
  func assertTakesAMessage() {
    expectTree(
      of: #"assert a, b"#,
      is: #"(assert test: (name a) message: (name b))"#
    )
  }

  @Test("`raise` takes a cause")
  func raiseTakesACause() {
    expectTree(
      of: #"raise A from b"#,
      is: #"(raise exception: (name A) cause: (name b))"#
    )
  }

  @Test("an assignment may be annotated")
  func anAssignmentMayBeAnnotated() {
    expectTree(
      of: #"x: int = 1"#,
      is: #"(annotatedAssignment target: (name x) annotation: (name int) value: (number 1))"#
    )
  }

  @Test("an operator may be assigned")
  func anOperatorMayBeAssigned() {
    expectTree(
      of: #"x += yield a, b"#,
      is: #"""
        (augmentedAssignment += target: (name x) value: (yield value: (tuple elements: [(name \#
        a) (name b)])))
        """#
    )
  }

  @Test("`return` takes a tuple")
  func returnTakesATuple() {
    expectTree(
      of: #"return *a, b"#,
      is: #"(return value: (tuple elements: [(starred value: (name a)) (name b)]))"#
    )
  }

  @Test("`yield from` delegates")
  func yieldFromDelegates() {
    expectTree(
      of: #"x = yield from y"#,
      is: #"(assignment targets: [(name x)] value: (yieldFrom value: (name y)))"#
    )
  }
}
