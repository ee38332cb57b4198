// Runs pieces of work on as many threads as asked for.

import Synchronization

/// Hands out the numbers of pieces of work, one after another.
private final class Numbers: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }
}

/// Does all pieces of work, at most `jobs` at the same time.
///
/// - Returns: What came of each, in the order of their numbers, whoever did it and when.
func sideBySide<Result: Sendable>(
  jobs: Int,
  count: Int,
  _ work: @escaping @Sendable (Int) -> Result
) async -> [Result] {
  let numbers = Numbers(count: count)
  let done = await withTaskGroup(of: [(number: Int, result: Result)].self) { group in
    for _ in 0..<max(1, min(jobs, count)) {
      group.addTask {
        var own: [(number: Int, result: Result)] = []
        while let number = numbers.take() { own.append((number, work(number))) }
        return own
      }
    }
    return await group.reduce(into: []) { $0 += $1 }
  }
  return done.sorted { $0.number < $1.number }.map(\.result)
}
