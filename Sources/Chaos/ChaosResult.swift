// What was seen of a server while it was loaded and its surroundings failed.

package import LoadEngine

/// What a run with faults has shown.
package struct ChaosResult: Sendable {
  package let plan: ChaosPlan
  package let load: LoadResult
  package let faults: FaultObservations
  package let failures: Failures

  package init(
    plan: ChaosPlan,
    load: LoadResult,
    faults: FaultObservations,
    failures: Failures
  ) {
    self.plan = plan
    self.load = load
    self.faults = faults
    self.failures = failures
  }
}
