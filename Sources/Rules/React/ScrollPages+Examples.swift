// Where `ScrollPages` speaks, and where it is silent.

extension ScrollPages {
  static let examples: [Example] = [
    .reported(
      "a list that loads more near its end",
      """
      import { useEffect, useState } from "react";
      export function Feed() {
        const [page, setPage] = useState(1);
        const [rows, setRows] = useState([]);
        useEffect(() => {
          fetch(`/api/rows?page=${page}`)
            .then((answer) => answer.json())
            .then((more) => setRows((before) => [...before, ...more]));
        }, [page]);
        const onScroll = (event) => {
          const box = event.currentTarget;
          if (box.scrollHeight - box.scrollTop <= box.clientHeight + 100) ↓setPage((before) => before + 1);
        };
        return <ul onScroll={onScroll}>{rows.map((row) => <li key={row.id}>{row.name}</li>)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Feed() {
          const [page, setPage] = useState(1);
          const [rows, setRows] = useState([]);
          const [isLoading, setLoading] = useState(false);
          useEffect(() => {
            setLoading(true);
            fetch(`/api/rows?page=${page}`)
              .then((answer) => answer.json())
              .then((more) => setRows((before) => [...before, ...more]))
              .finally(() => setLoading(false));
          }, [page]);
          const onScroll = (event) => {
            const box = event.currentTarget;
            if (isLoading) return;
            if (box.scrollHeight - box.scrollTop <= box.clientHeight + 100) setPage((before) => before + 1);
          };
          return <ul onScroll={onScroll}>{rows.map((row) => <li key={row.id}>{row.name}</li>)}</ul>;
        }
        """,
      path: "src/Feed.jsx"
    ),
    .silent(
      "a page that a button turns",
      """
      import { useEffect, useState } from "react";
      export function Feed() {
        const [page, setPage] = useState(1);
        const [rows, setRows] = useState([]);
        useEffect(() => {
          fetch(`/api/rows?page=${page}`).then((answer) => answer.json()).then(setRows);
        }, [page]);
        return (
          <main>
            {rows.map((row) => <p key={row.id}>{row.name}</p>)}
            <button onClick={() => setPage((before) => before + 1)}>More</button>
          </main>
        );
      }
      """,
      path: "src/Feed.jsx"
    ),
    .reported(
      "a page that the component above loads",
      """
      import { useEffect, useRef, useState } from "react";
      export function Pictures({ album, pictures, loadPictures }) {
        const [page, setPage] = useState(1);
        const box = useRef(null);
        useEffect(() => {
          loadPictures(album, page);
        }, [page]);
        const onScroll = () => {
          const area = box.current;
          if (area.scrollHeight - area.scrollTop <= area.clientHeight) ↓setPage(page + 1);
        };
        return <div ref={box} onScroll={onScroll}>{pictures.map((picture) => <img key={picture} src={picture} />)}</div>;
      }
      """,
      fixed: """
        import { useEffect, useRef, useState } from "react";
        export function Pictures({ album, pictures, isFetching, loadPictures }) {
          const [page, setPage] = useState(1);
          const box = useRef(null);
          useEffect(() => {
            loadPictures(album, page);
          }, [page]);
          const onScroll = () => {
            const area = box.current;
            if (!isFetching && area.scrollHeight - area.scrollTop <= area.clientHeight) setPage(page + 1);
          };
          return <div ref={box} onScroll={onScroll}>{pictures.map((picture) => <img key={picture} src={picture} />)}</div>;
        }
        """,
      path: "src/Pictures.jsx"
    ),
    .silent(
      "an event that waits while a page is on its way",
      """
      import { useEffect, useRef, useState } from "react";
      export function Feed() {
        const [page, setPage] = useState(1);
        const [rows, setRows] = useState([]);
        const busy = useRef(false);
        useEffect(() => {
          fetch(`/api/rows?page=${page}`).then((answer) => answer.json()).then((more) => {
            setRows((before) => [...before, ...more]);
            busy.current = false;
          });
        }, [page]);
        const onScroll = () => {
          if (busy.current) return;
          busy.current = true;
          setPage((before) => before + 1);
        };
        return <ul onScroll={onScroll}>{rows.map((row) => <li key={row.id}>{row.name}</li>)}</ul>;
      }
      """,
      path: "src/Feed.jsx"
    ),
  ]
}
