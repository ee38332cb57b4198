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
  ]
}
