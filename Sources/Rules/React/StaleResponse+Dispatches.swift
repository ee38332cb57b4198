// Effects that hand whichever answer comes last to a reducer.

import Capacity
import Findings
import SemanticModel

extension StaleResponse {
  func finding(
    of stale: StaleDispatch,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let place = program.place(stale.effect.call) else { return nil }
    let pages = Input.openPages(of: target)
    let followed = stale.followed
    let audience = program.doubt(ofAudience: stale.effect.component)
    let dependencies = stale.dependencies.map(program.source).joined(separator: ", ")
    return finding(
      Diagnosis(
        place: place,
        because: [
          (stale.request, "asks without a way to give up"),
          (stale.write, "hands on whichever answer comes last"),
        ],
        function: stale.effect.component,
        title:
          "Each change of `\(followed)` asks again, and a late answer overwrites what the reducer keeps",
        problem: Self.about.problem,
        severity: audience == nil ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "3 quick changes × \(Figure.grouped(pages.value)) open pages = \(Figure.grouped(pages.value * 3)) requests, of "
            + "which \(Figure.grouped(pages.value * 2)) are for nothing; an answer of \(Figure.grouped(target.p95Milliseconds)) "
            + "ms (p95) overtakes any that was asked for in that time; assuming \(pages.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          after: """
            useEffect(() => {
              let isCurrent = true;
              // … if (isCurrent) dispatch(…)
              return () => { isCurrent = false; };
            }, [\(dependencies)]);
            """
        ),
        confirm: audience
          ?? "Check whether `\(followed)` changes again while its request is out."
      ),
      in: program
    )
  }

  static let dispatches: [Example] = [
    .reported(
      "a page of the address, loaded into a reducer",
      """
      import { useEffect, useReducer } from "react";
      import { useSearchParams } from "react-router-dom";
      const keep = (state, action) => ({ ...state, parcels: action.parcels });
      export function Parcels() {
        const [params] = useSearchParams();
        const page = params.get("page") || 1;
        const [state, dispatch] = useReducer(keep, { parcels: [] });
        ↓useEffect(() => {
          fetch(`/api/parcels?page=${page}`)
            .then((answer) => answer.json())
            .then((parcels) => dispatch({ type: "loaded", parcels }));
        }, [page]);
        return <p>{state.parcels.length}</p>;
      }
      """,
      fixed: """
        import { useEffect, useReducer } from "react";
        import { useSearchParams } from "react-router-dom";
        const keep = (state, action) => ({ ...state, parcels: action.parcels });
        export function Parcels() {
          const [params] = useSearchParams();
          const page = params.get("page") || 1;
          const [state, dispatch] = useReducer(keep, { parcels: [] });
          useEffect(() => {
            let isCurrent = true;
            fetch(`/api/parcels?page=${page}`)
              .then((answer) => answer.json())
              .then((parcels) => isCurrent && dispatch({ type: "loaded", parcels }));
            return () => {
              isCurrent = false;
            };
          }, [page]);
          return <p>{state.parcels.length}</p>;
        }
        """,
      path: "src/Parcels.jsx"
    ),
    .project(
      "a search through a client of GraphQL, by a hook of the project",
      [
        "package.json": #"{"dependencies": {"react": "18", "@apollo/client": "3"}}"#,
        "src/useQueryPart.js": """
        import { useSearchParams } from "react-router-dom";
        export function useQueryPart() {
          const [params] = useSearchParams();
          const part = (name) => params.get(name);
          return { part, sort: params.get("sort") || "newest" };
        }
        """,
        "src/Boats.jsx": """
        import { useEffect } from "react";
        import { gql, useLazyQuery } from "@apollo/client";
        import { useDispatch } from "react-redux";
        import { useQueryPart } from "./useQueryPart";
        import { keepBoats } from "./boats";
        const BOATS = gql`
          query Boats($sort: String, $first: Int) {
            boats(sort: $sort, first: $first) {
              id
              name
            }
          }
        `;
        export function Boats() {
          const dispatch = useDispatch();
          const { sort } = useQueryPart();
          const [load] = useLazyQuery(BOATS, { variables: { sort, first: 20 } });
          ↓useEffect(() => {
            load().then(({ data }) => dispatch(keepBoats(data.boats)));
          }, [sort]);
          return <p>{sort}</p>;
        }
        """,
        "src/boats.js": """
        export const keepBoats = (boats) => ({ type: "boats/kept", payload: boats });
        """,
      ],
      fixed: [
        "src/Boats.jsx": """
        import { gql, useQuery } from "@apollo/client";
        import { useQueryPart } from "./useQueryPart";
        const BOATS = gql`
          query Boats($sort: String, $first: Int) {
            boats(sort: $sort, first: $first) {
              id
              name
            }
          }
        `;
        export function Boats() {
          const { sort } = useQueryPart();
          const { data } = useQuery(BOATS, { variables: { sort, first: 20 } });
          return <p>{data ? data.boats.length : sort}</p>;
        }
        """
      ]
    ),
    .silent(
      "an answer that is dispatched once, for the page alone",
      """
      import { useEffect, useReducer, useState } from "react";
      const keep = (state, action) => ({ ...state, rates: action.rates });
      export function Rates() {
        const [isOpen, setOpen] = useState(false);
        const [state, dispatch] = useReducer(keep, { rates: [] });
        useEffect(() => {
          if (isOpen) {
            fetch("/api/rates")
              .then((answer) => answer.json())
              .then((rates) => dispatch({ type: "loaded", rates }));
          }
        }, [isOpen]);
        return <p onClick={() => setOpen(!isOpen)}>{state.rates.length}</p>;
      }
      """,
      path: "src/Rates.jsx"
    ),
    .silent(
      "the key of what the page is about, which nobody changes there",
      """
      import { useEffect, useState } from "react";
      import { useSearchParams } from "react-router-dom";
      export function Receipt() {
        const [params] = useSearchParams();
        const orderId = params.get("order");
        const [receipt, setReceipt] = useState(null);
        useEffect(() => {
          fetch(`/api/receipts/${orderId}`).then((answer) => answer.json()).then(setReceipt);
        }, [orderId]);
        return <p>{receipt && receipt.total}</p>;
      }
      """,
      path: "src/Receipt.jsx"
    ),
  ]
}
