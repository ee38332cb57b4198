// Answers that several rules ask for: whoever asks first works them out, for all.

import Synchronization

/// A value that is made once, when it is first asked for; from any thread.
final class Answer<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  /// The value; who asks while it is being made waits for it.
  func value(_ make: () -> Value) -> Value {
    known.withLock { known in
      if let known { return known }
      let made = make()
      known = made
      return made
    }
  }
}

/// Values that are made one by one, each when it is first asked for; from any thread.
final class AnswersByKey<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  /// The value of a key; made outside of the lock, for making one may ask for others.
  func value(of key: Key, _ make: () -> Value) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let made = make()
    known.withLock { $0[key] = made }
    return made
  }
}

/// What is found out of a program on demand.
///
/// Answers hold positions and plain values, never the program itself.
struct Answers: Sendable {
  let protection = Answer<Protection.Ground>()
  let traffic = Answer<Traffic>()
  let closedWays = Answer<ClosedWays>()
  let configurationWords = Answer<UInt32>()
  let callNames = Answer<CallNames>()
  let packageImports = Answer<[PackageImport]>()
  let cappedNames = Answer<Set<String>>()
  let services = Answer<[FoundService]>()
  let debugSwitch = Answer<SourcePlace?>()
  let startedSettings = Answer<[Int]>()
  let limitedNouns = Answer<Set<String>>()
  let uniqueKeys = Answer<UniqueKeys>()
  let failures = Answer<FailureMap.Found>()
  let dependencies = Answer<[FoundDependency]>()
  let relayedStatements = Answer<[SentStatement]>()
  let react = Answer<ReactModel>()
  let eventHandlers = Answer<[Int: [EventHandler]]>()
  let routeSegments = Answer<[[Substring]]>()
  let readsWithoutLimit = Answer<[OpenRead]>()
  let routeNouns = Answer<[[String]: Int]>()
  let unboundedReads = Answer<[OpenRead]>()
  let openIncludes = Answer<[OpenInclude]>()
  let foldersOfFilePages = Answer<Set<String>>()
  let repeatedCalls = AnswersByKey<Set<EffectKind>, [RepeatedCall]>()
  let lastPrismaMigration = Answer<String?>()
  let moduleNames = Answer<Set<Substring>>()
  let races = Answer<[Race]>()
  let grownArrays = Answer<[GrownArray]>()
  let collectionsRead = Answer<[FunctionRef: Set<String>]>()
  let servedRouteCount = Answer<Int>()
  let openRoutes = Answer<[Int: [OpenRead]]>()
  let renderedLists = Answer<[RenderedList]>()
  let unpagedLists = Answer<[UnpagedList]>()
  let columnsOfModels = Answer<[String: Set<String>]>()
  let mappedColumns = Answer<[String: Set<String>]>()
  let relationNames = Answer<Set<String>>()
  let loadedCells = Answer<[LoadedCell]>()
  let describedEndpoints = Answer<[String: ValueRef]>()
  let storeSlices = Answer<StoreSlices>()
  let thunks = Answer<[String: Thunk]>()
  let connections = Answer<[FunctionRef: FunctionRef]>()
  let contextGivers = Answer<[ValueRef: [Giver]]>()
  let classComponents = Answer<[Int: [ClassComponent]]>()
  let frequentCells = Answer<[CellID: FrequentCause]>()
  let hookCalls = Answer<[FunctionRef: [Int]]>()
  let storeHooks = Answer<[CallRef: StoreHook]>()
  let frequentNames = Answer<[CallRef: Set<String>]>()
  let cellsSetByHand = Answer<Set<CellID>>()
  let modelsByCall = Answer<[Int: Set<String>]>()
  let importedUnits = Answer<Set<Int>>()
  let keptResults = AnswersByKey<Int, KeptResult?>()
  let storeReads = Answer<[Int: StoreHook]>()
  let identityCalls = Answer<Set<Int>>()
  let packageFolders = Answer<[String]>()
  let compiledPackages = Answer<Set<String>>()
}
