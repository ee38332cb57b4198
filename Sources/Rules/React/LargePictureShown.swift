// Pictures that take longer to load than all the rest of the page.

import Capacity
import Findings
import SemanticModel

/// Reports large pictures that pages show as they were saved.
struct LargePictureShown: Rule {
  static let about = RuleDescription(
    name: "large-picture",
    category: .bundleShape,
    worst: .medium,
    title: "A large picture is shown as it was saved",
    problem: """
      The build copies the file as it is: every visitor without a warm cache loads all of its bytes, on a telephone as \
      well, where it is shown in a fraction of its size.
      """,
    verify:
      "Open the page with the network panel filtered to images: no picture may be larger than 200 kB.",
    fix:
      "Save the picture in the size that it is shown in, as WebP or AVIF, and give smaller ones for small screens with `srcSet`.",
    tradeOff: "Several files for one picture, or a plug-in of the build that makes them.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  /// What Lighthouse assumes of a slow mobile connection (`mobileSlow4G`: 1,638.4 kbit/s).
  private static let bytesPerSecond = 1_638_400.0 / 8

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.shownPictures.compactMap { finding(of: $0, in: program) }
  }

  private func finding(of pictures: ShownPictures, in program: Program) -> Finding? {
    guard let first = pictures.shown.first else { return nil }
    let bytes = Double(pictures.bytes)
    let name = first.path.split(separator: "/").last.map(String.init) ?? ""
    let others = pictures.shown.dropFirst()
    return finding(
      Diagnosis(
        place: first.place,
        because: others.prefix(12).map {
          ($0.place, "\(Figure.grouped(Double($0.bytes))) bytes more")
        },
        function: program.function(at: first.place) ?? program.outermostOfFile(first.place.unit),
        title: others.isEmpty
          ? "`\(name)` is \(Figure.grouped((bytes / 1_000).rounded())) kB"
          : "`\(name)` and \(Figure.counted(Double(others.count), "more picture")) are "
            + "\(Figure.grouped((bytes / 1_000).rounded())) kB",
        problem: Self.about.problem,
        severity: bytes >= 500_000 ? .medium : .monitor,
        confidence: .high,
        impact: Impact(
          estimate: "\(Figure.grouped(bytes)) bytes × 8 ÷ 1.6384 Mbit/s = "
            + "\(Figure.duration(bytes / Self.bytesPerSecond)) on a slow mobile connection",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: first.place), keeping: name)
        ),
        threshold: "300 kB: 1.5 s of a slow mobile connection"
      ),
      in: program
    )
  }
}
