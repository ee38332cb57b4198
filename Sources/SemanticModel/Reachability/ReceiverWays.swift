// Calls of unknown receivers whose name is that of a class: `this.userService.list()` leads to `UserService.list`.

import Facts

/// By method and by what it is called on: the first such call.
struct ReceiverWays {
  private struct Key: Hashable {
    let method: Name
    let receiver: String
  }

  /// The methods that somebody wants to know a caller of.
  let waiting: Set<Name>
  private var steps: [Key: Reachability.Step] = [:]

  init(waiting: Set<Name>) { self.waiting = waiting }

  mutating func add(
    _ step: Reachability.Step,
    to method: Name,
    on receiver: ValueID,
    _ facts: FileFacts
  ) {
    guard waiting.contains(method), let last = facts.lastName(of: receiver) else { return }
    let key = Key(method: method, receiver: facts.names.string(last).lowercased())
    if steps[key] == nil { steps[key] = step }
  }

  /// The call that names the class of a method as what it is called on.
  func step(to method: Name, of owner: ClassID, _ facts: FileFacts) -> Reachability.Step? {
    guard owner.isPresent, case let name = facts.classes[owner.index].name, name.isPresent else {
      return nil
    }
    return steps[Key(method: method, receiver: facts.names.string(name).lowercased())]
  }
}
