// Toxics as JSON and YAML write them.

import ConfigSyntax

/// Reads toxics; what is wrong with one is told in toxiproxy's words.
enum ToxicReading {
  static func toxic(of value: ConfigValue) throws(ControlError) -> Toxic {
    guard value.isObject else { throw ControlError(400, "bad request body: not an object") }
    guard let kind = Toxic.Kind(rawValue: value["type"]?.string ?? "") else {
      throw ControlError(400, "invalid toxic type")
    }
    guard let stream = Toxic.Stream(rawValue: value["stream"]?.string ?? "downstream") else {
      throw ControlError(400, "stream was invalid, can be either upstream or downstream")
    }
    let name = value["name"]?.string ?? ""
    let toxic = Toxic(name: name.isEmpty ? nil : name, kind: kind, stream: stream)
    return try changed(toxic, by: value)
  }

  /// A toxic with other attributes or another toxicity; what is not given stays.
  static func changed(_ toxic: Toxic, by value: ConfigValue) throws(ControlError) -> Toxic {
    var toxic = toxic
    if let toxicity = value["toxicity"] {
      guard let share = toxicity.number, (0...1).contains(share) else {
        throw ControlError(400, "toxicity was invalid, give a number from 0 to 1")
      }
      toxic.toxicity = share
    }
    for member in value["attributes"]?.members ?? []
    where toxic.kind.attributes.contains(member.key) {
      guard let number = member.value.number, abs(number) < 1e15 else {
        throw ControlError(400, "bad request body: \(member.key) is no number")
      }
      toxic.attributes[member.key] = Int(number)
    }
    return toxic
  }
}
