// The numbers of entities and of sets of entities.

import Facts

/// All entities and sets of entities that were met, each once.
struct EntityTable: Sendable {
  /// More than this and a set says nothing any more; the surplus is dropped in order of discovery.
  static let setLimit = 48
  /// The same of stored rows: a serializer that all others nest is handed those of every list.
  static let rowLimit = 1_024

  private(set) var entities: [Entity] = []
  /// Open addressing, because every value is looked up here; 0 is free, else the entity plus one.
  private var slots = Array(repeating: UInt32(0), count: 1 << 12)
  /// The rows that are stored entities.
  private var rows: [StoredRow] = []
  private var rowIDs: [StoredRow: RowID] = [:]
  /// Sets of several members; the first is the empty set.
  private var sets: [[EntityID]] = [[]]
  private var setIDs: [[EntityID]: EntitySetID] = [:]
  /// The last unions, by a hash of their sides: the same two sets meet again and again.
  private var unions = Array(repeating: Union(), count: 1 << 12)

  subscript(_ id: EntityID) -> Entity { entities[Int(id.raw)] }
  subscript(_ set: EntitySetID) -> Few<EntityID> {
    if set.isEmpty { return .none }
    if let id = set.single { return .one(id) }
    return .many(sets[Int(set.raw >> 1)])
  }

  subscript(_ row: RowID) -> StoredRow { rows[Int(row.raw)] }

  mutating func id(_ row: StoredRow) -> RowID {
    if let known = rowIDs[row] { return known }
    let id = RowID(raw: UInt32(truncatingIfNeeded: rows.count))
    rows.append(row)
    rowIDs[row] = id
    return id
  }

  mutating func id(_ entity: Entity) -> EntityID {
    let mask = slots.count - 1
    var slot = entity.slotHash & mask
    while slots[slot] != 0 {
      let known = slots[slot] - 1
      if entities[Int(known)] == entity { return EntityID(raw: known) }
      slot = (slot + 1) & mask
    }
    let id = EntityID(raw: UInt32(entities.count))
    entities.append(entity)
    slots[slot] = id.raw + 1
    if entities.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for (position, entity) in entities.enumerated() {
      var slot = entity.slotHash & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(position) + 1
    }
  }

  mutating func set(_ entity: Entity) -> EntitySetID { set(single: id(entity)) }

  func set(single id: EntityID) -> EntitySetID { EntitySetID(single: id) }

  private mutating func set(several members: [EntityID]) -> EntitySetID {
    if let known = setIDs[members] { return known }
    let set = EntitySetID(raw: UInt32(sets.count) << 1)
    sets.append(members)
    setIDs[members] = set
    return set
  }

  mutating func union(_ left: EntitySetID, _ right: EntitySetID) -> EntitySetID {
    if right.isEmpty || left == right { return left }
    if left.isEmpty { return right }
    let key = UInt64(left.raw) << 32 | UInt64(right.raw)
    let slot = Int((key &* 0x9e37_79b9_7f4a_7c15) >> 52)
    if unions[slot].key == key { return unions[slot].result }
    let result = unite(left, right)
    unions[slot] = Union(key: key, result: result)
    return result
  }

  private struct Union: Sendable {
    var key: UInt64 = 0
    var result = EntitySetID.empty
  }

  private mutating func unite(_ left: EntitySetID, _ right: EntitySetID) -> EntitySetID {
    let added = self[right]
    if let only = left.single, added.count == 1 { return set(several: [only, added[0]]) }
    var members = Array(self[left])
    let before = members.count
    for id in added where members.count < limit(of: id) && !members.contains(id) {
      members.append(id)
    }
    return members.count == before ? left : set(several: members)
  }

  private func limit(of id: EntityID) -> Int {
    switch self[id] {
    case .stored, .related: Self.rowLimit
    default: Self.setLimit
    }
  }
}

extension Entity {
  /// Where to look for the entity in a table: Fibonacci hashing of its kind and numbers.
  fileprivate var slotHash: Int {
    let words: (kind: UInt64, a: UInt64, b: UInt64)
    switch self {
    case .function(let place): words = (1, UInt64(place.unit), UInt64(place.id.raw))
    case .classObject(let place): words = (2, UInt64(place.unit), UInt64(place.id.raw))
    case .instance(let place): words = (3, UInt64(place.unit), UInt64(place.id.raw))
    case .made(let place): words = (4, UInt64(place.unit), UInt64(place.id.raw))
    case .prototype(let id): words = (5, UInt64(id.raw), 0)
    case .object(let place): words = (6, UInt64(place.unit), UInt64(place.id.raw))
    case .array(let place): words = (7, UInt64(place.unit), UInt64(place.id.raw))
    case .exports(let unit): words = (8, UInt64(truncatingIfNeeded: unit), 0)
    case .package(let library): words = (9, UInt64(truncatingIfNeeded: library), 0)
    case .library(let type, let origin):
      words = (10 + UInt64(truncatingIfNeeded: type.index) << 8, Self.word(origin), 0)
    case .member(let member, let origin):
      words = (11 + UInt64(truncatingIfNeeded: member.index) << 8, Self.word(origin), 0)
    case .collection(let id): words = (12, UInt64(id.raw), 0)
    case .row: words = (13, 0, 0)
    case .foreign: words = (14, 0, 0)
    case .stored(let row): words = (15, UInt64(row.raw), 0)
    case .related(let row): words = (16, UInt64(row.raw), 0)
    case .tuple(let row): words = (17, UInt64(row.raw), 0)
    case .held(let row): words = (19, UInt64(row.raw), 0)
    case .checked(let place): words = (18, UInt64(place.unit), UInt64(place.id.raw))
    }
    let mixed = (words.a << 32 ^ words.a >> 32 ^ words.b) &+ words.kind &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: (mixed &* 0x9e37_79b9_7f4a_7c15) >> 34)
  }

  private static func word(_ place: ValueRef?) -> UInt64 {
    guard let place else { return 0 }
    return UInt64(place.unit) << 32 | UInt64(place.id.raw)
  }
}
