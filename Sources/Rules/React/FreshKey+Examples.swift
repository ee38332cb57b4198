// Which keys are made while rows are rendered, and which were made before.

extension FreshKey {
  static let examples: [Example] = [
    .reported(
      "a random number as the key",
      """
      export default function Names({ people }) {
        return <ul>{people.map((one) => <li key={↓Math.random()}>{one.name}</li>)}</ul>;
      }
      """,
      fixed: """
        export default function Names({ people }) {
          return <ul>{people.map((one) => <li key={one.id}>{one.name}</li>)}</ul>;
        }
        """,
      path: "src/Names.jsx"
    ),
    .reported(
      "fields with an id of a library, which lose their focus at each key",
      """
      import { nanoid } from "nanoid";
      import { useState } from "react";

      export function Guests() {
        const [guests, setGuests] = useState<string[]>(["", ""]);
        const rename = (index: number, name: string) => setGuests(guests.with(index, name));
        const fields = guests.map((guest, index) => (
          <input key={↓nanoid()} value={guest} onChange={(event) => rename(index, event.target.value)} />
        ));
        return <form>{fields}</form>;
      }
      """,
      fixed: """
        import { useState } from "react";

        export function Guests() {
          const [guests, setGuests] = useState<string[]>(["", ""]);
          const rename = (index: number, name: string) => setGuests(guests.with(index, name));
          const fields = guests.map((guest, index) => (
            <input key={index} value={guest} onChange={(event) => rename(index, event.target.value)} />
          ));
          return <form>{fields}</form>;
        }
        """,
      path: "src/Guests.tsx"
    ),
    .reported(
      "the time of day behind the id",
      """
      export function Prices({ offers }) {
        const rows = offers.map((offer) => <tr key={↓`${offer.id}-${Date.now()}`}><td>{offer.price}</td></tr>);
        return <table><tbody>{rows}</tbody></table>;
      }
      """,
      fixed: """
        export function Prices({ offers }) {
          const rows = offers.map((offer) => <tr key={`${offer.id}-${offer.currency}`}><td>{offer.price}</td></tr>);
          return <table><tbody>{rows}</tbody></table>;
        }
        """,
      path: "src/Prices.jsx"
    ),
    .silent(
      "a random id that the row got when it was added, and keeps",
      """
      import { nanoid } from "nanoid";
      import { useState } from "react";

      export function Tags() {
        const [tags, setTags] = useState<{ id: string; text: string }[]>([]);
        const add = (text: string) => setTags([...tags, { id: nanoid(), text }]);
        return (
          <div>
            <button onClick={() => add("new")}>Add</button>
            {tags.map((tag) => <span key={tag.id}>{tag.text}</span>)}
          </div>
        );
      }
      """,
      path: "src/Tags.tsx"
    ),
    .silent(
      "random bars of a placeholder, with their places as keys",
      """
      export function Loading({ lines }) {
        const bars = lines.map((line, place) => <i key={place} style={{ width: `${40 + Math.random() * 60}%` }} />);
        return <div aria-busy="true">{bars}</div>;
      }
      """,
      path: "src/Loading.jsx"
    ),
    .silent(
      "new ids for what is sent, where nothing is rendered",
      """
      import { v4 } from "uuid";
      export function Import({ rows }) {
        const send = () => {
          const events = rows.map((row) => ({ key: v4(), value: row }));
          return fetch("/api/events", { method: "POST", body: JSON.stringify(events) });
        };
        return <button onClick={send}>Import</button>;
      }
      """,
      path: "src/Import.jsx"
    ),
    .reported(
      "lamps that a loop makes",
      """
      export function Lamps({ lit }) {
        const lamps = [];
        for (let at = 0; at < 5; at++) {
          lamps.push(<i key={↓`${Date.now()}-${Math.random()}`} className={at < lit ? "on" : "off"} />);
        }
        return <p>{lamps}</p>;
      }
      """,
      fixed: """
        export function Lamps({ lit }) {
          const lamps = [];
          for (let at = 0; at < 5; at++) {
            lamps.push(<i key={at} className={at < lit ? "on" : "off"} />);
          }
          return <p>{lamps}</p>;
        }
        """,
      path: "src/Lamps.jsx"
    ),
  ]
}
