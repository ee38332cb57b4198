// Where Prisma writes the client that the application imports.

/// Reads the `output` of the generators in a schema.prisma.
///
/// The client is written at build time and rarely committed, so that imports of it would be missing.
enum PrismaOutput {
  /// The folders, relative to the root, that a schema's client generators write to.
  static func folders(of schema: [UInt8], at path: String) -> [String] {
    var folders: [String] = []
    var block: Block?
    for line in schema.split(separator: UInt8(ascii: "\n")) {
      let words = line.split { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
      guard let first = words.first else { continue }
      if first.elementsEqual("generator".utf8), words.last?.elementsEqual("{".utf8) == true {
        block = Block()
      } else if first.elementsEqual("}".utf8) {
        if let block, block.isClient, let output = block.output,
          let folder = PathText.join(PathText.folder(of: path), output), !folder.isEmpty
        {
          folders.append(folder)
        }
        block = nil
      } else if let value = text(in: line) {
        if first.elementsEqual("provider".utf8) {
          block?.isClient = value.hasPrefix("prisma-client")
        }
        if first.elementsEqual("output".utf8) { block?.output = value }
      }
    }
    return folders
  }

  private struct Block {
    var isClient = false
    var output: String?
  }

  /// What stands between the first two quotes of a line.
  private static func text(in line: ArraySlice<UInt8>) -> String? {
    let pieces = line.split(
      separator: UInt8(ascii: "\""),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    return pieces.count == 3 ? String(decoding: pieces[1], as: UTF8.self) : nil
  }
}
