// Reads files of sections and settings: ini, systemd units, supervisor, alembic.

extension ConfigDocument {
  /// Reads sections `[name]` with lines `key = value`; settings before the first section stand at the top.
  ///
  /// Values stay texts. A section or key that is written again is kept beside the first.
  package init(ini bytes: [UInt8]) {
    var top: [ConfigMember] = []
    var section: (name: String, line: Int)?
    var members: [ConfigMember] = []
    func close() {
      if let section {
        top.append(
          ConfigMember(key: section.name, line: section.line, value: .object(members))
        )
      } else {
        top += members
      }
      members = []
    }
    for line in ConfigLines(bytes).lines {
      let text = line.trimmed
      guard let first = text.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";")
      else { continue }
      if first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") {
        close()
        section = (String(Substring(text.utf8.dropFirst().dropLast())), line.number)
      } else if let stop = text.utf8.firstIndex(where: { $0 == UInt8(ascii: "=") }) {
        let key = String(text[..<stop].trimmed)
        let value = String(text[stop...].dropFirst().trimmed.unquoted)
        members.append(ConfigMember(key: key, line: line.number, value: .string(value)))
      }
    }
    close()
    self.init(values: [.object(top)], diagnostics: [])
  }
}
