// Pagers with a link for each page: a list that grows with the table behind it.

import Capacity
import Findings
import SemanticModel

/// Reports pagers that show as many links as there are pages.
struct LinkPerPage: Rule {
  static let about = RuleDescription(
    name: "link-per-page",
    category: .unvirtualizedList,
    worst: .monitor,
    title: "Pager with a link for each page",
    problem: """
      Paging keeps the rows few, and the pager shows a link for each page all the same. With a large table the links are \
      more than the rows ever were, and each turn of a page renders all of them again.
      """,
    verify: "Fill the table with 100,000 rows and count the DOM nodes of the pager.",
    fix: "Show the first, the last and a few pages around the current one.",
    tradeOff: "A page far away takes a field or several clicks.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.pageLinks.map { links in
      let count = program.source(of: links.count)
      return finding(
        Diagnosis(
          place: links.place,
          because: [(links.count, "grows with the table")],
          function: links.component,
          title: "The pager shows a link for each of `\(count)` pages",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "100,000 rows ÷ 20 a page = 5,000 links at each render; assuming pages of 20",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: links.place), keeping: count)
          ),
          confirm: "Check how many rows the list behind the pager will have.",
          threshold: "50 pages"
        ),
        in: program
      )
    }
  }

  static let examples: [Example] = [
    .reported(
      "a button for each page of all parcels",
      """
      export function Pager({ totalPages, page, onTurn }) {
        return (
          <nav>
            {↓Array.from({ length: totalPages }).map((_, index) => (
              <button key={index} disabled={index + 1 === page} onClick={() => onTurn(index + 1)}>{index + 1}</button>
            ))}
          </nav>
        );
      }
      """,
      fixed: """
        export function Pager({ totalPages, page, onTurn }) {
          const near = [page - 1, page, page + 1].filter((other) => other > 0 && other <= totalPages);
          return (
            <nav>
              {near.map((other) => (
                <button key={other} disabled={other === page} onClick={() => onTurn(other)}>{other}</button>
              ))}
            </nav>
          );
        }
        """,
      path: "src/Pager.jsx"
    ),
    .reported(
      "links by the keys of an empty list",
      """
      import { Link } from "react-router-dom";
      export const Pager = ({ rows, size }) => {
        const pages = Math.ceil(rows / size);
        return <ul>{↓[...Array(pages).keys()].map((at) => <Link key={at} to={`/berths/${at + 1}`}>{at + 1}</Link>)}</ul>;
      };
      """,
      fixed: """
        import { Link } from "react-router-dom";
        export const Pager = ({ rows, size, page }) => {
          const pages = Math.ceil(rows / size);
          return <p>{page < pages && <Link to={`/berths/${page + 1}`}>Next</Link>}</p>;
        };
        """,
      path: "src/Pager.jsx"
    ),
    .silent(
      "a placeholder for each row of a page, and the sheets of a document",
      """
      import { Sheet } from "sheets";
      export function Loading({ pageSize }) {
        return <ul>{Array.from({ length: pageSize }).map((_, row) => <li key={row} onClick={() => null}>…</li>)}</ul>;
      }
      export function Document({ numPages }) {
        return <main>{Array.from({ length: numPages }, (_, at) => <Sheet key={at} number={at + 1} />)}</main>;
      }
      """,
      path: "src/Loading.jsx"
    ),
  ]
}
