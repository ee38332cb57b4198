// The operands of definitions, statements and patterns: the rest of the one table.

extension Layout {
  static let definitions = [
    // The range starts at the first decorator, else at `async` or `def`, where `definitionStart` is.
    // Decorators are expressions. Flag `async`.
    Layout(
      .function,
      "FunctionDef",
      .name("name"),
      .list("parameters"),
      .list("body"),
      .record([
        .list("decorators"), .child("returns"), .list("typeParameters"),
        .offset("definitionStart"), .offset("nameStart"),
      ])
    ),
    // Arguments (bases and keywords) as in a call.
    Layout(
      .class,
      "ClassDef",
      .name("name"),
      .list("arguments"),
      .list("body"),
      .record([
        .list("decorators"), .list("typeParameters"), .offset("definitionStart"),
        .offset("nameStart"),
      ])
    ),
    // symbol: the token `times` of `*args`, `power` of `**kwargs`, or 0. The range starts at the name.
    Layout(
      .parameter,
      "arg",
      .name("name"),
      .child("annotation"),
      .child("default"),
      .offset("annotationEnd")
    ),
    // symbol: the token `times` of a lone `*`, or `divide` of `/`.
    Layout(.parameterSeparator, ""),
    // `T: bound = default`; symbol: the token `times` of `*Ts`, `power` of `**P`, or 0.
    Layout(.typeParameter, "TypeVar", .name("name"), .child("bound"), .child("default")),
    // `type name[T] = value`; the name is a `name`.
    Layout(
      .typeAlias,
      "TypeAlias",
      .child("name"),
      .list("typeParameters"),
      .child("value")
    ),
  ]

  static let simple = [
    Layout(.expressionStatement, "Expr", .child("value")),
    // `a = b = value`: one or more targets.
    Layout(.assignment, "Assign", .list("targets"), .child("value")),
    // symbol: the token of the operator, such as `plusAssign`.
    Layout(.augmentedAssignment, "AugAssign", .child("target"), .child("value")),
    // `target: annotation = value`, where the value may be absent.
    Layout(
      .annotatedAssignment,
      "AnnAssign",
      .child("target"),
      .child("annotation"),
      .child("value")
    ),
    Layout(.delete, "Delete", .list("targets")),
    Layout(.return, "Return", .child("value")),
    Layout(.raise, "Raise", .child("exception"), .child("cause")),
    Layout(.assert, "Assert", .child("test"), .child("message")),
    // Names are `name` nodes.
    Layout(.global, "Global", .list("names")),
    Layout(.nonlocal, "Nonlocal", .list("names")),
    Layout(.pass, "Pass"),
    Layout(.break, "Break"),
    Layout(.continue, "Continue"),
    Layout(.import, "Import", .list("names")),
    // `from ..module import names`: symbol is the number of dots; the module is a dotted name or absent.
    // Flag `star`: `import *`, without names.
    Layout(
      .importFrom,
      "ImportFrom",
      .name("module"),
      .list("names"),
      .offset("moduleStart")
    ),
    // `name as alias`; the name of an `import` may be dotted. No alias: 0.
    Layout(.importedName, "alias", .name("name"), .name("alias"), .offset("aliasStart")),
  ]

  static let compound = [
    // `if`, then each `elif`, are branches; `orElse` is what stands behind `else`.
    Layout(.if, "", .list("branches"), .list("orElse")),
    // In `ast`, each is an `If` that reaches to the end of the statement.
    Layout(.branch, "If", .child("test"), .list("body")),
    Layout(.while, "While", .child("test"), .list("body"), .list("orElse")),
    // Flag `async`.
    Layout(
      .for,
      "For",
      .child("target"),
      .child("iterable"),
      .list("body"),
      .list("orElse")
    ),
    Layout(.try, "Try", .list("body"), .list("handlers"), .list("orElse"), .list("finally")),
    // `except type as name`; flag `star`: `except*`.
    Layout(
      .handler,
      "ExceptHandler",
      .child("type"),
      .name("name"),
      .list("body"),
      .offset("nameStart")
    ),
    // Flag `async`.
    Layout(.with, "With", .list("items"), .list("body")),
    Layout(.withItem, "", .child("context"), .child("target")),
    Layout(.match, "Match", .child("subject"), .list("cases")),
    Layout(.matchCase, "", .child("pattern"), .child("guard"), .list("body")),
  ]

  static let patterns = [
    Layout(.valuePattern, "MatchValue", .child("value")),
    // symbol: the token `true`, `false` or `none`.
    Layout(.singletonPattern, "MatchSingleton"),
    Layout(.sequencePattern, "MatchSequence", .list("patterns")),
    // Entries are `mappingPatternEntry` and, for `**rest`, `starPattern`.
    Layout(.mappingPattern, "MatchMapping", .list("entries")),
    Layout(.mappingPatternEntry, "", .child("key"), .child("pattern")),
    // Patterns are positional ones, then `keywordPattern`.
    Layout(.classPattern, "MatchClass", .child("class"), .list("patterns")),
    Layout(.keywordPattern, "", .name("name"), .child("pattern")),
    // `*name`; no name: `*_`.
    Layout(.starPattern, "MatchStar", .name("name")),
    // `pattern as name`, `name`, or `_` (neither).
    Layout(.capturePattern, "MatchAs", .child("pattern"), .name("name")),
    Layout(.orPattern, "MatchOr", .list("patterns")),
  ]
}
