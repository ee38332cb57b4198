// Loads into the store that users start again and again, with whichever answer comes last.

import Capacity
import Findings
import SemanticModel

extension StaleResponse {
  func finding(of stale: StaleThunk, in program: Program) -> Finding {
    finding(
      Diagnosis(
        place: stale.request,
        because: stale.asked.map { ($0, "starts it by what is chosen") },
        function: stale.creator,
        title:
          "Each call of `\(stale.name)` asks again, and a late answer overwrites `\(stale.kept)`",
        problem: Self.about.problem
          + " A store outlives the component: leaving the page gives up nothing either.",
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: "3 quick changes = 3 requests, of which 2 are for nothing and may answer last",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Give up the request before with an AbortController that the function keeps, or note in the store what was "
            + "asked for last, and keep an answer only if it is for that.",
          before: Excerpt.short(program.source(of: stale.request), keeping: "(")
        ),
        confirm:
          "Check how quickly a visitor starts `\(stale.name)` again, and how long the answer takes."
      ),
      in: program
    )
  }

  static let thunks: [Example] = [
    .project(
      "a choice that is loaded into the store of Redux",
      [
        "src/store.js": """
        import { combineReducers, createStore } from "redux";
        const shop = (state = { products: [] }, action) => {
          switch (action.type) {
            case "PRODUCTS_LOADED":
              return { ...state, products: action.payload };
            default:
              return state;
          }
        };
        export const filterProducts = (brand) => async (dispatch) => {
          const answer = await ↓fetch(`/api/products?page=1&brand=${brand}`);
          const products = await answer.json();
          dispatch({ type: "PRODUCTS_LOADED", payload: products });
        };
        export default createStore(combineReducers({ shop }));
        """,
        "src/Brands.jsx": """
        import { useDispatch } from "react-redux";
        import { filterProducts } from "./store";
        export function Brands() {
          const dispatch = useDispatch();
          return <select onChange={(event) => dispatch(filterProducts(event.target.value))} />;
        }
        """,
      ],
      fixed: [
        "src/store.js": """
        import { combineReducers, createStore } from "redux";
        const shop = (state = { products: [] }, action) => {
          switch (action.type) {
            case "PRODUCTS_LOADED":
              return { ...state, products: action.payload };
            default:
              return state;
          }
        };
        let request = new AbortController();
        export const filterProducts = (brand) => async (dispatch) => {
          request.abort();
          request = new AbortController();
          const answer = await fetch(`/api/products?page=1&brand=${brand}`, { signal: request.signal });
          const products = await answer.json();
          dispatch({ type: "PRODUCTS_LOADED", payload: products });
        };
        export default createStore(combineReducers({ shop }));
        """
      ]
    )
  ]
}
