// Prints what a folder declares about its database, for comparisons and for whoever wonders.

import DataModel
import Frameworks
import Queries
import SemanticModel
import Workspace

/// `schema-dump FOLDER` prints one line for each table, column, index, reference and gap.
@main
enum SchemaDumpTool {
  static func main() async throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      print("usage: schema-dump FOLDER")
      return
    }
    let workspace = try Workspace(opening: folder)
    let code = await Program.read(workspace, knowledge: Libraries.knowledge, jobs: 2)
    let start = ContinuousClock.now
    let schema = DataModel.finished(code).schema
    print("read in \(ContinuousClock.now - start)")
    for table in schema.tables { show(table) }
    for gap in schema.gaps { print("gap \(text(gap))") }
    for difference in schema.disagreements {
      print("disagreement \(difference.table) \(difference.kind) (\(difference.subject))")
    }
    print("\(schema.tables.count) tables")
  }

  private static func show(_ table: Table) {
    let models = table.models.joined(separator: ", ")
    print("table \(table.name) [\(models)] \(table.dialect) \(table.source) \(table.growth)")
    for column in table.columns {
      let null = column.isNullable.map { $0 ? " null" : " not null" } ?? ""
      let values = column.values.isEmpty ? "" : " of \(column.values.count)"
      let name = column.name == column.property ? "" : " as \(column.property)"
      print("  \(column.name)\(name): \(column.type)\(values)\(null)")
    }
    for index in table.indexes { print("  index \(text(index))") }
    for key in table.foreignKeys {
      let name = key.property.map { " as \($0)" } ?? ""
      let kind = key.isEnforced ? "" : " unenforced"
      let columns = key.columns.joined(separator: ", ")
      print("  reference (\(columns)) -> \(key.table) \(key.onDelete)\(name)\(kind)")
    }
    for gap in table.gaps { print("  gap \(text(gap))") }
  }

  private static func text(_ index: TableIndex) -> String {
    let keys = index.keys.map { key in
      (key.expression ?? key.column) + (key.isDescending ? " desc" : "")
    }
    let parts = [
      "(\(keys.joined(separator: ", ")))", index.isUnique ? "unique" : nil,
      "\(index.origin)", index.method == .tree ? nil : "\(index.method)",
      index.predicate.map { "where \($0)" },
      index.included.isEmpty ? nil : "include \(index.included.joined(separator: ", "))",
      index.name.map { "named \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  private static func text(_ gap: SchemaGap) -> String {
    let place = gap.site.map { " at \($0.path):\($0.line)" } ?? ""
    return "\(gap.reason): \(gap.detail)\(place)"
  }
}
