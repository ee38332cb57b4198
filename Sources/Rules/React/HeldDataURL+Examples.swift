// Which files are kept as texts, and which are kept as what they are.

extension HeldDataURL {
  static let examples: [Example] = [
    .reported(
      "a portrait that is shown and sent as text",
      """
      import { useState } from "react";
      import axios from "axios";
      export function Portrait() {
        const [portrait, setPortrait] = useState("");
        const choose = (event) => {
          const reader = new FileReader();
          reader.onload = () => {
            if (reader.readyState === 2) setPortrait(reader.result);
          };
          ↓reader.readAsDataURL(event.target.files[0]);
        };
        const save = () => axios.put("/api/me", { portrait });
        return <form onSubmit={save}><img src={portrait} /><input type="file" onChange={choose} /></form>;
      }
      """,
      fixed: """
        import { useState } from "react";
        import axios from "axios";
        export function Portrait() {
          const [portrait, setPortrait] = useState(null);
          const choose = (event) => setPortrait(event.target.files[0]);
          const save = () => {
            const form = new FormData();
            form.append("portrait", portrait);
            return axios.put("/api/me", form);
          };
          return <form onSubmit={save}><input type="file" onChange={choose} /></form>;
        }
        """,
      path: "src/Portrait.jsx"
    ),
    .reported(
      "pictures that a list gathers",
      """
      import { useState } from "react";
      export function Gallery() {
        const [pictures, setPictures] = useState([]);
        const choose = (event) => {
          Array.from(event.target.files).forEach((file) => {
            const reader = new FileReader();
            reader.onloadend = (done) => setPictures((before) => [...before, done.target.result]);
            ↓reader.readAsDataURL(file);
          });
        };
        return <div>{pictures.map((one) => <img key={one} src={one} />)}<input type="file" onChange={choose} /></div>;
      }
      """,
      fixed: """
        import { useState } from "react";
        export function Gallery() {
          const [pictures, setPictures] = useState([]);
          const choose = (event) => setPictures(Array.from(event.target.files));
          return <div>{pictures.length}<input type="file" onChange={choose} /></div>;
        }
        """,
      path: "src/Gallery.jsx"
    ),
    .silent(
      "a file whose size is asked first",
      """
      import { useState } from "react";
      export function Badge() {
        const [badge, setBadge] = useState("");
        const choose = (event) => {
          const file = event.target.files[0];
          if (file.size > 50_000) return;
          const reader = new FileReader();
          reader.onload = () => setBadge(reader.result);
          reader.readAsDataURL(file);
        };
        return <label><img src={badge} /><input type="file" onChange={choose} /></label>;
      }
      """,
      path: "src/Badge.jsx"
    ),
    .silent(
      "a text that is used at once and not kept",
      """
      import { useState } from "react";
      export function Colour() {
        const [colour, setColour] = useState("");
        const choose = (event) => {
          const reader = new FileReader();
          reader.onload = () => setColour(dominant(reader.result));
          reader.readAsDataURL(event.target.files[0]);
        };
        return <label style={{ colour }}><input type="file" onChange={choose} /></label>;
      }
      function dominant(text) { return text.length % 2 ? "red" : "blue"; }
      """,
      path: "src/Colour.jsx"
    ),
  ]
}
