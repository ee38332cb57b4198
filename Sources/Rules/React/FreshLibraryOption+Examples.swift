// Which options make a library start over, and which stay the same object.

extension FreshLibraryOption {
  static let examples: [Example] = [
    .reported(
      "a chart whose tooltip is state of the component",
      """
      import { useState } from "react";
      import { Bar } from "react-chartjs-2";
      export function Sales({ data }) {
        const [tooltip, setTooltip] = useState(null);
        const options = ↓{ plugins: { tooltip: { external: (context) => setTooltip(context.tooltip) } } };
        return <div> <Bar data={data} options={options} /> <p>{tooltip}</p> </div>;
      }
      """,
      fixed: """
        import { useMemo, useState } from "react";
        import { Bar } from "react-chartjs-2";
        export function Sales({ data }) {
          const [tooltip, setTooltip] = useState(null);
          const options = useMemo(() => ({ plugins: { tooltip: { external: (context) => setTooltip(context.tooltip) } } }), []);
          return (
            <div>
              <Bar data={data} options={options} />
              <p>{tooltip}</p>
            </div>
          );
        }
        """,
      path: "src/Sales.jsx"
    ),
    .reported(
      "columns of a table beside a search field",
      """
      import { useState } from "react";
      import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
      export function Orders({ orders }) {
        const [note, setNote] = useState("");
        const columns = ↓[{ accessorKey: "number" }, { accessorKey: "total" }];
        const table = useReactTable({ columns, data: orders, getCoreRowModel: getCoreRowModel() });
        return (
          <div>
            <input value={note} onChange={(event) => setNote(event.target.value)} />
            {table.getRowCount()}
          </div>
        );
      }
      """,
      fixed: """
        import { useState } from "react";
        import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
        const columns = [{ accessorKey: "number" }, { accessorKey: "total" }];
        export function Orders({ orders }) {
          const [note, setNote] = useState("");
          const table = useReactTable({ columns, data: orders, getCoreRowModel: getCoreRowModel() });
          return (
            <div>
              <input value={note} onChange={(event) => setNote(event.target.value)} />
              {table.getRowCount()}
            </div>
          );
        }
        """,
      path: "src/Orders.jsx"
    ),
    .reported(
      "columns of a grid beside a field",
      """
      import { useState } from "react";
      import { DataGrid } from "@mui/x-data-grid";
      export function Berths({ berths }) {
        const [note, setNote] = useState("");
        const columns = ↓[{ field: "name" }, { field: "length" }];
        return (
          <div>
            <input value={note} onChange={(event) => setNote(event.target.value)} />
            <DataGrid rows={berths} columns={columns} />
          </div>
        );
      }
      """,
      fixed: """
        import { useState } from "react";
        import { DataGrid } from "@mui/x-data-grid";
        const columns = [{ field: "name" }, { field: "length" }];
        export function Berths({ berths }) {
          const [note, setNote] = useState("");
          return (
            <div>
              <input value={note} onChange={(event) => setNote(event.target.value)} />
              <DataGrid rows={berths} columns={columns} />
            </div>
          );
        }
        """,
      path: "src/Berths.jsx"
    ),
    .silent(
      "options that depend on the only state there is",
      """
      import { useState } from "react";
      import { Bar } from "react-chartjs-2";
      export function Sales({ data }) {
        const [title, setTitle] = useState("");
        return (
          <div>
            <input value={title} onChange={(event) => setTitle(event.target.value)} />
            <Bar data={data} options={{ plugins: { title: { text: title } } }} />
          </div>
        );
      }
      """,
      path: "src/Sales.jsx"
    ),
    .silent(
      "an object for an element of the page, which compares nothing",
      """
      import { useState } from "react";
      export function Note() {
        const [text, setText] = useState("");
        return <input style={{ color: "red" }} value={text} onChange={(event) => setText(event.target.value)} />;
      }
      """,
      path: "src/Note.jsx"
    ),
  ]
}
