// Where `AppendedRows` speaks, and where it is silent.

extension AppendedRows {
  static let examples: [Example] = [
    .reported(
      "a feed that loads more while it is scrolled",
      """
      import { useEffect, useState } from "react";
      export function Feed() {
        const [posts, setPosts] = useState([]);
        const [page, setPage] = useState(1);
        useEffect(() => {
          fetch(`/api/posts?page=${page}`)
            .then((answer) => answer.json())
            .then((more) => setPosts((before) => [...before, ...more]));
        }, [page]);
        return (
          <ul onScroll={() => setPage(page + 1)}>{
            ↓posts.map((post) => <li key={post.id}><h2>{post.title}</h2></li>)
          }</ul>
        );
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export function Feed() {
          const [posts, setPosts] = useState([]);
          const [page, setPage] = useState(1);
          useEffect(() => {
            fetch(`/api/posts?page=${page}`)
              .then((answer) => answer.json())
              .then((next) => setPosts(next));
          }, [page]);
          return (
            <ul onClick={() => setPage(page + 1)}>
              {posts.map((post) => <li key={post.id}><h2>{post.title}</h2></li>)}
            </ul>
          );
        }
        """,
      path: "src/Feed.jsx"
    ),
    .reported(
      "pages that a hook keeps",
      """
      import { useInfiniteQuery } from "@tanstack/react-query";
      const load = ({ pageParam }) => fetch(`/api/posts?cursor=${pageParam}`).then((answer) => answer.json());
      export function Feed() {
        const { data, fetchNextPage } = useInfiniteQuery({ queryKey: ["posts"], queryFn: load });
        const posts = data?.pages.flatMap((page) => page.posts) ?? [];
        return (
          <ul onClick={() => fetchNextPage()}>{
            ↓posts.map((post) => <li key={post.id}><h2>{post.title}</h2></li>)
          }</ul>
        );
      }
      """,
      fixed: """
        import { useQuery } from "@tanstack/react-query";
        const load = () => fetch("/api/posts?limit=20").then((answer) => answer.json());
        export function Feed() {
          const { data } = useQuery({ queryKey: ["posts"], queryFn: load });
          const posts = data?.posts ?? [];
          return <ul>{posts.slice(0, 20).map((post) => <li key={post.id}><h2>{post.title}</h2></li>)}</ul>;
        }
        """,
      path: "src/Feed.jsx"
    ),
    .silent(
      "entries that stand in the code",
      """
      export function Steps() {
        const steps = ["Order", "Pay"];
        return <ul>{[...steps, "Done"].map((step) => <li key={step}><b>{step}</b></li>)}</ul>;
      }
      """,
      path: "src/Steps.jsx"
    ),
    .silent(
      "one entry that somebody adds by hand",
      """
      import { useEffect, useState } from "react";
      export function Notes() {
        const [notes, setNotes] = useState([]);
        useEffect(() => {
          fetch("/api/notes?limit=20").then((answer) => answer.json()).then((all) => setNotes(all));
        }, []);
        const add = (note) => setNotes((before) => [...before, note]);
        return <ul onClick={() => add({ id: 1 })}>{notes.map((note) => <li key={note.id}><b>{note.text}</b></li>)}</ul>;
      }
      """,
      path: "src/Notes.jsx"
    ),
  ]
}
