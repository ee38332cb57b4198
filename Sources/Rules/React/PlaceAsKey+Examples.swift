// Which rows may have their place as key, and which not.

extension PlaceAsKey {
  static let examples: [Example] = [
    .reported(
      "rows of a form that can be removed",
      """
      import { useFieldArray, useFormContext } from "react-hook-form";
      export function Days() {
        const { register } = useFormContext();
        const { fields, remove } = useFieldArray({ name: "days" });
        return (
          <ul>
            {fields.map((field, index) => (
              <li key={↓index}>
                <input {...register(`days.${index}.title`)} />
                <button onClick={() => remove(index)}>Remove</button>
              </li>
            ))}
          </ul>
        );
      }
      """,
      fixed: """
        import { useFieldArray, useFormContext } from "react-hook-form";
        export function Days() {
          const { register } = useFormContext();
          const { fields, remove } = useFieldArray({ name: "days" });
          return (
            <ul>
              {fields.map((field, index) => (
                <li key={field.id}>
                  <input {...register(`days.${index}.title`)} />
                  <button onClick={() => remove(index)}>Remove</button>
                </li>
              ))}
            </ul>
          );
        }
        """,
      path: "src/Days.jsx"
    ),
    .project(
      "cards with state of their own, the newest in front",
      [
        "src/Card.jsx": """
        import { useState } from "react";
        export function Card({ note }) {
          const [isOpen, setOpen] = useState(false);
          return <li onClick={() => setOpen(!isOpen)}>{isOpen ? note.text : note.title}</li>;
        }
        """,
        "src/Notes.jsx": """
        import { useState } from "react";
        import { Card } from "./Card";
        export function Notes() {
          const [notes, setNotes] = useState([]);
          const add = (note) => setNotes((old) => [note, ...old]);
          return <ul onClick={() => add({ title: "New" })}>{notes.map((note, index) => <Card key={↓index} note={note} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Notes.jsx": """
        import { useState } from "react";
        import { Card } from "./Card";
        export function Notes() {
          const [notes, setNotes] = useState([]);
          const add = (note) => setNotes((old) => [note, ...old]);
          return <ul onClick={() => add({ title: "New" })}>{notes.map((note) => <Card key={note.id} note={note} />)}</ul>;
        }
        """
      ]
    ),
    .project(
      "rows that another component hands on, with a button that takes one out",
      [
        "src/Cart.jsx": """
        export function Cart(props) {
          const { items, removeFromCart } = props;
          return (
            <ul>
              {items.map((item, index) => (
                <li key={↓index}>
                  <input defaultValue={item.amount} />
                  <button onClick={() => removeFromCart(item)}>x</button>
                </li>
              ))}
            </ul>
          );
        }
        """
      ],
      fixed: [
        "src/Cart.jsx": """
        export function Cart(props) {
          const { items, removeFromCart } = props;
          return (
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  <input defaultValue={item.amount} />
                  <button onClick={() => removeFromCart(item)}>x</button>
                </li>
              ))}
            </ul>
          );
        }
        """
      ]
    ),
    .silent(
      "rows of plain text, of which React changes the words",
      """
      export function Tags(props) {
        const { tags, removeTag } = props;
        return <ul>{tags.map((tag, index) => <li key={index} onClick={() => removeTag(tag)}>{tag}</li>)}</ul>;
      }
      """,
      path: "src/Tags.jsx"
    ),
    .silent(
      "rows that keep nothing and are added at the end",
      """
      import { useState } from "react";
      export function Log() {
        const [lines, setLines] = useState([]);
        const add = (line) => setLines((old) => [...old, line]);
        return <ul onClick={() => add("x")}>{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>;
      }
      """,
      path: "src/Log.jsx"
    ),
    .silent(
      "fields that are written in the code and stay in their order",
      """
      const labels = ["Name", "Mail"];
      export function Fields() {
        return <ul>{labels.map((label, index) => <li key={index}><input placeholder={label} /></li>)}</ul>;
      }
      """,
      path: "src/Fields.jsx"
    ),
    .project(
      "rows of a store that puts new ones in front",
      [
        "src/store.js": """
        import { configureStore, createSlice } from "@reduxjs/toolkit";
        const parcels = createSlice({
          name: "parcels",
          initialState: { list: [] },
          reducers: {
            arrived(state, action) {
              state.list = [action.payload, ...state.list];
            },
          },
        });
        export const { arrived } = parcels.actions;
        export const store = configureStore({ reducer: { parcels: parcels.reducer } });
        """,
        "src/Parcel.jsx": """
        import { useState } from "react";
        export function Parcel({ parcel }) {
          const [isOpen, setOpen] = useState(false);
          return <li onClick={() => setOpen(!isOpen)}>{isOpen ? parcel.route : parcel.code}</li>;
        }
        """,
        "src/Parcels.jsx": """
        import { useSelector } from "react-redux";
        import { Parcel } from "./Parcel";
        export function Parcels() {
          const { list } = useSelector((state) => state.parcels);
          return <ul>{list.map((parcel, index) => <Parcel key={↓index} parcel={parcel} />)}</ul>;
        }
        """,
      ],
      fixed: [
        "src/Parcels.jsx": """
        import { useSelector } from "react-redux";
        import { Parcel } from "./Parcel";
        export function Parcels() {
          const { list } = useSelector((state) => state.parcels);
          return <ul>{list.map((parcel) => <Parcel key={parcel.id} parcel={parcel} />)}</ul>;
        }
        """
      ]
    ),
    .silent(
      "rows of a store that only replaces them",
      files: [
        "src/store.js": """
        import { configureStore, createSlice } from "@reduxjs/toolkit";
        const parcels = createSlice({
          name: "parcels",
          initialState: { list: [] },
          reducers: {
            loaded(state, action) {
              state.list = action.payload;
            },
          },
        });
        export const { loaded } = parcels.actions;
        export const store = configureStore({ reducer: { parcels: parcels.reducer } });
        """,
        "src/Parcels.jsx": """
        import { useState } from "react";
        import { useSelector } from "react-redux";
        function Parcel({ parcel }) {
          const [isOpen, setOpen] = useState(false);
          return <li onClick={() => setOpen(!isOpen)}>{isOpen ? parcel.route : parcel.code}</li>;
        }
        export function Parcels() {
          const { list } = useSelector((state) => state.parcels);
          return <ul>{list.map((parcel, index) => <Parcel key={index} parcel={parcel} />)}</ul>;
        }
        """,
      ]
    ),
  ]
}
