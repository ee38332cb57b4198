// Short lists that mostly hold one element.

/// A list whose single element needs no memory of its own.
package enum Few<Element: Sendable>: RandomAccessCollection, Sendable {
  case none
  case one(Element)
  case many([Element])

  package init() { self = .none }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch self {
    case .none: 0
    case .one: 1
    case .many(let elements): elements.count
    }
  }

  package subscript(_ position: Int) -> Element {
    switch self {
    case .many(let elements): return elements[position]
    case .one(let element):
      precondition(position == 0, "A list of one element was asked for another.")
      return element
    case .none: preconditionFailure("An empty list was asked for an element.")
    }
  }

  /// The same as a plain list.
  var list: [Element] {
    switch self {
    case .none: []
    case .one(let element): [element]
    case .many(let elements): elements
    }
  }

  mutating func append(_ element: Element) {
    switch self {
    case .none: self = .one(element)
    case .one(let first): self = .many([first, element])
    case .many(var elements):
      self = .none
      elements.append(element)
      self = .many(elements)
    }
  }
}
