// Which changes reload everything, and which reload what they concern or are meant to reload all.

extension BroadInvalidation {
  static let examples: [Example] = [
    .reported(
      "a deleted item that reloads the user as well",
      """
      import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
      const get = (path) => fetch(path).then((answer) => answer.json());
      export default function Items() {
        const client = useQueryClient();
        const me = useQuery({ queryKey: ["me"], queryFn: () => get("/api/me"), staleTime: 60_000 });
        const items = useQuery({ queryKey: ["items"], queryFn: () => get("/api/items?limit=20") });
        const remove = useMutation({
          mutationFn: (id) => fetch(`/api/items/${id}`, { method: "DELETE" }),
          onSettled: () => { ↓client.invalidateQueries(); },
        });
        return <button onClick={() => remove.mutate(1)}>{me.data && items.data}</button>;
      }
      """,
      fixed: """
        import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
        const get = (path) => fetch(path).then((answer) => answer.json());
        export default function Items() {
          const client = useQueryClient();
          const me = useQuery({ queryKey: ["me"], queryFn: () => get("/api/me"), staleTime: 60_000 });
          const items = useQuery({ queryKey: ["items"], queryFn: () => get("/api/items?limit=20") });
          const remove = useMutation({
            mutationFn: (id) => fetch(`/api/items/${id}`, { method: "DELETE" }),
            onSettled: () => { client.invalidateQueries({ queryKey: ["items"] }); },
          });
          return <button onClick={() => remove.mutate(1)}>{me.data && items.data}</button>;
        }
        """,
      path: "src/Items.jsx"
    ),
    .project(
      "a liked post that reloads feed and friends, whose hooks stand in another file",
      [
        "src/hooks/queries.ts": """
        import { useQuery } from "@tanstack/react-query";
        import axios from "axios";
        export const useFeed = () => useQuery({ queryKey: ["feed"], queryFn: () => axios.get("/api/feed?limit=20") });
        export const useFriends = () => useQuery({ queryKey: ["friends"], queryFn: () => axios.get("/api/friends") });
        """,
        "src/hooks/useLike.ts": """
        import { useMutation, useQueryClient } from "@tanstack/react-query";
        import axios from "axios";

        export function useLike() {
          const queryClient = useQueryClient();
          return useMutation({
            mutationFn: (post: number) => axios.post(`/api/posts/${post}/likes`),
            onSuccess: async () => {
              await ↓queryClient.refetchQueries({});
            },
          });
        }
        """,
      ],
      fixed: [
        "src/hooks/useLike.ts": """
        import { useMutation, useQueryClient } from "@tanstack/react-query";
        import axios from "axios";

        export function useLike() {
          const queryClient = useQueryClient();
          return useMutation({
            mutationFn: (post: number) => axios.post(`/api/posts/${post}/likes`),
            onSuccess: async () => {
              await queryClient.refetchQueries({ queryKey: ["feed"] });
            },
          });
        }
        """
      ]
    ),
    .silent(
      "a button that the user presses to load the page anew",
      """
      import { useQuery, useQueryClient } from "@tanstack/react-query";
      const get = (path) => fetch(path).then((answer) => answer.json());
      export default function Board() {
        const client = useQueryClient();
        const open = useQuery({ queryKey: ["open"], queryFn: () => get("/api/tickets/open?limit=20") });
        const closed = useQuery({ queryKey: ["closed"], queryFn: () => get("/api/tickets/closed?limit=20") });
        const reload = () => client.invalidateQueries();
        return <button onClick={reload}>{open.data && closed.data ? "Reload" : "…"}</button>;
      }
      """,
      path: "src/Board.jsx"
    ),
    .silent(
      "a page on which the one query that is shown is what has changed",
      files: [
        "src/useMe.js": """
        import { useQuery } from "@tanstack/react-query";
        export const useMe = () => useQuery({ queryKey: ["me"], queryFn: () => fetch("/api/me").then((answer) => answer.json()) });
        """,
        "src/Frame.jsx": """
        import { Outlet } from "react-router-dom";
        import { useMe } from "./useMe";
        export function Frame() {
          const { data } = useMe();
          return <main><p>{data.name}</p><Outlet /></main>;
        }
        """,
        "src/Cart.jsx": """
        import { useQuery } from "@tanstack/react-query";
        export function Cart() {
          const { data } = useQuery({ queryKey: ["cart"], queryFn: () => fetch("/api/cart").then((answer) => answer.json()) });
          return <p>{data.total}</p>;
        }
        """,
        "src/Settings.jsx": """
        import { useMutation, useQueryClient } from "@tanstack/react-query";
        export function Settings() {
          const client = useQueryClient();
          const save = useMutation({
            mutationFn: (form) => fetch("/api/me", { method: "PATCH", body: form }),
            onSettled: () => client.invalidateQueries(),
          });
          return <button onClick={() => save.mutate({})}>Save</button>;
        }
        """,
      ]
    ),
    .silent(
      "another user logs in, to whom nothing of the cache belongs",
      """
      import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
      import axios from "axios";

      export const useMe = () => useQuery({ queryKey: ["me"], queryFn: () => axios.get("/api/me") });
      export const useCart = () => useQuery({ queryKey: ["cart"], queryFn: () => axios.get("/api/cart") });

      export function useLogin() {
        const client = useQueryClient();
        return useMutation({
          mutationFn: (form: { name: string; password: string }) => axios.post("/api/login", form),
          onSuccess: () => client.resetQueries(),
        });
      }
      """,
      path: "src/session.ts"
    ),
    .silent(
      "a key that a function of the project makes",
      """
      import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
      import axios from "axios";

      const cartOf = (user: number) => ({ queryKey: ["carts", user] });

      export function useCart(user: number) {
        const client = useQueryClient();
        const cart = useQuery({ ...cartOf(user), queryFn: () => axios.get(`/api/carts/${user}`) });
        const offers = useQuery({ queryKey: ["offers"], queryFn: () => axios.get("/api/offers?limit=5") });
        const add = useMutation({
          mutationFn: (item: number) => axios.post(`/api/carts/${user}/items`, { item }),
          onSettled: () => client.invalidateQueries(cartOf(user)),
        });
        return { cart, offers, add };
      }
      """,
      path: "src/useCart.ts"
    ),
  ]
}
