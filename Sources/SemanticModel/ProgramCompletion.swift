// How a program comes to know its database.

package import Queries
import Workspace

extension Program {
  /// The same program, with the schema that the project declares and the queries that it sends.
  package func with(schema: Schema, queries: [Query]) -> Program {
    Program(self, schema: schema, queries: queries)
  }

  /// The folder of the package that a file belongs to: the root for those without a manifest above them.
  package func packageFolder(of unit: Int) -> String {
    answers.packageFolders.value {
      units.map { workspace.package(of: $0.path)?.folder ?? "" }
    }[unit]
  }

  /// The bytes of any file of the project, read anew; empty if it is gone meanwhile.
  package func bytes(ofFile path: String) -> [UInt8] {
    guard let file = workspace.index(of: path) else { return [] }
    return (try? workspace.read(workspace.files[file])) ?? []
  }
}
