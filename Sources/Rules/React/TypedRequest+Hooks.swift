// Which hooks ask the server at each key, because their key holds the text.

extension TypedRequest {
  static let hooks: [Example] = [
    .reported(
      "a query whose key holds the text",
      """
      import { useState } from "react";
      import { useQuery } from "@tanstack/react-query";
      export default function SearchBox() {
        const [text, setText] = useState("");
        const { data } = ↓useQuery({
          queryKey: ["search", text],
          queryFn: async () => (await fetch(`/api/search?q=${text}`)).json(),
        });
        return <input value={text} onChange={(event) => setText(event.target.value)} title={data?.count} />;
      }
      """,
      fixed: """
        import { useState } from "react";
        import { useQuery } from "@tanstack/react-query";
        import { useDebounce } from "use-debounce";
        export default function SearchBox() {
          const [text, setText] = useState("");
          const [late] = useDebounce(text, 300);
          const { data } = useQuery({
            queryKey: ["search", late],
            queryFn: async () => (await fetch(`/api/search?q=${late}`)).json(),
          });
          return <input value={text} onChange={(event) => setText(event.target.value)} title={data?.count} />;
        }
        """,
      path: "src/SearchBox.jsx"
    ),
    .project(
      "a hook of the project that puts the text into its key",
      [
        "src/useCities.js": """
        import useSWR from "swr";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useCities = (text) => useSWR(`/api/cities?q=${text}`, load);
        """,
        "src/CityField.jsx": """
        import { useState } from "react";
        import { useCities } from "./useCities";
        export default function CityField() {
          const [text, setText] = useState("");
          const { data } = ↓useCities(text);
          return <input value={text} onChange={(event) => setText(event.target.value)} title={data?.length} />;
        }
        """,
      ],
      fixed: [
        "src/useCities.js": """
        import useSWR from "swr";
        import { useDebounce } from "use-debounce";
        const load = (path) => fetch(path).then((answer) => answer.json());
        export const useCities = (text) => {
          const [late] = useDebounce(text, 300);
          return useSWR(`/api/cities?q=${late}`, load);
        };
        """
      ]
    ),
    .silent(
      "a query that asks when a button was pressed",
      """
      import { useState } from "react";
      import { useQuery } from "@tanstack/react-query";
      export default function SearchBox() {
        const [text, setText] = useState("");
        const { data, refetch } = useQuery({
          queryKey: ["search", text],
          queryFn: async () => (await fetch(`/api/search?q=${text}`)).json(),
          enabled: false,
        });
        return (
          <form onSubmit={() => refetch()}>
            <input value={text} onChange={(event) => setText(event.target.value)} title={data?.count} />
          </form>
        );
      }
      """,
      path: "src/SearchBox.jsx"
    ),
    .silent(
      "a query whose key says nothing of the text",
      """
      import { useState } from "react";
      import { useQuery } from "@tanstack/react-query";
      export default function SearchBox() {
        const [text, setText] = useState("");
        const { data } = useQuery({
          queryKey: ["orders"],
          queryFn: async () => (await fetch("/api/orders?limit=50")).json(),
          select: (orders) => orders.filter((order) => order.name.includes(text)),
        });
        return <input value={text} onChange={(event) => setText(event.target.value)} title={data?.length} />;
      }
      """,
      path: "src/SearchBox.jsx"
    ),
    .project(
      "a select that suggests what a hook of the project loads for the trimmed text",
      [
        "src/useTags.js": """
        import { useInfiniteQuery } from "@tanstack/react-query";
        import { useMemo } from "react";
        import { useAccount } from "./useAccount";
        export const useTags = (options = {}) => {
          const account = useAccount();
          const text = options.search?.trim() || undefined;
          const query = useMemo(() => new URLSearchParams({ text }).toString(), [text]);
          return useInfiniteQuery({
            queryKey: ["tags", { query }],
            queryFn: async () => (await fetch(`/api/tags?${query}`)).json(),
            enabled: account.isKnown,
          });
        };
        """,
        "src/useAccount.js": """
        import { useContext } from "react";
        import { Account } from "./Account";
        export const useAccount = () => useContext(Account);
        """,
        "src/TagField.jsx": """
        import { useState } from "react";
        import Select from "react-select";
        import { useTags } from "./useTags";
        export default function TagField() {
          const [search, setSearch] = useState("");
          const { data } = ↓useTags({ search });
          return <Select options={data} onInputChange={(value) => setSearch(value)} />;
        }
        """,
      ],
      fixed: [
        "src/TagField.jsx": """
        import { useState } from "react";
        import Select from "react-select";
        import { useDebounce } from "use-debounce";
        import { useTags } from "./useTags";
        export default function TagField() {
          const [text, setText] = useState("");
          const [search] = useDebounce(text, 300);
          const { data } = useTags({ search });
          return <Select options={data} onInputChange={(value) => setText(value)} />;
        }
        """
      ]
    ),
    .silent(
      "a handler that several fields share, and that asks only for the one that is chosen from",
      """
      import { useState } from "react";
      export default function Invoice({ orders }) {
        const [form, setForm] = useState({ order: "", note: "" });
        const load = async (id) => {
          const order = await (await fetch(`/api/orders/${id}`)).json();
          setForm((old) => ({ ...old, order: order.id }));
        };
        const change = (event) => {
          const { name, value } = event.target;
          setForm((old) => ({ ...old, [name]: value }));
          if (name === "order" && value) load(value);
        };
        return (
          <form>
            <select name="order" value={form.order} onChange={change}>
              {orders.map((order) => <option key={order.id}>{order.number}</option>)}
            </select>
            <input name="note" value={form.note} onChange={change} />
          </form>
        );
      }
      """,
      path: "src/Invoice.jsx"
    ),
  ]
}
