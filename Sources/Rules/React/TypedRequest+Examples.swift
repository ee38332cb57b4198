// Which fields ask the server at each key.

extension TypedRequest {
  static let examples: [Example] = [
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
  ]
}
