// Stores that keep whichever answer comes last, for whatever was chosen when it was asked for.

import Capacity
import Findings
import SemanticModel

extension StaleResponse {
  func finding(
    of stale: StaleStore,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let place = program.place(stale.effect.call) else { return nil }
    let pages = Input.openPages(of: target)
    let followed = stale.followed
    let audience = program.doubt(ofAudience: stale.effect.component)
    let confirm =
      stale.isByAddress
      ? "Check whether a visitor comes from one `\(followed)` to the next while the first is still loading."
      : audience
    return finding(
      Diagnosis(
        place: place,
        because: [
          (stale.asked, "asks through the store"),
          (stale.request, "is kept in the store, whichever answer comes last"),
        ],
        function: stale.effect.component,
        title:
          "Each change of `\(followed)` asks again, and a late answer overwrites `\(stale.kept)`",
        problem: Self.about.problem
          + " A store outlives the component: leaving the page gives up nothing either.",
        severity: audience == nil ? .medium : .monitor,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(
          estimate:
            "3 quick changes × \(Figure.grouped(pages.value)) open pages = \(Figure.grouped(pages.value * 3)) requests, of "
            + "which \(Figure.grouped(pages.value * 2)) are for nothing; an answer of \(Figure.grouped(target.p95Milliseconds)) "
            + "ms (p95) overtakes any that was asked for in that time; assuming \(pages.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Note in the store what was asked for last, and keep an answer only if it is for that; or load through a "
            + "library that does so by key.",
          after: """
            \(stale.action): async (asked) => {
              set({ asked });
              // … await the answer
              if (get().asked === asked) set({ \(stale.kept) });
            }
            """
        ),
        confirm: confirm
      ),
      in: program
    )
  }

  static let stores: [Example] = [
    .project(
      "the messages of the chat that was picked before",
      [
        "package.json": #"{"dependencies": {"react": "18", "zustand": "5"}}"#,
        "src/chats.js": """
        import { create } from "zustand";
        export const useChats = create((set) => ({
          picked: null,
          messages: [],
          pick: (picked) => set({ picked }),
          load: async (id) => {
            try {
              const answer = await fetch(`/api/chats/${id}/messages`);
              const messages = await answer.json();
              set({ messages });
            } catch (error) {
              console.error(error.message);
            }
          },
        }));
        """,
        "src/Chat.jsx": """
        import { useEffect } from "react";
        import { useChats } from "./chats";
        export default function Chat({ chats }) {
          const { picked, messages, load, pick } = useChats();
          ↓useEffect(() => {
            if (picked) load(picked.id);
          }, [picked, load]);
          return (
            <section title={messages.length}>
              {chats.map((chat) => <button key={chat.id} onClick={() => pick(chat)}>{chat.name}</button>)}
            </section>
          );
        }
        """,
      ],
      fixed: [
        "src/chats.js": """
        import { create } from "zustand";
        export const useChats = create((set, get) => ({
          picked: null,
          messages: [],
          pick: (picked) => set({ picked }),
          load: async (id) => {
            const answer = await fetch(`/api/chats/${id}/messages`);
            const messages = await answer.json();
            if (get().picked?.id === id) set({ messages });
          },
        }));
        """
      ]
    ),
    .silent(
      "answers that a store keeps by their key, and what is loaded for the page alone",
      files: [
        "package.json": #"{"dependencies": {"react": "18", "zustand": "5"}}"#,
        "src/chats.js": """
        import { create } from "zustand";
        export const useChats = create((set) => ({
          picked: null,
          rooms: [],
          messages: {},
          pick: (picked) => set({ picked }),
          loadRooms: async () => {
            const answer = await fetch("/api/rooms?limit=20");
            const rooms = await answer.json();
            set({ rooms });
          },
          load: async (id) => {
            const answer = await fetch(`/api/chats/${id}/messages`);
            const found = await answer.json();
            set((state) => ({ messages: { ...state.messages, [id]: found } }));
          },
        }));
        """,
        "src/Chat.jsx": """
        import { useEffect } from "react";
        import { useChats } from "./chats";
        export default function Chat({ chats }) {
          const { picked, rooms, load, loadRooms, pick } = useChats();
          useEffect(() => {
            if (picked) load(picked.id);
          }, [picked, load]);
          useEffect(() => {
            loadRooms();
          }, [loadRooms]);
          return (
            <section title={rooms.length}>
              {chats.map((chat) => <button key={chat.id} onClick={() => pick(chat)}>{chat.name}</button>)}
            </section>
          );
        }
        """,
      ]
    ),
  ]
}
