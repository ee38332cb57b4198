// Where something of the schema is declared.

package import SourceText

/// A place in any file of the project: source, migration or schema.
package struct SchemaSite: Sendable, Hashable, Comparable {
  package var path: String
  /// Counted from 1.
  package var line: Int
  package var span: ByteSpan

  package init(path: String, line: Int, span: ByteSpan) {
    self.path = path
    self.line = line
    self.span = span
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.path, left.line, left.span.start) < (right.path, right.line, right.span.start)
  }
}

/// Something that the reading could not understand, and so cannot rule out.
package struct SchemaGap: Sendable, Hashable {
  package var reason: Reason
  /// What a person reads: the statement or call that stands there.
  package var detail: String
  package var site: SchemaSite?

  package init(_ reason: Reason, detail: String = "", site: SchemaSite? = nil) {
    self.reason = reason
    self.detail = detail
    self.site = site
  }

  package enum Reason: String, Sendable {
    /// A statement or call changes the schema in a way that only running it would tell.
    case dynamic
    /// SQL that is put together at run time.
    case unreadSQL
    /// The table is mentioned, never declared.
    case onlyMentioned
    /// A class or plugin outside the project adds to it.
    case foreignBase
    /// The project declares no schema at all for a database that it uses.
    case noSchema
  }
}

/// Two places of a project that say different things about one table.
package struct SchemaDisagreement: Sendable, Hashable {
  package var table: String
  package var kind: Kind
  /// The index or column that only one of them has.
  package var subject: String
  package var site: SchemaSite?

  package init(table: String, kind: Kind, subject: String, site: SchemaSite? = nil) {
    self.table = table
    self.kind = kind
    self.subject = subject
    self.site = site
  }

  package enum Kind: String, Sendable {
    case indexOnlyInModels, indexOnlyInMigrations, tableOnlyInModels
  }
}
