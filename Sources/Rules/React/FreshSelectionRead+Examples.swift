// Which selectors give something new each time, and which the same.

extension FreshSelectionRead {
  static let examples: [Example] = [
    .reported(
      "a filter in the selector",
      """
      import { useSelector } from "react-redux";
      export function Open() {
        const open = ↓useSelector((state) => state.tasks.items.filter((task) => !task.isDone));
        return <p>{open.length}</p>;
      }
      """,
      fixed: """
        import { useMemo } from "react";
        import { useSelector } from "react-redux";
        export function Open() {
          const tasks = useSelector((state) => state.tasks.items);
          const open = useMemo(() => tasks.filter((task) => !task.isDone), [tasks]);
          return <p>{open.length}</p>;
        }
        """,
      path: "src/Open.jsx"
    ),
    .reported(
      "an object of several parts",
      """
      import { useSelector } from "react-redux";
      export function Account() {
        const { user, theme } = ↓useSelector((state) => ({ user: state.user, theme: state.theme }));
        return <p className={theme}>{user.name}</p>;
      }
      """,
      fixed: """
        import { shallowEqual, useSelector } from "react-redux";
        export function Account() {
          const { user, theme } = useSelector((state) => ({ user: state.user, theme: state.theme }), shallowEqual);
          return <p className={theme}>{user.name}</p>;
        }
        """,
      path: "src/Account.jsx"
    ),
    .silent(
      "one of the entries, which is the same each time",
      """
      import { useSelector } from "react-redux";
      export function Task({ id }) {
        const task = useSelector((state) => state.tasks.items.find((entry) => entry.id === id));
        return <p>{task.title}</p>;
      }
      """,
      path: "src/Task.jsx"
    ),
    .silent(
      "a number that is counted out of a new list",
      """
      import { useSelector } from "react-redux";
      export function Open() {
        const open = useSelector((state) => state.tasks.items.filter((task) => !task.isDone).length);
        return <p>{open}</p>;
      }
      """,
      path: "src/Open.jsx"
    ),
  ]
}
