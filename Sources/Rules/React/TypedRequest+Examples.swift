// Which fields ask the server at each key.

extension TypedRequest {
  static let examples: [Example] = handlers + hooks + fields + sliders

  private static let handlers: [Example] = [
    .reported(
      "a search box",
      """
      import { useState } from "react";
      export default function SearchBox() {
        const [text, setText] = useState("");
        const [found, setFound] = useState([]);
        async function onType(event) {
          setText(event.target.value);
          const answer = await ↓fetch(`/api/search?q=${event.target.value}`);
          setFound(await answer.json());
        }
        return <input value={text} onChange={onType} placeholder={found.length} />;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function SearchBox() {
          const [text, setText] = useState("");
          const [found, setFound] = useState([]);
          useEffect(() => {
            const timer = setTimeout(async () => {
              const answer = await fetch(`/api/search?q=${text}`);
              setFound(await answer.json());
            }, 300);
            return () => clearTimeout(timer);
          }, [text]);
          return (
            <input value={text} onChange={(event) => setText(event.target.value)} placeholder={found.length} />
          );
        }
        """,
      path: "src/SearchBox.jsx"
    ),
    .silent(
      "a form that asks when it is sent",
      """
      import { useState } from "react";
      export default function Login() {
        const [name, setName] = useState("");
        const send = () => fetch("/api/login", { method: "POST", body: name });
        return (
          <form onSubmit={send}>
            <input value={name} onChange={(event) => setName(event.target.value)} />
          </form>
        );
      }
      """,
      path: "src/Login.jsx"
    ),
    .reported(
      "an effect that follows the text",
      """
      import axios from "axios";
      import { useEffect, useState } from "react";
      type City = { id: number; name: string };
      export function CityField() {
        const [text, setText] = useState("");
        const [cities, setCities] = useState<City[]>([]);
        useEffect(() => {
          const request = new AbortController();
          ↓axios
            .get<City[]>("/api/cities", { params: { starts: text }, signal: request.signal })
            .then(({ data }) => setCities(data))
            .catch(() => {});
          return () => request.abort();
        }, [text]);
        return (
          <label>
            <input value={text} onChange={(event) => setText(event.target.value)} />
            {cities.map((city) => <span key={city.id}>{city.name}</span>)}
          </label>
        );
      }
      """,
      fixed: """
        import axios from "axios";
        import { useEffect, useState } from "react";
        import { useDebounce } from "use-debounce";
        type City = { id: number; name: string };
        export function CityField() {
          const [text, setText] = useState("");
          const [settled] = useDebounce(text, 300);
          const [cities, setCities] = useState<City[]>([]);
          useEffect(() => {
            const request = new AbortController();
            axios
              .get<City[]>("/api/cities", { params: { starts: settled }, signal: request.signal })
              .then(({ data }) => setCities(data))
              .catch(() => {});
            return () => request.abort();
          }, [settled]);
          return (
            <label>
              <input value={text} onChange={(event) => setText(event.target.value)} />
              {cities.map((city) => <span key={city.id}>{city.name}</span>)}
            </label>
          );
        }
        """,
      path: "src/CityField.tsx"
    ),
    .silent(
      "a menu, which is picked from once",
      """
      import { useState } from "react";
      export default function Years({ years }) {
        const [report, setReport] = useState(null);
        const pick = async (event) => {
          const answer = await fetch(`/api/reports?year=${event.target.value}`);
          setReport(await answer.json());
        };
        return (
          <select onChange={pick} title={report && report.title}>
            {years.map((year) => <option key={year}>{year}</option>)}
          </select>
        );
      }
      """,
      path: "src/Years.jsx"
    ),
    .silent(
      "a request that waits until nothing was typed for a while",
      """
      import { useState } from "react";
      import { useDebouncedCallback } from "use-debounce";
      export default function SearchBox() {
        const [found, setFound] = useState([]);
        const search = useDebouncedCallback(async (text) => {
          const answer = await fetch(`/api/search?q=${text}`);
          setFound(await answer.json());
        }, 300);
        return <input onChange={(event) => search(event.target.value)} placeholder={found.length} />;
      }
      """,
      path: "src/Patient.jsx"
    ),
    .silent(
      "a function that lodash debounces, called by the field",
      """
      import { useMemo, useState } from "react";
      import debounce from "lodash/debounce";
      export default function SearchBox() {
        const [found, setFound] = useState([]);
        const search = useMemo(
          () =>
            debounce(async (text) => {
              const answer = await fetch(`/api/search?q=${text}`);
              setFound(await answer.json());
            }, 300),
          [],
        );
        return <input onChange={(event) => search(event.target.value)} placeholder={found.length} />;
      }
      """,
      path: "src/SearchBox.jsx"
    ),
  ]
}
