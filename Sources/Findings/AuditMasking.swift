// Takes the secrets out of all that an audit quotes from the code.

extension Audit {
  /// The audit with every quoted piece of code masked; see `SecretMask`.
  package var masked: Audit {
    var copy = self
    copy.findings = findings.map(\.masked)
    return copy
  }
}

extension Finding {
  fileprivate var masked: Finding {
    var copy = self
    copy.location = location.masked
    copy.related = related?.map(\.masked)
    copy.title = SecretMask.masked(title)
    copy.problem = SecretMask.masked(problem)
    copy.impact.estimate = SecretMask.masked(impact.estimate)
    copy.verify.steps = SecretMask.masked(verify.steps)
    copy.verify.command = verify.command.map(SecretMask.masked)
    copy.fix.description = SecretMask.masked(fix.description)
    copy.fix.before = fix.before.map(SecretMask.masked)
    copy.fix.after = fix.after.map(SecretMask.masked)
    copy.confirm = confirm.map(SecretMask.masked)
    // Another tool may quote the code in what it says.
    copy.evidence = evidence?.map { proof in
      var proof = proof
      proof.figures = proof.figures.map(SecretMask.masked)
      return proof
    }
    return copy
  }
}

extension Location {
  fileprivate var masked: Location {
    var copy = self
    copy.note = note.map(SecretMask.masked)
    copy.excerpt?.lines = excerpt?.lines.map(SecretMask.masked) ?? []
    return copy
  }
}
