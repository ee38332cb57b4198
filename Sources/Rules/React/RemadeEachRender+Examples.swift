// What components make at each render, and what they keep.

extension RemadeEachRender {
  static let examples: [Example] = [
    .reported(
      "a router in the body of the application",
      """
      import { useState } from "react";
      import { createBrowserRouter, RouterProvider } from "react-router-dom";
      export function App() {
        const [user, setUser] = useState(null);
        const signIn = (name) => setUser(name);
        const router = ↓createBrowserRouter([{ path: "/", element: <Home user={user} onSignIn={signIn} /> }]);
        return <RouterProvider router={router} />;
      }
      function Home({ user, onSignIn }) {
        return <button onClick={() => onSignIn("me")}>{user}</button>;
      }
      """,
      fixed: """
        import { createBrowserRouter, RouterProvider } from "react-router-dom";
        import { useState } from "react";
        const router = createBrowserRouter([{ path: "/", element: <Home /> }]);
        export function App() {
          return <RouterProvider router={router} />;
        }
        function Home() {
          const [user, setUser] = useState(null);
          return <button onClick={() => setUser("me")}>{user}</button>;
        }
        """,
      path: "src/App.jsx"
    ),
    .project(
      "a page that is wrapped where it is shown",
      [
        "src/guarded.jsx": """
        import React from "react";
        import { connect } from "react-redux";
        export default function guarded(Page) {
          class Guarded extends React.Component {
            render() {
              return this.props.user ? <Page {...this.props} /> : <p>Sign in</p>;
            }
          }
          return connect((state) => ({ user: state.user }))(Guarded);
        }
        """,
        "src/App.jsx": """
        import { useState } from "react";
        import { Route } from "react-router-dom";
        import guarded from "./guarded";
        import Account from "./Account";
        export function App() {
          const [isOpen, setOpen] = useState(false);
          const Guarded = ↓guarded(Account);
          return (
            <main onClick={() => setOpen(!isOpen)}>
              <Route path="/account" component={Guarded} />
            </main>
          );
        }
        """,
        "src/Account.jsx": """
        export default function Account() {
          return <h1>Account</h1>;
        }
        """,
      ],
      fixed: [
        "src/App.jsx": """
        import { useState } from "react";
        import { Route } from "react-router-dom";
        import guarded from "./guarded";
        import Account from "./Account";
        const GuardedAccount = guarded(Account);
        export function App() {
          const [isOpen, setOpen] = useState(false);
          return (
            <main onClick={() => setOpen(!isOpen)}>
              <Route path="/account" component={GuardedAccount} />
            </main>
          );
        }
        """
      ]
    ),
    .reported(
      "parts of a select field for each render of a form",
      """
      import { useState } from "react";
      import Select from "react-select";
      import makeAnimated from "react-select/animated";
      export function Options({ options }) {
        const [chosen, setChosen] = useState(null);
        const parts = ↓makeAnimated();
        const choose = (option) => setChosen(option);
        return <Select components={parts} options={options} value={chosen} onChange={choose} />;
      }
      """,
      fixed: """
        import { useState } from "react";
        import Select from "react-select";
        import makeAnimated from "react-select/animated";
        const parts = makeAnimated();
        export function Options({ options }) {
          const [chosen, setChosen] = useState(null);
          const choose = (option) => setChosen(option);
          return <Select components={parts} options={options} value={chosen} onChange={choose} />;
        }
        """,
      path: "src/Options.jsx"
    ),
    .silent(
      "a cache that state keeps",
      """
      import { useState } from "react";
      import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
      export function Providers({ children }) {
        const [client] = useState(() => new QueryClient());
        const [theme, setTheme] = useState("light");
        return (
          <QueryClientProvider client={client}>
            <button onClick={() => setTheme("dark")}>{theme}</button>
            {children}
          </QueryClientProvider>
        );
      }
      """,
      path: "src/Providers.jsx"
    ),
    .silent(
      "a root that nothing renders again",
      """
      import { createRoot } from "react-dom/client";
      import { createBrowserRouter, RouterProvider } from "react-router-dom";
      function App() {
        const router = createBrowserRouter([{ path: "/", element: <p>Home</p> }]);
        return <RouterProvider router={router} />;
      }
      createRoot(document.getElementById("root")).render(<App />);
      """,
      path: "src/main.jsx"
    ),
    .reported(
      "a router in a component that another one renders again",
      """
      import { useState } from "react";
      import { createBrowserRouter, RouterProvider } from "react-router-dom";
      export function App() {
        const [theme, setTheme] = useState("light");
        return <main className={theme} onClick={() => setTheme("dark")}><Pages /></main>;
      }
      function Pages() {
        const router = ↓createBrowserRouter([{ path: "/", element: <p>Home</p> }]);
        return <RouterProvider router={router} />;
      }
      """,
      fixed: """
        import { useState } from "react";
        import { createBrowserRouter, RouterProvider } from "react-router-dom";
        export function App() {
          const [theme, setTheme] = useState("light");
          return <main className={theme} onClick={() => setTheme("dark")}><Pages /></main>;
        }
        const router = createBrowserRouter([{ path: "/", element: <p>Home</p> }]);
        function Pages() {
          return <RouterProvider router={router} />;
        }
        """,
      path: "src/App.jsx"
    ),
  ]
}
