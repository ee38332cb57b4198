// Which tries make things worse, and which help.

extension RetryStorm {
  static let examples: [Example] = [
    .reported(
      "three tries in a row",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      async function charge(body) {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await ↓axios.post("https://pay.example/charges", body, { timeout: 2000 });
          } catch (error) {
            if (attempt >= 3) throw error;
          }
        }
      }
      app.post("/pay", async (req, res) => {
        await charge(req.body);
        res.sendStatus(204);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const app = express();
        const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
        async function charge(body) {
          for (let attempt = 1; ; attempt += 1) {
            try {
              const headers = { "Idempotency-Key": body.key };
              return await axios.post("https://pay.example/charges", body, { timeout: 2000, headers });
            } catch (error) {
              if (attempt >= 3) throw error;
              await sleep(100 * 2 ** attempt * Math.random());
            }
          }
        }
        app.post("/pay", async (req, res) => {
          await charge(req.body);
          res.sendStatus(204);
        });
        """
    ),
    .reported(
      "three tries in a row, whose failure is a value",
      """
      import requests
      from flask import Flask

      app = Flask(__name__)


      def send(url, text):
          try:
              answer = requests.request("post", url, data=text, timeout=5)
              if answer.status_code != 200:
                  return "status %d" % answer.status_code
          except requests.exceptions.ConnectionError:
              return "connection failed"


      def post(url, text, tries=3):
          for _ in range(0, tries):
              error = ↓send(url, text)
              if error is None:
                  break
          return error


      @app.route("/notify", methods=["POST"])
      def notify():
          return {"error": post("https://chat.example/hook", "hello")}
      """,
      fixed: """
        import random
        import time

        import requests
        from flask import Flask

        app = Flask(__name__)


        def send(url, text):
            try:
                answer = requests.request("post", url, data=text, timeout=5)
                if answer.status_code != 200:
                    return "status %d" % answer.status_code
            except requests.exceptions.ConnectionError:
                return "connection failed"


        def post(url, text, tries=3):
            for turn in range(0, tries):
                error = send(url, text)
                if error is None:
                    break
                time.sleep(0.1 * 2**turn * random.random())
            return error


        @app.route("/notify", methods=["POST"])
        def notify():
            return {"error": post("https://chat.example/hook", "hello")}
        """,
      path: "app.py"
    ),
    .silent(
      "pages, of which the first empty one is the last",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/rates", async (req, res) => {
        const rates = [];
        for (let page = 0; page < 5; page++) {
          const answer = await axios.get(`https://rates.example?page=${page}`, { timeout: 2000 });
          if (!answer.data.length) break;
          rates.push(...answer.data);
        }
        res.json(rates);
      });
      """
    ),
    .silent(
      "messages that are taken from a queue until it is empty",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/drain", async (req, res) => {
        const done = [];
        for (let turn = 0; turn < 10; turn++) {
          const message = await axios.get("https://queue.example/next", { timeout: 2000 });
          if (message.status === 204) break;
          done.push(message.data);
        }
        res.json(done);
      });
      """
    ),
    .reported(
      "a charge that is sent again although it may have been made",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      async function charge(body) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            return await ↓axios.post("https://pay.example/charges", body, { timeout: 2000 });
          } catch (error) {
            await sleep(100 * 2 ** attempt * Math.random());
          }
        }
        throw new Error("not charged");
      }
      app.post("/pay", async (req, res) => {
        await charge(req.body);
        res.sendStatus(204);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const app = express();
        const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
        async function charge(body) {
          const headers = { "Idempotency-Key": body.key };
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return await axios.post("https://pay.example/charges", body, { timeout: 2000, headers });
            } catch (error) {
              await sleep(100 * 2 ** attempt * Math.random());
            }
          }
          throw new Error("not charged");
        }
        app.post("/pay", async (req, res) => {
          await charge(req.body);
          res.sendStatus(204);
        });
        """
    ),
    .reported(
      "a function that calls itself when it fails",
      """
      import express from "express";
      const app = express();
      async function rates() {
        try {
          const answer = await ↓fetch("https://rates.example", { signal: AbortSignal.timeout(1000) });
          return await answer.json();
        } catch {
          return rates();
        }
      }
      app.get("/rates", async (req, res) => res.json(await rates()));
      """,
      fixed: """
        import express from "express";
        const app = express();
        async function rates() {
          const answer = await fetch("https://rates.example", { signal: AbortSignal.timeout(1000) });
          return await answer.json();
        }
        app.get("/rates", async (req, res) => res.json(await rates()));
        """,
      path: "server.mjs"
    ),
    .reported(
      "a connection that is opened anew at once",
      """
      const WebSocket = require("ws");
      function connect() {
        const socket = new WebSocket("wss://prices.example");
        ↓socket.on("close", () => connect());
        return socket;
      }
      connect();
      """,
      fixed: """
        const WebSocket = require("ws");
        let attempt = 0;
        function connect() {
          const socket = new WebSocket("wss://prices.example");
          socket.on("open", () => { attempt = 0; });
          socket.on("close", () => {
            attempt += 1;
            setTimeout(connect, Math.min(30000, 500 * 2 ** attempt) * Math.random());
          });
          return socket;
        }
        connect();
        """
    ),
    .silent(
      "each try waits longer",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/rates", async (req, res) => {
        for (let attempt = 0; attempt < 4; attempt += 1) {
          try {
            const { data } = await axios.get("https://rates.example", { timeout: 500 });
            return res.json(data);
          } catch (error) {
            await new Promise((done) => setTimeout(done, 2 ** attempt * 100 * Math.random()));
          }
        }
        return res.sendStatus(503);
      });
      """
    ),
    .silent(
      "one failure does not keep the other items",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/hooks", async (req, res) => {
        for (let i = 0; i < req.body.urls.length; i += 1) {
          try {
            await axios.post(req.body.urls[i], {}, { timeout: 500 });
          } catch (error) {
            console.error(error.message);
          }
        }
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "the next host, not the same one",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      const hosts = ["https://a.example", "https://b.example"];
      app.get("/rates", async (req, res) => {
        for (const host of hosts) {
          try {
            return res.json((await axios.get(host, { timeout: 500 })).data);
          } catch (error) {
            console.error(error.message);
          }
        }
        return res.sendStatus(503);
      });
      """
    ),
    .silent(
      "a new id for a row that was there",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/links", async (req, res) => {
        for (let attempt = 0; attempt < 5; attempt += 1) {
          try {
            const id = Math.random().toString(36).slice(2);
            await pool.query("INSERT INTO links (id, url) VALUES ($1, $2)", [id, req.body.url]);
            return res.json({ id });
          } catch (error) {
            if (error.code !== "23505") throw error;
          }
        }
        return res.sendStatus(503);
      });
      """
    ),
    .silent(
      "a rival's write is met, which is over when the next try begins",
      """
      import redis
      from flask import Flask
      from rq import Queue

      app = Flask(__name__)
      client = redis.Redis(socket_timeout=2)

      @app.post("/jobs")
      def add():
          tries = 0
          while tries < 5:
              tries += 1
              try:
                  client.watch("lock")
                  Queue("slow").enqueue(print, 1)
                  break
              except redis.WatchError:
                  continue
          return "", 202
      """,
      path: "app.py"
    ),
    .silent(
      "the wait stands in the try, in front of the request",
      """
      require("express")().put("/visits", async (req, res) => {
        for (let attempt = 1; attempt <= 3; attempt++) {
          try {
            await new Promise((done) => setTimeout(done, 1000 * attempt + Math.random() * 500));
            return res.json(await fetch("https://track.example", { signal: AbortSignal.timeout(2000) }));
          } catch {
            console.warn("The visit was not taken.");
          }
        }
      });
      """
    ),
    .silent(
      "each turn asks another node",
      """
      const express = require("express");
      const app = express();
      app.get("/check", async (req, res) => {
        const nodes = process.env.NODES.split(",");
        for (let i = 0; i < nodes.length; i++) {
          try {
            await fetch(nodes[i], { signal: AbortSignal.timeout(2000) });
            return res.send("up");
          } catch (error) {
            console.warn(error.message);
          }
        }
        res.send("down");
      });
      """
    ),
    .silent(
      "only a rival's write is met with a new try",
      """
      const express = require("express");
      const { UniqueConstraintError } = require("sequelize");
      const app = express();
      async function again(work, attempts = 3) {
        for (let attempt = 1; ; attempt++) {
          try {
            return await work();
          } catch (error) {
            if (!(error instanceof UniqueConstraintError) || attempt >= attempts) throw error;
          }
        }
      }
      app.post("/teams", async (req, res) => {
        const answer = await again(() => fetch("https://teams.example", { signal: AbortSignal.timeout(2000) }));
        res.json(await answer.json());
      });
      """
    ),
  ]
}
