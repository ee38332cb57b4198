// Which endless timers, listeners and files are sure, and which must be looked at.

import Findings
import Testing

@Suite("Timers, listeners and files without an end")
struct EndlessSubscriptionTests {
  @Test("a file for each thing that a user does is a question")
  func download() async {
    let found = await findings(
      of: "leaked-subscription",
      in: [
        "Export.jsx": """
        export default function Export() {
          const save = async () => {
            const answer = await fetch("/orders.csv");
            const link = document.createElement("a");
            link.href = URL.createObjectURL(await answer.blob());
            link.click();
          };
          return <button onClick={save}>Save</button>;
        }
        """
      ]
    )
    #expect(found.map(\.tier) == [.suspicious])
  }

  @Test("a listener on an element of the component goes with it")
  func ownElement() async {
    let found = await findings(
      of: "leaked-subscription",
      in: [
        "Panel.jsx": """
        import { useEffect, useRef, useState } from "react";
        export default function Panel() {
          const [isOpen, setOpen] = useState(false);
          const panel = useRef(null);
          useEffect(() => {
            if (!isOpen) panel.current.addEventListener("dblclick", () => setOpen(true));
          }, [isOpen]);
          return isOpen ? <input /> : <p ref={panel}>Closed</p>;
        }
        """
      ]
    )
    #expect(found.map(\.tier) == [.suspicious])
  }
}
