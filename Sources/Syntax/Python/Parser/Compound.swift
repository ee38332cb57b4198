// Statements with blocks.

import SyntaxTree

extension Parser {
  /// Reads `if` with all of its `elif`, however many they are.
  mutating func ifStatement() -> NodeID {
    let start = start
    let lowest = mark
    let pendingStart = pending.count
    repeat {
      let branchStart = self.start
      let branchLowest = mark
      next()
      let test = named()
      let body = block()
      push(make(.branch, branchStart, branchLowest, test, body))
    } while token == .elif
    let branches = list(from: pendingStart)
    let orElse = elseBlock()
    return make(.if, start, lowest, branches, orElse)
  }

  private mutating func elseBlock() -> NodeListID {
    if token != .else { return 0 }
    next()
    return block()
  }

  mutating func whileStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let test = named()
    let body = block()
    let orElse = elseBlock()
    return make(.while, start, lowest, test, body, orElse)
  }

  mutating func forStatement(_ start: Int, _ lowest: NodeID, flags: Flags) -> NodeID {
    next()
    let target = targets()
    expect(.in)
    let iterable = expressions()
    let body = block()
    let orElse = elseBlock()
    return make(.for, start, lowest, target, iterable, body, orElse, flags: flags)
  }

  mutating func tryStatement() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let body = block()
    let pendingStart = pending.count
    while token == .except { push(handler()) }
    let handlers = list(from: pendingStart)
    let orElse = elseBlock()
    var finally: NodeListID = 0
    if eat(.finally) { finally = block() }
    return make(.try, start, lowest, body, handlers, orElse, finally)
  }

  private mutating func handler() -> NodeID {
    let start = start
    let lowest = mark
    next()
    let flags: Flags = eat(.times) ? .star : []
    let type = token == .colon ? 0 : expressions()
    var name: UInt32 = 0
    var nameStart: UInt32 = 0
    if eat(.as) {
      nameStart = startOffset
      name = takeName()
    }
    let body = block()
    return make(.handler, start, lowest, type, name, body, nameStart, flags: flags)
  }

  mutating func asynchronous() -> NodeID {
    let start = start
    let lowest = mark
    next()
    switch token {
    case .def: return function(start, lowest, decorators: 0, flags: .async)
    case .for: return forStatement(start, lowest, flags: .async)
    case .with: return withStatement(start, lowest, flags: .async)
    default: return missing(.unexpectedToken)
    }
  }

  mutating func withStatement(_ start: Int, _ lowest: NodeID, flags: Flags) -> NodeID {
    next()
    let items = parenthesizedItems() ?? items()
    let body = block()
    return make(.with, start, lowest, items, body, flags: flags)
  }

  /// Reads items in parentheses, or nothing if the parentheses belong to the first item.
  private mutating func parenthesizedItems() -> NodeListID? {
    if token != .leftParenthesis { return nil }
    let place = bookmark()
    next()
    let pendingStart = pending.count
    repeat {
      if token == .rightParenthesis { break }
      push(withItem())
    } while eat(.comma)
    if !isBroken && pending.count > pendingStart && eat(.rightParenthesis) && token == .colon {
      return list(from: pendingStart)
    }
    goBack(to: place)
    return nil
  }

  private mutating func items() -> NodeListID {
    let pendingStart = pending.count
    repeat { push(withItem()) } while eat(.comma)
    return list(from: pendingStart)
  }

  private mutating func withItem() -> NodeID {
    let start = start
    let lowest = mark
    let context = expression()
    let target = eat(.as) ? target() : 0
    return make(.withItem, start, lowest, context, target)
  }
}
