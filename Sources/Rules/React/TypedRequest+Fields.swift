// Fields that a component of the project wraps: what it hands on at each key asks the server as well.

extension TypedRequest {
  private static let field = """
    export const SearchField = ({ text, onChange }) => (
      <input value={text} onChange={(event) => onChange(event.target.value)} />
    );
    """

  private static let hook = """
    import { useQuery } from "@tanstack/react-query";
    export const useBookings = ({ params }) => {
      const query = new URLSearchParams(params).toString();
      return useQuery({
        queryKey: ["bookings", query],
        queryFn: async () => (await fetch(`/api/bookings?${query}`)).json(),
      });
    };
    """

  private static let late = """
    import { useState } from "react";
    import { useDebounce } from "use-debounce";
    import { SearchField } from "./SearchField";
    import { useBookings } from "./useBookings";
    export default function Bookings() {
      const [text, setText] = useState("");
      const [page, setPage] = useState(1);
      const [q] = useDebounce(text, 300);
      const { data } = useBookings({ params: { q, page } });
      return (
        <section title={data?.total} onClick={() => setPage(1)}>
          <SearchField text={text} onChange={setText} />
        </section>
      );
    }
    """

  static let fields: [Example] = [
    .project(
      "a table whose hook is given the text among other things, by a field of the project",
      [
        "src/SearchField.jsx": field,
        "src/useBookings.js": hook,
        "src/Bookings.jsx": """
        import { useState } from "react";
        import { SearchField } from "./SearchField";
        import { useBookings } from "./useBookings";
        export default function Bookings() {
          const [q, setQ] = useState("");
          const [page, setPage] = useState(1);
          const { data } = ↓useBookings({ params: { q, page } });
          function handleSearch(text) {
            setQ(text);
            setPage(1);
          }
          return (
            <section title={data?.total}>
              <SearchField text={q} onChange={handleSearch} />
            </section>
          );
        }
        """,
      ],
      fixed: ["src/Bookings.jsx": late]
    ),
    .project(
      "a field of the project that is handed the setter itself",
      [
        "src/SearchField.jsx": field,
        "src/useBookings.js": hook,
        "src/Bookings.jsx": """
        import { useState } from "react";
        import { SearchField } from "./SearchField";
        import { useBookings } from "./useBookings";
        export default function Bookings() {
          const [q, setQ] = useState("");
          const { data } = ↓useBookings({ params: { q } });
          return <section title={data?.total}><SearchField text={q} onChange={setQ} /></section>;
        }
        """,
      ],
      fixed: ["src/Bookings.jsx": late]
    ),
    .silent(
      "a code that is sent when its last digit was typed",
      files: [
        "src/SearchField.jsx": field,
        "src/Code.jsx": """
        import { useCallback, useEffect, useState } from "react";
        import { SearchField } from "./SearchField";
        export default function Code({ user }) {
          const [code, setCode] = useState("");
          const verify = useCallback(async () => {
            if (code.length !== 6) return;
            await fetch(`/api/codes/${code}?user=${user}`);
          }, [code, user]);
          useEffect(() => {
            if (code.length === 6) verify();
          }, [code, verify]);
          return <SearchField text={code} onChange={setCode} />;
        }
        """,
      ]
    ),
    .silent(
      "a field of the project that hands on what is typed when it is sent",
      files: [
        "src/SearchField.jsx": """
        import { useState } from "react";
        export const SearchField = ({ onChange }) => {
          const [text, setText] = useState("");
          return (
            <form onSubmit={() => onChange(text)}>
              <input value={text} onChange={(event) => setText(event.target.value)} />
            </form>
          );
        };
        """,
        "src/useBookings.js": hook,
        "src/Bookings.jsx": """
        import { useState } from "react";
        import { SearchField } from "./SearchField";
        import { useBookings } from "./useBookings";
        export default function Bookings() {
          const [q, setQ] = useState("");
          const { data } = useBookings({ params: { q } });
          return <section title={data?.total}><SearchField onChange={setQ} /></section>;
        }
        """,
      ]
    ),
    .silent(
      "a number that is asked for when all of its digits are there",
      """
      import { useState } from "react";
      export function Company() {
        const [name, setName] = useState("");
        const load = async (number) => {
          const digits = number.replace(/\\D/g, "");
          if (digits.length !== 14) return;
          const answer = await fetch(`/api/companies/${digits}`);
          setName(await answer.text());
        };
        return <input placeholder={name} onChange={(event) => load(event.target.value)} />;
      }
      """,
      path: "src/Company.jsx"
    ),
    .silent(
      "an effect that acts on a word of what is typed",
      """
      import { useEffect, useState } from "react";
      export function Assistant() {
        const [text, setText] = useState("");
        const create = () => fetch("/api/patients", { method: "POST" });
        useEffect(() => {
          if (text.includes("confirm")) {
            create();
            setText("");
          }
        }, [text]);
        return <input value={text} onChange={(event) => setText(event.target.value)} />;
      }
      """,
      path: "src/Assistant.jsx"
    ),
  ]
}
