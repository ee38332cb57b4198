// Which pagers grow with the table.

extension LinkPerPage {
  static let examples: [Example] = [
    .reported(
      "a button for each page",
      """
      export function Pager({ totalPages, page, onTurn }) {
        return <nav>{↓Array.from({ length: totalPages }, (_, index) => (
          <button key={index} disabled={page === index + 1} onClick={() => onTurn(index + 1)}>{index + 1}</button>
        ))}</nav>;
      }
      """,
      fixed: """
        export function Pager({ totalPages, page, onTurn }) {
          return (
            <nav>
              <button disabled={page === 1} onClick={() => onTurn(page - 1)}>Back</button>
              {page} of {totalPages}
              <button disabled={page === totalPages} onClick={() => onTurn(page + 1)}>Next</button>
            </nav>
          );
        }
        """,
      path: "src/Pager.jsx"
    ),
    .reported(
      "numbers that a loop counts",
      """
      export function Pager({ berths, size, onTurn }) {
        const numbers = [];
        for (let number = 1; number <= Math.ceil(berths / size); number++) {
          numbers.push(number);
        }
        return <ul>{↓numbers.map((number) => <li key={number} onClick={() => onTurn(number)}>{number}</li>)}</ul>;
      }
      """,
      fixed: """
        export function Pager({ page, onTurn }) {
          const numbers = [];
          for (let number = page - 2; number <= page + 2; number++) {
            numbers.push(number);
          }
          return <ul>{numbers.map((number) => <li key={number} onClick={() => onTurn(number)}>{number}</li>)}</ul>;
        }
        """,
      path: "src/Pager.jsx"
    ),
    .reported(
      "an array that is made as long as there are pages",
      """
      export function Pager({ total, onTurn }) {
        const pageCount = Math.ceil(total / 20);
        return (
          <p>{↓[...Array(pageCount).keys()].map((one) => <a key={one} onClick={() => onTurn(one + 1)}>{one + 1}</a>)}</p>
        );
      }
      """,
      fixed: """
        export function Pager({ page, onTurn }) {
          return <p><a onClick={() => onTurn(page + 1)}>more</a></p>;
        }
        """,
      path: "src/Pager.jsx"
    ),
    .silent(
      "a pager that leaves out what is far from the current page",
      """
      export function Pager({ totalPages, page, onTurn }) {
        return (
          <nav>
            {Array.from({ length: totalPages }).map((_, index) => {
              if (Math.abs(index + 1 - page) > 2) return null;
              return <button key={index} onClick={() => onTurn(index + 1)}>{index + 1}</button>;
            })}
          </nav>
        );
      }
      """,
      path: "src/Pager.jsx"
    ),
    .silent(
      "stars, of which there are five, and places of a skeleton",
      """
      export function Stars({ stars, rows }) {
        return (
          <p>
            {Array.from({ length: 5 }, (_, index) => <i key={index}>{index < stars ? "*" : "-"}</i>)}
            {[...Array(rows)].map((_, index) => <hr key={index} />)}
          </p>
        );
      }
      """,
      path: "src/Stars.jsx"
    ),
  ]
}
