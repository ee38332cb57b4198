// Examples of loops whose queries are asked for some elements only, or once for all.

extension QueryInLoop {
  static let conditions: [Example] = [
    .silent(
      "a loop over groups of which there may be two",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        const groups = new Map();
        for (const item of req.body.items) groups.set(item.shop, item);
        if (groups.size > 2) throw new Error("two shops at most");
        const shops = [];
        for (const [id, item] of groups) {
          shops.push(await prisma.shop.findUnique({ where: { id, open: item.open } }));
        }
        res.json(shops);
      });
      """
    ),
    .reported(
      "each entry of a list is looked for and written",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/posts", async (req, res) => {
        const { title, tags } = req.body;
        const post = await ↓prisma.post.create({
          data: {
            title,
            tags: { connectOrCreate: tags.map((name) => ({ where: { name }, create: { name } })) },
          },
        });
        res.json(post);
      });
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/posts", async (req, res) => {
          const { title, tags } = req.body;
          const names = tags.slice(0, 20).map((name) => ({ name }));
          await prisma.tag.createMany({ data: names, skipDuplicates: true });
          const post = await prisma.post.create({ data: { title, tags: { connect: names } } });
          res.json(post);
        });
        """
    ),
    .reported(
      "a list that is written into the data before",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.patch("/posts/:id", async (req, res) => {
        const { title, tags } = req.body;
        const data = { title };
        if (tags) data.tags = { connectOrCreate: tags.map((name) => ({ where: { name }, create: { name } })) };
        res.json(await ↓prisma.post.update({ where: { id: req.params.id }, data }));
      });
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.patch("/posts/:id", async (req, res) => {
          const { title } = req.body;
          const data = { title };
          res.json(await prisma.post.update({ where: { id: req.params.id }, data }));
        });
        """
    ),
    .silent(
      "settings are kept after the first turn, and the caller leaves out what asks the database",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const kept = {};
      const settings = async () => {
        if (kept["settings"]) return kept["settings"];
        kept["settings"] = (await pool.query("SELECT * FROM settings LIMIT 1")).rows[0];
        return kept["settings"];
      };
      const parse = async (item, options) => {
        if (!options?.trusted) await pool.query("SELECT 1 FROM users WHERE id = $1", [item.id]);
        return [item, await settings()];
      };
      express().post("/batch", async (req, res) => {
        for (const item of req.body.items) await parse(item, { trusted: true });
        res.end();
      });
      """
    ),
    .silent(
      "one name is one element",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const save = async (email) => pool.query("UPDATE users SET email = $1 WHERE id = 1", [email]);
      express().post("/profile", async (req, res) => {
        await Promise.all(Object.keys(req.body).map(async (field) => {
          if (field === "email") return save(req.body.email);
        }));
        res.end();
      });
      """
    ),
    .silent(
      "each turn takes a batch",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      express().post("/import", async (req, res) => {
        const batches = split(req.body.ids);
        for (const ids of batches) await pool.query("DELETE FROM rows WHERE id = ANY($1)", [ids]);
        res.end();
      });
      """
    ),
    .reported(
      "a part of the caller's way is closed, another is not",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const parse = async (item, options) => {
        if (!options?.trusted) await pool.query("SELECT 1 FROM users WHERE id = $1", [item.id]);
      };
      const take = async (item) => {
        await parse(item, { trusted: true });
        await pool.query("INSERT INTO events (name) VALUES ($1)", [item.name]);
      };
      express().post("/batch", async (req, res) => {
        for (const item of req.body.items) {
          await ↓take(item);
        }
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        express().post("/batch", async (req, res) => {
          const names = req.body.items.map((item) => item.name);
          await pool.query("INSERT INTO events (name) SELECT unnest($1::text[])", [names]);
          res.end();
        });
        """
    ),
    .silent(
      "statements that run in the process itself, without a round trip",
      """
      const express = require("express");
      const Database = require("better-sqlite3");
      const app = express();
      const database = new Database("shop.db");
      app.get("/orders", (req, res) => {
        const orders = database.prepare("SELECT id FROM orders ORDER BY id DESC LIMIT 50").all();
        const items = database.prepare("SELECT name FROM items WHERE order_id = ?");
        for (const order of orders) order.items = items.all(order.id);
        res.json(orders);
      });
      """
    ),
    .silent(
      "a form in each row, whose handler writes when somebody sends it",
      files: [
        "package.json":
          #"{"dependencies": {"next": "15", "react": "19", "@prisma/client": "6", "react-hook-form": "7"}}"#,
        "lib/rooms.ts": """
        "use server";
        import { PrismaClient } from "@prisma/client";
        const db = new PrismaClient();
        export async function rename(room: { id: string; name: string }) {
          await db.room.update({ where: { id: room.id }, data: { name: room.name } });
        }
        """,
        "components/Rooms.tsx": """
        "use client";
        import { useForm } from "react-hook-form";
        import { rename } from "../lib/rooms";
        function RoomForm() {
          const methods = useForm();
          const send = methods.handleSubmit(async (data: any) => {
            await rename(data);
          });
          return <form onSubmit={send}><input {...methods.register("name")} /></form>;
        }
        export function Rooms({ rooms }: { rooms: { id: string }[] }) {
          return <div>{rooms.map((room) => <RoomForm key={room.id} />)}</div>;
        }
        """,
        "app/page.tsx": """
        import { Rooms } from "../components/Rooms";
        export default async function Page() {
          return <Rooms rooms={await (await fetch("https://rooms.example/list?limit=20")).json()} />;
        }
        """,
      ]
    ),
  ]
}
