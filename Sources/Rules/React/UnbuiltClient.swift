// Images that serve an application with the server that developers start on their own machine.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports Dockerfiles of front ends whose container runs a development server.
struct UnbuiltClient: Rule {
  static let about = RuleDescription(
    name: "unbuilt-client",
    category: .bundleShape,
    worst: .high,
    title: "The image serves the development server",
    problem: """
      The container compiles the application when it starts, and sends what developers debug: files that are not made \
      small, checks of React that run each effect twice, a socket for reloading, and no names by which a browser could \
      keep what it has. The server works on one thread, and was made for one visitor.
      """,
    verify:
      "Run the image, and look at the size of the scripts in the network panel, and at the time of a first visit.",
    fix: """
      Build in one stage and serve the result in another: `RUN npm run build`, then `FROM nginx` with \
      `COPY --from=build /app/dist /usr/share/nginx/html`.
      """,
    tradeOff: "A change needs a new image; developers keep an image or a target of their own.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.developmentImages.map { image in
      finding(
        Diagnosis(
          place: SourcePlace(unit: image.unit, span: .init(start: 0, end: 0)),
          function: program.outermostOfFile(image.unit),
          title: "The image runs `\(image.command)`: a development server",
          problem: Self.about.problem,
          severity: .high,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "several MB of scripts for each visit instead of some 100 kB, and one thread for "
              + "\(Figure.grouped(Double(target.users))) visitors",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: image.place.source),
          confirm: "Check that this image is what is deployed, and not what developers start."
        ),
        at: image.place,
        in: program
      )
    }
  }
}
