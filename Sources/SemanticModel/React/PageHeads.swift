// What the page of an application makes the browser load before anything is shown.

package import SourceText
import Workspace

/// A place in a file that is no program: the page of an application, the description of an image.
package struct TextPlace: Sendable {
  package let path: String
  package let span: ByteSpan
  package let bytes: [UInt8]
}

/// A script or a style sheet of another server for which the page waits.
package struct BlockingResource: Sendable {
  package enum Kind: Sendable { case script, styles }
  package let kind: Kind
  package let place: TextPlace
  /// Where it is loaded from: `js.stripe.com`.
  package let host: String
  /// A file of the application whose page it is.
  package let unit: Int
}

extension Program {
  /// What the pages of applications that build themselves in the browser wait for, in order of file and place.
  package var blockingResources: [BlockingResource] {
    let mounts = calls(playing: [.mount]).filter(\.unit.isRunning)
    guard !mounts.isEmpty else { return [] }
    var result: [BlockingResource] = []
    for file in workspace.files
    where file.language == .html && file.role == .source && file.size < 200_000 {
      let parts = file.path.split(separator: "/")
      guard parts.last == "index.html", let package = workspace.package(of: file.path),
        let mount = mounts.first(where: { packageFolder(of: $0.place.unit) == package.folder }),
        // Pages beside the sources are for something else.
        parts.dropLast().last == "public"
          || parts.dropLast().joined(separator: "/") == package.folder,
        let bytes = try? workspace.read(file)
      else { continue }
      for tag in PageTags(bytes).tags {
        guard let (kind, host) = tag.blocking else { continue }
        let place = TextPlace(path: file.path, span: tag.span, bytes: bytes)
        result.append(
          BlockingResource(kind: kind, place: place, host: host, unit: mount.place.unit)
        )
      }
    }
    return result
  }
}
