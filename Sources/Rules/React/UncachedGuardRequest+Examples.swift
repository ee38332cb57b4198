// Which routes ask past the cache, and which ask it.

extension UncachedGuardRequest {
  private static let hook = """
    import { useQuery } from "@tanstack/react-query";
    import { readMe } from "./api";
    export function useAuth() {
      return useQuery({ queryKey: ["me"], queryFn: readMe });
    }
    """
  private static let api = """
    export const readMe = () => fetch("/api/users/me").then((answer) => answer.json());
    export const readPlans = () => fetch("/api/plans?limit=5").then((answer) => answer.json());
    """

  static let examples: [Example] = [
    .project(
      "a route for administrators",
      [
        "src/api.js": api,
        "src/useAuth.js": hook,
        "src/admin.jsx": """
        import { createFileRoute, redirect } from "@tanstack/react-router";
        import { readMe } from "./api";
        import { useAuth } from "./useAuth";
        export const Route = createFileRoute("/admin")({
          component: Admin,
          beforeLoad: async () => {
            const me = await ↓readMe();
            if (!me.isAdmin) throw redirect({ to: "/" });
          },
        });
        function Admin() {
          const { data } = useAuth();
          return <p>{data.name}</p>;
        }
        """,
      ],
      fixed: [
        "src/admin.jsx": """
        import { createFileRoute, redirect } from "@tanstack/react-router";
        import { readMe } from "./api";
        import { useAuth } from "./useAuth";
        export const Route = createFileRoute("/admin")({
          component: Admin,
          beforeLoad: async ({ context }) => {
            const me = await context.queryClient.ensureQueryData({ queryKey: ["me"], queryFn: readMe });
            if (!me.isAdmin) throw redirect({ to: "/" });
          },
        });
        function Admin() {
          const { data } = useAuth();
          return <p>{data.name}</p>;
        }
        """
      ]
    ),
    .project(
      "a loader that fetches by itself",
      [
        "src/api.js": api,
        "src/useAuth.js": hook,
        "src/routes.jsx": """
        import { createBrowserRouter } from "react-router-dom";
        import { useAuth } from "./useAuth";
        function Account() {
          const { data } = useAuth();
          return <p>{data.name}</p>;
        }
        export const router = createBrowserRouter([
          { path: "/account", element: <Account />, loader: async () => { const answer = await ↓fetch("/api/users/me"); return answer.json(); } },
        ]);
        """,
      ],
      fixed: [
        "src/routes.jsx": """
        import { createBrowserRouter } from "react-router-dom";
        import { useAuth } from "./useAuth";
        function Account() {
          const { data } = useAuth();
          return <p>{data.name}</p>;
        }
        export const router = createBrowserRouter([{ path: "/account", element: <Account /> }]);
        """
      ]
    ),
    .silent(
      "a route that asks for what no hook loads",
      files: [
        "src/api.js": api,
        "src/useAuth.js": hook,
        "src/plans.jsx": """
        import { createFileRoute } from "@tanstack/react-router";
        import { readPlans } from "./api";
        import { useAuth } from "./useAuth";
        export const Route = createFileRoute("/plans")({ component: Plans, loader: async () => await readPlans() });
        function Plans() {
          const { data } = useAuth();
          return <p>{data.name}</p>;
        }
        """,
      ]
    ),
    .silent(
      "a handler of a button, which must know what is true now",
      files: [
        "src/api.js": api,
        "src/useAuth.js": hook,
        "src/Account.jsx": """
        import { readMe } from "./api";
        import { useAuth } from "./useAuth";
        export function Account() {
          const { data } = useAuth();
          const check = async () => { const me = await readMe(); alert(me.name); };
          return <button onClick={check}>{data.name}</button>;
        }
        """,
      ]
    ),
  ]
}
