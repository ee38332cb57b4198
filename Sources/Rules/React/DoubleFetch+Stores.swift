// What the frame of all pages has loaded into a store, and a page loads again.

import Capacity
import Findings
import SemanticModel

extension DoubleFetch {
  func finding(of load: SharedLoad, in program: Program) -> Finding {
    let frame = title(of: load.frame, in: program)
    let page = title(of: load.page, in: program)
    return finding(
      Diagnosis(
        place: load.second,
        because: [
          (load.first, "`\(frame)`, which is always there, loads the same when it is shown")
        ],
        function: load.page,
        title: "`\(page)` loads `\(load.name)` again, which `\(frame)` around all pages has loaded",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: "1 request too many for each visit of `\(page)`",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Read what the store holds, and load it here only where it is missing or known to be out of date.",
          before: Excerpt.short(program.source(of: load.second), keeping: load.name)
        ),
        confirm: "Check whether the page needs it fresher than the frame has loaded it.",
        threshold: "1 of 10 requests of a visit"
      ),
      in: program
    )
  }

  /// The name of a component: of the class, where it is one.
  private func title(of component: FunctionRef, in program: Program) -> String {
    let name = program.name(of: component)
    return name == "render" ? program.symbol(around: component) : name
  }

  private static let store = """
    import { create } from "zustand";
    export const useShop = create((set) => ({
      brands: [],
      loadBrands: async () => {
        const answer = await fetch("/api/brands?limit=20");
        set({ brands: await answer.json() });
      },
    }));
    """

  private static func page(loading call: String) -> String {
    """
    import { useEffect } from "react";
    import { useShop } from "./store";
    export function Brands() {
      const brands = useShop((state) => state.brands);
      const loadBrands = useShop((state) => state.loadBrands);
      useEffect(() => {
        \(call);
      }, [loadBrands]);
      return <p>{brands.length}</p>;
    }
    """
  }

  static let shared: [Example] = [
    .project(
      "a page that loads what the header has loaded",
      [
        "src/store.js": store,
        "src/App.jsx": """
        import { useEffect } from "react";
        import { Routes, Route } from "react-router-dom";
        import { useShop } from "./store";
        import { Brands } from "./Brands";
        export function App() {
          const loadBrands = useShop((state) => state.loadBrands);
          useEffect(() => {
            loadBrands();
          }, [loadBrands]);
          return <Routes><Route path="/brands" element={<Brands />} /></Routes>;
        }
        """,
        "src/Brands.jsx": page(loading: "↓loadBrands()"),
      ],
      fixed: [
        "src/Brands.jsx": """
        import { useShop } from "./store";
        export function Brands() {
          const brands = useShop((state) => state.brands);
          return <p>{brands.length}</p>;
        }
        """
      ]
    ),
    .silent(
      "a page with routes of its own, which is not around the page that loads the same",
      files: [
        "src/store.js": store,
        "src/App.jsx": """
        import { Routes, Route } from "react-router-dom";
        import { Brands } from "./Brands";
        import { Shop } from "./Shop";
        export function App() {
          return (
            <Routes>
              <Route path="/shop/*" element={<Shop />} />
              <Route path="/brands" element={<Brands />} />
            </Routes>
          );
        }
        """,
        "src/Shop.jsx": """
        import { useEffect } from "react";
        import { Routes, Route } from "react-router-dom";
        import { useShop } from "./store";
        export function Shop() {
          const loadBrands = useShop((state) => state.loadBrands);
          useEffect(() => {
            loadBrands();
          }, [loadBrands]);
          return <Routes><Route path="sale" element={<p>Sale</p>} /></Routes>;
        }
        """,
        "src/Brands.jsx": page(loading: "loadBrands()"),
      ]
    ),
  ]
}
