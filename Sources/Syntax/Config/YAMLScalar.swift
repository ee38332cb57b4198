// What a plain word of YAML stands for.

import Yams

/// The core schema of YAML 1.2, with the booleans of 1.1 that tools still write.
enum YAMLScalar {
  static func value(of scalar: Node.Scalar) -> ConfigValue {
    let text = scalar.string
    guard scalar.style == .plain, scalar.tag.description != Tag.Name.str.rawValue else {
      return .string(text)
    }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    default: return ConfigNumber.parse(text).map(ConfigValue.number) ?? .string(text)
    }
  }
}
