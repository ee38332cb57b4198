// Components as the browser runs them: their state, their effects, and which of them shows which.

import Facts
import Workspace

/// A value that a component keeps between renders: `const [rows, setRows] = useState([])`.
package struct StateCell: Sendable {
  /// Position in `Program.units`.
  package let unit: Int
  /// The name that reads it.
  package let name: String
  /// The call that makes it.
  package let call: CallRef
  /// The outermost function around it: the component, or a hook of the project.
  package let component: FunctionRef
  let value: SymbolID
  let setter: SymbolID
  package internal(set) var writes: [StateWrite] = []
  /// Whether anything reads it.
  package internal(set) var isRead = false

  /// Whether it has a name, and nothing reads that.
  package var isNeverRead: Bool { value.isPresent && !isRead }
}

/// A call that changes state.
package struct StateWrite: Sendable {
  /// The call of the setter, or the call that the setter is handed to.
  package let call: CallRef
  /// The function that it is written in.
  package let function: FunctionRef
  /// What is stored, or the promise of it.
  let value: ValueRef
}

/// Where a cell stands in the model.
package struct CellID: Hashable, Sendable {
  package let unit: Int
  let position: Int
}

/// An effect of a component.
package struct EffectHook: Sendable {
  package let call: CallRef
  package let component: FunctionRef
  /// What it runs, where that is written on the spot or has a name.
  package let function: FunctionRef?
  package let dependencies: Dependencies

  package enum Dependencies: Sendable {
    case everyRender
    case onMount
    case values([ValueRef])
    case unknown
  }
}

/// The part of the program that a browser renders.
package struct ReactModel: Sendable {
  /// By unit: the files that hold components or hooks.
  package internal(set) var files: [Int: ReactFile] = [:]
  /// The files in order.
  package internal(set) var inOrder: [ReactFile] = []
  /// By component: the elements that show it.
  var uses: [FunctionRef: [CallRef]] = [:]
  /// By unit and function, for what the files of the browser import: the call that a function is written into.
  var handed: [Int: [FunctionID: (call: InstructionID, position: Int)]] = [:]

  package subscript(_ id: CellID) -> StateCell? {
    guard let file = files[id.unit], file.cells.indices.contains(id.position) else { return nil }
    return file.cells[id.position]
  }
}

/// What one file holds of components.
package struct ReactFile: Sendable {
  package let unit: Int
  package internal(set) var cells: [StateCell] = []
  package internal(set) var effects: [EffectHook] = []
  var cellOfValue: [SymbolID: Int] = [:]
  var cellOfSetter: [SymbolID: Int] = [:]
  /// State of classes, by its name.
  var classCells: [ClassCell: Int] = [:]
  /// By function: the call that it is written into as an argument, and its position there.
  var handed: [FunctionID: (call: InstructionID, position: Int)] = [:]

  /// Where each cell stands.
  package var cellIDs: [CellID] { cells.indices.map { CellID(unit: unit, position: $0) } }

  /// The effects of a component.
  package func effects(of component: FunctionRef) -> [EffectHook] {
    effects.filter { $0.component == component }
  }
}

extension Program {
  /// The components of the program, with what they keep and do.
  package var react: ReactModel { answers.react.value { ReactReading(self).model() } }

  /// The outermost function around a function: the component, handler or hook that a file declares.
  package func outermost(_ function: FunctionRef) -> FunctionRef {
    let functions = units[function.unitIndex].facts.functions
    var own = function.id
    while functions[own.index].parent.isPresent,
      functions[own.index].parent != FileFacts.module,
      functions[functions[own.index].parent.index].kind != .classBody
    {
      own = functions[own.index].parent
    }
    // The methods of a class are one component.
    if let component = classComponent(around: functions[own.index].span, in: function.unitIndex) {
      return component.render
    }
    return FunctionRef(unit: function.unitIndex, id: own)
  }

  /// Whether a file of the browser is part of no page, as far as the start of the application tells.
  func isNeverShown(_ unit: Int) -> Bool {
    (!calls(playing: [.mount]).isEmpty || isBesideFilePages(unit)) && isUnused(unit)
  }

  /// Whether a framework makes pages of files by their place in the package of a file.
  private func isBesideFilePages(_ unit: Int) -> Bool {
    let folders = answers.foldersOfFilePages.value {
      Set(
        routes.lazy.filter { $0.call == nil && $0.framework == "Next.js" && $0.verb == "GET" }
          .map { self.packageFolder(of: $0.place.unit) }
      )
    }
    return !folders.isEmpty && folders.contains(packageFolder(of: unit))
  }

  /// The body of a file.
  package func outermostOfFile(_ unit: Int) -> FunctionRef {
    FunctionRef(unit: unit, id: FileFacts.module)
  }

  /// Whether a function is another or is written inside it.
  package func isInside(_ inner: FunctionRef, _ outer: FunctionRef) -> Bool {
    guard inner.unit == outer.unit else { return false }
    let functions = units[inner.unitIndex].facts.functions
    var next = inner.id
    while next.isPresent {
      if next == outer.id { return true }
      next = functions[next.index].parent
    }
    return false
  }

  /// The function that an instruction of a file stands in.
  func function(of step: Instruction, in unit: Int) -> FunctionRef {
    FunctionRef(unit: unit, id: units[unit].facts.regions[step.region.index].function)
  }
}
