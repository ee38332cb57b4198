// Whether a library is too old for an option that would limit its calls.

import Workspace

extension Program {
  /// What to do in place of setting an option, where the package of a file asks for a release that does not know it.
  package func adviceForOldRelease(
    of rule: DeadlineRule.OptionRule,
    in unit: Int
  ) -> String? {
    guard !rule.releases.isEmpty,
      let manifest = workspace.package(of: units[unit].path)
    else { return nil }
    let isOld = rule.releases.contains { release in
      manifest.dependencies.contains { dependency in
        let isMeant =
          release.package.hasSuffix("-")
          ? dependency.name.hasPrefix(release.package) : dependency.name == release.package
        guard isMeant, let asked = Self.release(dependency.version) else { return false }
        return asked < (release.major, release.minor)
      }
    }
    return isOld ? rule.before : nil
  }

  /// The first two numbers of a range: `^4.18.2` is 4 and 18.
  private static func release(_ range: String) -> (Int, Int)? {
    let numbers = range.drop { !$0.isNumber }.split(separator: ".").prefix(2)
      .map { $0.prefix { $0.isNumber } }
    guard let major = numbers.first.flatMap({ Int($0) }) else { return nil }
    // `^8` may be any release of the eighth.
    return (major, numbers.count > 1 ? Int(numbers[1]) ?? .max : .max)
  }
}
