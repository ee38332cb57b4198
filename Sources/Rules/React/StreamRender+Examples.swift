// Which listeners render a component at each event.

extension StreamRender {
  static let examples: [Example] = [
    .reported(
      "the position of the page as state",
      """
      import { useEffect, useState } from "react";
      export default function Header() {
        const [offset, setOffset] = useState(0);
        useEffect(() => {
          const onScroll = () => ↓setOffset(window.scrollY);
          window.addEventListener("scroll", onScroll);
          return () => window.removeEventListener("scroll", onScroll);
        }, []);
        return <header className={offset > 80 ? "compact" : ""}>Shop</header>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        export default function Header() {
          const [isCompact, setCompact] = useState(false);
          useEffect(() => {
            const onScroll = () => setCompact(window.scrollY > 80);
            window.addEventListener("scroll", onScroll);
            return () => window.removeEventListener("scroll", onScroll);
          }, []);
          return <header className={isCompact ? "compact" : ""}>Shop</header>;
        }
        """,
      path: "src/Header.jsx"
    ),
    .silent(
      "a position that waits for the next frame",
      """
      import { useEffect, useState } from "react";
      export default function Header() {
        const [offset, setOffset] = useState(0);
        useEffect(() => {
          const onScroll = () => requestAnimationFrame(() => setOffset(window.scrollY));
          window.addEventListener("scroll", onScroll);
          return () => window.removeEventListener("scroll", onScroll);
        }, []);
        return <header className={offset > 80 ? "compact" : ""}>Shop</header>;
      }
      """,
      path: "src/Frame.jsx"
    ),
  ]
}
