// Which state is a table that is searched in the browser.

extension ClientFilter {
  static let examples: [Example] = [
    .reported(
      "a search over all customers in the browser",
      """
      import { useEffect, useState } from "react";
      export default function Customers() {
        const [customers, setCustomers] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/customers").then((answer) => answer.json()).then((rows) => ↓setCustomers(rows));
        }, []);
        const shown = customers.filter((customer) => customer.name.includes(search));
        return (
          <div>
            <input value={search} onChange={(event) => setSearch(event.target.value)} />
            {shown.map((customer) => <p key={customer.id}>{customer.name}</p>)}
          </div>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Customers() {
          const [customers, setCustomers] = useState([]);
          const [search, setSearch] = useState("");
          useEffect(() => {
            const request = new AbortController();
            fetch(`/api/customers?limit=50&search=${search}`, { signal: request.signal })
              .then((answer) => answer.json())
              .then((rows) => setCustomers(rows));
            return () => request.abort();
          }, [search]);
          return (
            <div>
              <input value={search} onChange={(event) => setSearch(event.target.value)} />
              {customers.map((customer) => <p key={customer.id}>{customer.name}</p>)}
            </div>
          );
        }
        """,
      path: "src/Customers.jsx"
    ),
    .silent(
      "a filter that no state of the user takes part in",
      """
      import { useEffect, useState } from "react";
      export default function Customers() {
        const [customers, setCustomers] = useState([]);
        useEffect(() => {
          fetch("/api/customers").then((answer) => answer.json()).then((rows) => setCustomers(rows));
        }, []);
        return customers.filter((one) => one.active).map((one) => <p key={one.id}>{one.name}</p>);
      }
      """,
      path: "src/Active.jsx"
    ),
  ]
}
