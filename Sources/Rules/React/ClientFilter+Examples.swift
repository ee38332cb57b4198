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
    .project(
      "a status that is picked among all tickets of the table",
      [
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/api/tickets", async (req, res) => {
          res.json(await prisma.ticket.findMany({ select: { id: true, title: true, status: true } }));
        });
        """,
        "web/Tickets.tsx": """
        import axios from "axios";
        import { useEffect, useMemo, useState } from "react";
        type Ticket = { id: number; title: string; status: string };
        export function Tickets() {
          const [tickets, setTickets] = useState<Ticket[]>([]);
          const [status, setStatus] = useState("open");
          useEffect(() => {
            const load = async () => {
              const { data } = await axios.get<Ticket[]>("/api/tickets");
              ↓setTickets(data);
            };
            load();
          }, []);
          const shown = useMemo(() => tickets.filter((ticket) => ticket.status === status), [tickets, status]);
          return (
            <section>
              <button onClick={() => setStatus("closed")}>Closed</button>
              {shown.map((ticket) => <p key={ticket.id}>{ticket.title}</p>)}
            </section>
          );
        }
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/api/tickets", async (req, res) => {
          const where = { status: String(req.query.status) };
          res.json(await prisma.ticket.findMany({ where, select: { id: true, title: true }, take: 50 }));
        });
        """,
        "web/Tickets.tsx": """
        import { useQuery } from "@tanstack/react-query";
        import axios from "axios";
        import { useState } from "react";
        type Ticket = { id: number; title: string };
        export function Tickets() {
          const [status, setStatus] = useState("open");
          const { data: tickets = [] } = useQuery({
            queryKey: ["tickets", status],
            queryFn: async () => (await axios.get<Ticket[]>("/api/tickets", { params: { status } })).data,
          });
          return (
            <section>
              <button onClick={() => setStatus("closed")}>Closed</button>
              {tickets.map((ticket) => <p key={ticket.id}>{ticket.title}</p>)}
            </section>
          );
        }
        """,
      ]
    ),
    .silent(
      "a search among the countries, which are always few",
      """
      import { useEffect, useState } from "react";
      export default function Countries() {
        const [countries, setCountries] = useState([]);
        const [search, setSearch] = useState("");
        useEffect(() => {
          fetch("/api/countries").then((answer) => answer.json()).then((rows) => setCountries(rows));
        }, []);
        const shown = countries.filter((country) => country.name.startsWith(search));
        return (
          <div>
            <input value={search} onChange={(event) => setSearch(event.target.value)} />
            {shown.map((country) => <p key={country.code}>{country.name}</p>)}
          </div>
        );
      }
      """,
      path: "src/Countries.jsx"
    ),
    .silent(
      "a search in the one page that the server gave",
      """
      import { useEffect, useState } from "react";
      export default function Customers() {
        const [customers, setCustomers] = useState([]);
        const [page, setPage] = useState(1);
        const [search, setSearch] = useState("");
        useEffect(() => {
          let isLate = false;
          fetch(`/api/customers?page=${page}&limit=30`)
            .then((answer) => answer.json())
            .then((rows) => { if (!isLate) setCustomers(rows); });
          return () => { isLate = true; };
        }, [page]);
        const shown = customers.filter((customer) => customer.name.includes(search));
        return (
          <div>
            <input value={search} onChange={(event) => setSearch(event.target.value)} />
            {shown.map((customer) => <p key={customer.id}>{customer.name}</p>)}
            <button onClick={() => setPage(page + 1)}>Next</button>
          </div>
        );
      }
      """,
      path: "src/Pages.jsx"
    ),
  ]
}
