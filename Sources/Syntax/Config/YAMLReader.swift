// Reads YAML with Yams, behind bounds that a hostile file cannot cross.

import Yams

extension ConfigDocument {
  /// Reads every document of a YAML text, with its aliases written out.
  ///
  /// Never fails: what is not understood becomes a diagnostic, and the documents before it are kept.
  package init(yaml bytes: [UInt8]) {
    var reader = YAMLReader()
    self = reader.document(bytes)
  }
}

/// Turns the nodes of Yams into values, and counts them.
private struct YAMLReader {
  private var values: [ConfigValue] = []
  private var diagnostics: [ConfigDiagnostic] = []
  private var budget = ConfigLimits.expandedValues
  private var isOverBudget = false

  mutating func document(_ bytes: [UInt8]) -> ConfigDocument {
    if let refusal = YAMLPrecheck.refusal(of: bytes) {
      diagnostics.append(refusal)
    } else {
      read(String(decoding: bytes, as: UTF8.self))
    }
    return ConfigDocument(values: values, diagnostics: diagnostics)
  }

  private mutating func read(_ text: String) {
    do {
      // The basic resolver and the fixed encoding keep Yams from building regular expressions
      // and from reading the process environment.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      while let node = try parser.nextRoot() {
        let value = value(of: node, depth: 0)
        if isOverBudget {
          let message =
            "more than \(ConfigLimits.expandedValues) values once its aliases are written out"
          return diagnostics.append(ConfigDiagnostic(line: node.mark?.line ?? 1, message: message))
        }
        values.append(value)
      }
    } catch {
      diagnostics.append(Self.diagnostic(of: error))
    }
  }

  private mutating func value(of node: Node, depth: Int) -> ConfigValue {
    budget -= 1
    guard budget > 0, depth < ConfigLimits.depth else {
      isOverBudget = true
      return .null
    }
    switch node {
    case .scalar(let scalar):
      return YAMLScalar.value(of: scalar)
    case .sequence(let sequence):
      return .array(items(of: sequence, depth: depth))
    case .mapping(let mapping):
      return .object(members(of: mapping, depth: depth))
    case .alias:
      return .null
    }
  }

  private mutating func items(of sequence: Node.Sequence, depth: Int) -> [ConfigItem] {
    var items: [ConfigItem] = []
    for node in sequence {
      if isOverBudget { break }
      items.append(
        ConfigItem(line: node.mark?.line ?? 1, value: value(of: node, depth: depth + 1))
      )
    }
    return items
  }

  /// The members of a mapping; those merged with `<<` come first, so that its own ones win.
  private mutating func members(of mapping: Node.Mapping, depth: Int) -> [ConfigMember] {
    var merged: [ConfigMember] = []
    var own: [ConfigMember] = []
    for (keyNode, node) in mapping {
      if isOverBudget { break }
      let value = value(of: node, depth: depth + 1)
      guard case .scalar(let key) = keyNode else { continue }
      if key.string == "<<", key.style == .plain {
        // Of several merged mappings the first one counts, and a lookup takes the last.
        merged += value.isArray ? value.items.reversed().flatMap(\.value.members) : value.members
      } else {
        own.append(ConfigMember(key: key.string, line: key.mark?.line ?? 1, value: value))
      }
    }
    budget -= merged.count
    guard !merged.isEmpty else { return own }
    let ownKeys = Set(own.map(\.key))
    return merged.filter { !ownKeys.contains($0.key) } + own
  }

  private static func diagnostic(of error: any Error) -> ConfigDiagnostic {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ConfigDiagnostic(line: mark.line, message: problem)
    case .reader(let problem, _, _, _):
      ConfigDiagnostic(line: 1, message: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      ConfigDiagnostic(
        line: context.mark.line,
        message: "the key “\(keys.first ?? "")” is written twice"
      )
    default:
      ConfigDiagnostic(line: 1, message: "this is no YAML that can be read")
    }
  }
}
