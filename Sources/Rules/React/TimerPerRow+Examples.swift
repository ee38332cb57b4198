// Which rows tick, and which lists tick for them.

extension TimerPerRow {
  private static let list = """
    import { Card } from "./Card";
    export function Cards({ boats }) {
      return <ul>{boats.map((boat) => <Card key={boat.id} boat={boat} />)}</ul>;
    }
    """

  static let examples: [Example] = [
    .project(
      "a card that turns over its pictures",
      [
        "src/Cards.jsx": list,
        "src/Card.jsx": """
        import { useEffect, useState } from "react";
        export function Card({ boat }) {
          const [shown, setShown] = useState(0);
          useEffect(() => {
            const timer = ↓setInterval(() => setShown((before) => (before + 1) % boat.pictures.length), 3000);
            return () => clearInterval(timer);
          }, [boat.pictures.length]);
          return <li><img src={boat.pictures[shown]} /></li>;
        }
        """,
      ],
      fixed: [
        "src/Card.jsx": """
        import { useState } from "react";
        export function Card({ boat }) {
          const [shown, setShown] = useState(0);
          const turn = () => setShown((before) => (before + 1) % boat.pictures.length);
          return <li onMouseEnter={turn}><img src={boat.pictures[shown]} /></li>;
        }
        """
      ]
    ),
    .reported(
      "a row that counts down",
      """
      import { useEffect, useState } from "react";
      function Ferry({ ferry }) {
        const [left, setLeft] = useState(0);
        useEffect(() => {
          const timer = ↓setInterval(() => {
            setLeft(ferry.leaves - Date.now());
          }, 1000);
          return () => clearInterval(timer);
        }, [ferry.leaves]);
        return <li>{ferry.name}: {left}</li>;
      }
      export function Ferries({ ferries }) {
        return <ul>{ferries.map((ferry) => <Ferry key={ferry.id} ferry={ferry} />)}</ul>;
      }
      """,
      fixed: """
        import { useEffect, useState } from "react";
        function Ferry({ ferry, now }) {
          return <li>{ferry.name}: {ferry.leaves - now}</li>;
        }
        export function Ferries({ ferries }) {
          const [now, setNow] = useState(0);
          useEffect(() => {
            const timer = setInterval(() => setNow(Date.now()), 1000);
            return () => clearInterval(timer);
          }, []);
          return <ul>{ferries.map((ferry) => <Ferry key={ferry.id} ferry={ferry} now={now} />)}</ul>;
        }
        """,
      path: "src/Ferries.jsx"
    ),
    .silent(
      "a clock of the page",
      files: [
        "src/Cards.jsx": """
        import { useEffect, useState } from "react";
        export function Cards({ boats }) {
          const [now, setNow] = useState(0);
          useEffect(() => {
            const timer = setInterval(() => setNow(Date.now()), 1000);
            return () => clearInterval(timer);
          }, []);
          return <ul>{boats.map((boat) => <Card key={boat.id} boat={boat} now={now} />)}</ul>;
        }
        function Card({ boat, now }) {
          return <li>{boat.name} {boat.leaves - now}</li>;
        }
        """
      ]
    ),
    .silent(
      "a row that ticks while somebody records in it",
      files: [
        "src/Cards.jsx": list,
        "src/Card.jsx": """
        import { useEffect, useState } from "react";
        export function Card({ boat }) {
          const [isRecording, setRecording] = useState(false);
          const [seconds, setSeconds] = useState(0);
          useEffect(() => {
            if (!isRecording) return;
            const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
            return () => clearInterval(timer);
          }, [isRecording]);
          return <li onClick={() => setRecording(true)}>{boat.name} {seconds}</li>;
        }
        """,
      ]
    ),
  ]
}
