// What the linker is told of libraries and frameworks.

package import Facts

/// All framework knowledge that the linker is given.
package struct FrameworkKnowledge: Sendable {
  package var libraries: [Library]
  /// What methods do on receivers of which nothing is known (`xs.map`, `promise.then`).
  package var methodsOfUnknownReceivers: [SourceLanguage: [String: Operation]]
  /// Packages that are large in a browser.
  package var bundles: [BundleRule]
  /// How code names those who run an application, and what few requests are sent for.
  package var rareWords: RareWords

  package init(
    libraries: [Library],
    javaScriptMethods: [String: Operation],
    pythonMethods: [String: Operation],
    bundles: [BundleRule] = [],
    rareWords: RareWords = RareWords()
  ) {
    self.rareWords = rareWords
    self.bundles = bundles
    self.libraries = libraries
    methodsOfUnknownReceivers = [.javaScript: javaScriptMethods, .python: pythonMethods]
  }
}
