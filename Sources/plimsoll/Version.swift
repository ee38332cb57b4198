// The version that `--version` and every report name.

enum Version {
  static let current = "0.1.0"
}
