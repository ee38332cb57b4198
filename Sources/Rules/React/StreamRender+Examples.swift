// Which listeners render a component at each event.

extension StreamRender {
  static let examples: [Example] = [
    .project(
      "a swipe that a hook of the project keeps as state",
      [
        "src/useSwipe.js": """
        import { useState } from "react";
        export const useSwipe = (swiped) => {
          const [swipe, setSwipe] = useState({ start: 0, end: 0 });
          const onTouchMove = (event) => {
            ↓setSwipe((before) => ({ ...before, end: event.targetTouches[0].clientX }));
          };
          const onTouchEnd = () => swiped(swipe.end - swipe.start);
          return { onTouchMove, onTouchEnd };
        };
        """,
        "src/Orders.jsx": """
        import { useSwipe } from "./useSwipe";
        export function Orders({ orders, close }) {
          const { onTouchMove: onTouchMoveList, onTouchEnd } = useSwipe(close);
          return (
            <ul onTouchMove={onTouchMoveList} onTouchEnd={onTouchEnd}>
              {orders.map((order) => <li key={order.id}>{order.total}</li>)}
            </ul>
          );
        }
        """,
      ],
      fixed: [
        "src/useSwipe.js": """
        import { useRef } from "react";
        export const useSwipe = (swiped) => {
          const swipe = useRef({ start: 0, end: 0 });
          const onTouchMove = (event) => {
            swipe.current.end = event.targetTouches[0].clientX;
          };
          const onTouchEnd = () => swiped(swipe.current.end - swipe.current.start);
          return { onTouchMove, onTouchEnd };
        };
        """
      ]
    ),
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
    .reported(
      "a bar with menus that only asks whether the page has been scrolled",
      """
      import { useEffect, useState } from "react";
      function Account() {
        const [isOpen, setOpen] = useState(false);
        return <button onClick={() => setOpen(!isOpen)}>Account</button>;
      }
      function Language() {
        const [isOpen, setOpen] = useState(false);
        return <button onClick={() => setOpen(!isOpen)}>Language</button>;
      }
      export default function Bar() {
        const [offset, setOffset] = useState(0);
        useEffect(() => {
          const onScroll = () => ↓setOffset(window.scrollY);
          window.addEventListener("scroll", onScroll);
          return () => window.removeEventListener("scroll", onScroll);
        }, []);
        return <nav className={offset > 5 ? "line" : ""}><Account /><Language /></nav>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        function Account() {
          const [isOpen, setOpen] = useState(false);
          return <button onClick={() => setOpen(!isOpen)}>Account</button>;
        }
        function Language() {
          const [isOpen, setOpen] = useState(false);
          return <button onClick={() => setOpen(!isOpen)}>Language</button>;
        }
        export default function Bar() {
          const [isBeyond, setBeyond] = useState(false);
          useEffect(() => {
            const onScroll = () => setBeyond(window.scrollY > 5);
            window.addEventListener("scroll", onScroll);
            return () => window.removeEventListener("scroll", onScroll);
          }, []);
          return <nav className={isBeyond ? "line" : ""}><Account /><Language /></nav>;
        }
        """,
      path: "src/Bar.jsx"
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
    .reported(
      "a lens that follows the pointer over the rows of a chart",
      """
      import { MouseEvent, useState } from "react";
      type Bar = { id: number; height: number };
      export function Bars({ bars }: { bars: Bar[] }) {
        const [spot, setSpot] = useState({ x: 0, y: 0 });
        const onMove = (event: MouseEvent) => {
          ↓setSpot({ x: event.clientX, y: event.clientY });
        };
        return (
          <div onMouseMove={onMove}>
            {bars.map((bar) => <i key={bar.id} style={{ height: bar.height }} />)}
            <b style={{ left: spot.x, top: spot.y }} />
          </div>
        );
      }
      """,
      fixed: """
        import { MouseEvent, useRef } from "react";
        type Bar = { id: number; height: number };
        export function Bars({ bars }: { bars: Bar[] }) {
          const lens = useRef<HTMLElement>(null);
          const onMove = (event: MouseEvent) => {
            lens.current?.style.setProperty("translate", `${event.clientX}px ${event.clientY}px`);
          };
          return (
            <div onMouseMove={onMove}>
              {bars.map((bar) => <i key={bar.id} style={{ height: bar.height }} />)}
              <b ref={lens} />
            </div>
          );
        }
        """,
      path: "src/Bars.tsx"
    ),
    .silent(
      "a listener that is throttled",
      """
      import throttle from "lodash/throttle";
      import { useEffect, useState } from "react";
      export default function Progress() {
        const [read, setRead] = useState(0);
        useEffect(() => {
          const onScroll = throttle(() => setRead(window.scrollY / document.body.scrollHeight), 250);
          window.addEventListener("scroll", onScroll, { passive: true });
          return () => window.removeEventListener("scroll", onScroll);
        }, []);
        return <progress value={read} />;
      }
      """,
      path: "src/Progress.jsx"
    ),
    .silent(
      "a panel that follows the pointer, around what it is handed to show",
      """
      import { useRef, useState } from "react";
      const edges = ["top", "right", "bottom", "left"];
      export function Panel({ children }) {
        const from = useRef(null);
        const [place, setPlace] = useState({ x: 0, y: 0 });
        const onMove = (event) => {
          if (!from.current) return;
          setPlace({ x: event.clientX, y: event.clientY });
        };
        return (
          <div style={{ left: place.x, top: place.y }} onPointerMove={onMove}>
            {children}
            {edges.map((edge) => <i key={edge} data-edge={edge} />)}
          </div>
        );
      }
      """,
      path: "src/Panel.jsx"
    ),
    .silent(
      "the width of the window, which seldom changes and makes no rows",
      """
      import { useEffect, useState } from "react";
      export default function Logo() {
        const [width, setWidth] = useState(window.innerWidth);
        useEffect(() => {
          const onResize = () => setWidth(window.innerWidth);
          window.addEventListener("resize", onResize);
          return () => window.removeEventListener("resize", onResize);
        }, []);
        return <img src={width < 600 ? "/small.svg" : "/wide.svg"} />;
      }
      """,
      path: "src/Logo.jsx"
    ),
    .silent(
      "a row that notes its own number: as long as the pointer stays in it, the state stays the same",
      """
      import { useState } from "react";
      export function Suggestions({ words }) {
        const [chosen, setChosen] = useState(0);
        return (
          <ul>
            {words.map((word, position) => (
              <li
                key={word.id}
                className={position === chosen ? "chosen" : ""}
                onPointerMove={() => setChosen(position)}
              >
                {word.text}
              </li>
            ))}
          </ul>
        );
      }
      """,
      path: "src/Suggestions.jsx"
    ),
  ]
}
