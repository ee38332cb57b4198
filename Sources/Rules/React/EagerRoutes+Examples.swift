// Which tables of routes load every page at once, and which load the one that is shown.

extension EagerRoutes {
  private static let names = ["Orders", "Order", "Customers", "Reports", "Settings", "Account"]

  /// Pages of some length.
  private static let pages: [String: String] = Dictionary(
    uniqueKeysWithValues: names.map { name in
      let line = "      <p>A sentence of a page that takes some room in the file.</p>\n"
      let text = String(repeating: line, count: 110)
      return (
        "src/\(name).jsx",
        "export default function \(name)() {\n  return (\n    <div>\n\(text)    </div>\n  );\n}\n"
      )
    }
  )

  private static let main = [
    "src/main.jsx": """
    import { createRoot } from "react-dom/client";
    import App from "./App";
    createRoot(document.getElementById("root")).render(<App />);
    """
  ]

  private static func project(_ app: String) -> [String: String] {
    pages.merging(main) { $1 }.merging(["src/App.jsx": app]) { $1 }
  }

  private static func eager(_ mark: String, _ routes: String) -> String {
    let imports = names.enumerated().map { "\($0 == 0 ? mark : "")import \($1) from \"./\($1)\";" }
    return """
      \(imports.joined(separator: "\n"))
      import { Route, Routes, createBrowserRouter, RouterProvider } from "react-router-dom";
      \(routes)
      """
  }

  private static let elements = """
    export default function App() {
      return (
        <Routes>
          <Route path="/orders" element={<Orders />} />
          <Route path="/order" element={<Order />} />
          <Route path="/customers" element={<Customers />} />
          <Route path="/reports" element={<Reports />} />
          <Route path="/settings" element={<Settings />} />
          <Route path="/account" element={<Account />} />
        </Routes>
      );
    }
    """

  private static let table = """
    const router = createBrowserRouter([
      { path: "/orders", element: <Orders /> },
      { path: "/order", element: <Order /> },
      { path: "/customers", element: <Customers /> },
      { path: "/reports", Component: Reports },
      { path: "/settings", Component: Settings },
      { path: "/account", Component: Account },
    ]);
    export default function App() {
      return <RouterProvider router={router} />;
    }
    """

  private static let lazily = """
    import { lazy, Suspense } from "react";
    import { Route, Routes } from "react-router-dom";
    const Orders = lazy(() => import("./Orders"));
    const Order = lazy(() => import("./Order"));
    const Customers = lazy(() => import("./Customers"));
    const Reports = lazy(() => import("./Reports"));
    const Settings = lazy(() => import("./Settings"));
    const Account = lazy(() => import("./Account"));
    export default function App() {
      return (
        <Suspense fallback={null}>
          <Routes>
            <Route path="/orders" element={<Orders />} />
            <Route path="/order" element={<Order />} />
            <Route path="/customers" element={<Customers />} />
            <Route path="/reports" element={<Reports />} />
            <Route path="/settings" element={<Settings />} />
            <Route path="/account" element={<Account />} />
          </Routes>
        </Suspense>
      );
    }
    """

  static let examples: [Example] = [
    .project(
      "six pages as elements",
      project(eager("↓", elements)),
      fixed: ["src/App.jsx": lazily]
    ),
    .project(
      "six pages in a table of routes",
      project(eager("↓", table)),
      fixed: ["src/App.jsx": lazily]
    ),
    .project(
      "an application that a tool mounts: its routes are its start",
      pages.merging([
        "package.json": """
        {"dependencies": {"react-dom": "18.2.0", "react-router-dom": "6.3.0"}}
        """,
        "src/App.jsx": eager("↓", elements),
      ]) { $1 },
      fixed: ["src/App.jsx": lazily]
    ),
    .silent(
      "routes that no package of a browser holds",
      files: pages.merging(["src/App.jsx": eager("", elements)]) { $1 }
    ),
    .silent("pages that are loaded when they are shown", files: project(lazily)),
    .silent(
      "two short pages",
      files: main.merging([
        "src/Home.jsx": "export default function Home() { return <p>Home</p>; }",
        "src/About.jsx": "export default function About() { return <p>About</p>; }",
        "src/App.jsx": """
        import Home from "./Home";
        import About from "./About";
        import { Route, Routes } from "react-router-dom";
        export default function App() {
          return <Routes><Route path="/" element={<Home />} /><Route path="/about" element={<About />} /></Routes>;
        }
        """,
      ]) { $1 }
    ),
    .silent(
      "pages that other code of the first load imports as well: to load them later in the routes saves nothing",
      files: project(eager("", elements)).merging([
        "src/main.jsx": """
        import { createRoot } from "react-dom/client";
        import App from "./App";
        import { sizes } from "./sizes";
        createRoot(document.getElementById("root")).render(<App sizes={sizes} />);
        """,
        "src/sizes.js": names.map { "import \($0) from \"./\($0)\";\n" }.joined()
          + "export const sizes = [\(names.joined(separator: ", "))].map((page) => page.name.length);\n",
      ]) { $1 }
    ),
  ]
}
