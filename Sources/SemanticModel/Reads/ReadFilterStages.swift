// Reads the filter of an aggregation from its stages.

import Facts

extension FilterReader {
  /// The `$match` stages in front of everything that groups or bounds.
  mutating func conditions(of list: StageList) -> ReadFilter {
    var result = list.isComplete ? ReadFilter() : .unknown
    for stage in list.stages {
      switch stage.name {
      case "$match":
        let own = conditions(stage.value.id, in: stage.value.unitIndex)
        result.merge(stage.isOptional ? own.optional : own)
      // What keeps every row of its group bounds nothing.
      case "$group" where keepsRows(stage.value): continue
      // One row for each group, or few by construction.
      case "$group", "$limit", "$count", "$sample", "$bucket", "$bucketAuto", "$sortByCount",
        "$facet", "$out", "$merge", "$geoNear", "$search", "":
        let few = ReadFilter.Condition(name: stage.name, comparison: .oneOf)
        result.conditions.append(few)
      default: continue
      }
    }
    return result
  }

  /// Whether a group is a list of its rows: `{ _id: "$chat", files: { $push: "$file" } }`.
  private func keepsRows(_ group: ValueRef) -> Bool {
    let unit = group.unitIndex
    let value = units[unit].facts.values[group.id.index]
    guard value.kind == .object else { return false }
    return entries(value, in: unit).contains { _, entry in
      let inner = units[unit].facts.values[entry.index]
      return inner.kind == .object && entries(inner, in: unit).contains { $0.key == "$push" }
    }
  }
}
