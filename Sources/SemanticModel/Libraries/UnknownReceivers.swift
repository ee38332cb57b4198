// What the tables say of names alone, and of libraries as a whole.

import Facts

extension LibraryIndex {
  /// What a method does on a receiver of which nothing is known.
  func methodOfUnknownReceiver(_ name: Name, in language: SourceLanguage) -> MemberID? {
    unknownReceivers[language][name]
  }

  /// Whether some language knows a method by its name alone.
  func isMethodOfUnknownReceiver(_ name: Name) -> Bool {
    unknownReceivers.javaScript[name] != nil || unknownReceivers.python[name] != nil
  }

  /// Whether a library calls back in a browser: one of its exports takes functions that run there.
  func isForBrowsers(_ library: Int) -> Bool {
    exports[library].values.contains { id in
      self[id].member.called?.value.callbacks.contains { $0.runsIn == .render } ?? false
    }
  }
}
