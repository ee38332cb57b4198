// What the fixes of single rules write, in the style of the code around.

import Fixes
import Testing

@Suite("Fixes of rules")
struct RuleFixTests {
  private func text(
    _ rule: String,
    _ code: String,
    path: String = "server.js",
    unsafe: Bool = false,
    beside others: [String: String] = [:]
  ) async -> String? {
    let (files, result) = await fixed(
      others.merging([path: code]) { first, _ in first },
      rule: rule,
      unsafe: unsafe
    )
    #expect(result.note == nil)
    return result.accepted.isEmpty ? nil : files[path]
  }

  private func expect(
    _ rule: String,
    _ code: String,
    becomes mended: String,
    path: String = "server.js",
    unsafe: Bool = false,
    _ place: SourceLocation = #_sourceLocation
  ) async {
    let text = await text(rule, code, path: path, unsafe: unsafe)
    #expect(text == mended, sourceLocation: place)
  }

  @Test("a call without a deadline gets one, at its place among the options")
  func timeout() async {
    let head = """
      const axios = require('axios');
      const express = require('express');
      const app = express();

      """
    await expect(
      "missing-timeout",
      head + """
        app.get('/rates', async (req, res) => {
          const { data } = await axios.get('https://rates.example/latest');
          res.json(data);
        });
        """,
      becomes: head + """
        app.get('/rates', async (req, res) => {
          const { data } = await axios.get('https://rates.example/latest', { timeout: 2000 });
          res.json(data);
        });
        """
    )
  }

  @Test("calls of one file that are told together all get their deadline")
  func timeouts() async throws {
    let mended = try #require(
      await text(
        "missing-timeout",
        """
        import requests
        from flask import Flask

        app = Flask(__name__)


        @app.get("/a")
        def a():
            return requests.get("https://a.example/").json()


        @app.get("/b")
        def b():
            return requests.get(
                "https://b.example/",
                params={"x": 1},
            ).json()

        """,
        path: "app.py"
      )
    )
    #expect(mended.contains(#"requests.get("https://a.example/", timeout=5).json()"#))
    #expect(mended.contains("        params={\"x\": 1},\n        timeout=5,\n    ).json()"))
  }

  @Test("a timer of an effect is cleared by its cleanup")
  func effectTimer() async {
    let head = """
      import { useEffect, useState } from 'react'

      export default function Clock() {
        const [now, setNow] = useState(0)
        useEffect(() => {

      """
    let tail = """
        }, [])
        return <p>{now}</p>
      }
      """
    await expect(
      "leaked-subscription",
      head + "    setInterval(() => setNow(Date.now()), 1000)\n" + tail,
      becomes: head + """
            const timer = setInterval(() => setNow(Date.now()), 1000)
            return () => clearInterval(timer)

        """ + tail,
      path: "Clock.jsx"
    )
  }

  @Test("a listener of an effect gets a name and is removed")
  func effectListener() async {
    let head = """
      import { useEffect, useState } from "react";

      export default function Width() {
        const [width, setWidth] = useState(0);
        useEffect(() => {

      """
    let tail = """
        }, []);
        return <p>{width}</p>;
      }
      """
    await expect(
      "leaked-subscription",
      head + "    window.addEventListener(\"resize\", () => setWidth(window.innerWidth));\n" + tail,
      becomes: head + """
            const onResize = () => setWidth(window.innerWidth);
            window.addEventListener("resize", onResize);
            return () => window.removeEventListener("resize", onResize);

        """ + tail,
      path: "Width.jsx"
    )
  }

  @Test("an effect that begins two things is left to a person")
  func effectOfTwo() async {
    let (_, result) = await fixed(
      [
        "Two.jsx": """
        import { useEffect } from "react";
        export default function Two() {
          useEffect(() => {
            setInterval(() => console.log(1), 1000);
            window.addEventListener("resize", () => console.log(2));
          }, []);
          return <p>two</p>;
        }
        """
      ],
      rule: "leaked-subscription"
    )
    #expect(result.accepted.isEmpty)
  }

  @Test("a timer of a request ends with its response")
  func requestTimer() async {
    let head = """
      const express = require('express');
      const app = express();
      app.get('/events', (req, res) => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });

      """
    await expect(
      "leaked-subscription",
      head + "  setInterval(() => res.write('data: 1\\n\\n'), 1000);\n});\n",
      becomes: head + """
          const timer = setInterval(() => res.write('data: 1\\n\\n'), 1000);
          res.on('close', () => clearInterval(timer));
        });

        """
    )
  }

  @Test("files are read without holding the thread, where the function can wait")
  func files() async {
    let head =
      "const fs = require('fs');\nconst express = require('express');\nconst app = express();\n"
    await expect(
      "event-loop-block",
      head + """
        app.get('/terms', async (req, res) => {
          const lines = fs.readFileSync('terms.txt', 'utf8').split('\\n');
          res.json(lines);
        });
        """,
      becomes: head + """
        app.get('/terms', async (req, res) => {
          const lines = (await fs.promises.readFile('terms.txt', 'utf8')).split('\\n');
          res.json(lines);
        });
        """
    )
    let (_, result) = await fixed(
      [
        "server.js": head + """
          app.get('/terms', (req, res) => res.send(fs.readFileSync('terms.txt', 'utf8')));
          """
      ],
      rule: "event-loop-block"
    )
    #expect(result.accepted.isEmpty)
  }

  @Test("waits in line become one, if asked for")
  func waterfall() async {
    let head = """
      const axios = require("axios");
      const express = require("express");
      const app = express();
      app.get("/page", async (req, res) => {

      """
    let code =
      head + """
          const rates = await axios.get("https://a.example/rates", { timeout: 500 });
          const news = await axios.get("https://b.example/news", { timeout: 500 });
          res.json({ rates: rates.data, news: news.data });
        });
        """
    await expect(
      "await-waterfall",
      code,
      becomes: head + """
          const [rates, news] = await Promise.all([
            axios.get("https://a.example/rates", { timeout: 500 }),
            axios.get("https://b.example/news", { timeout: 500 }),
          ]);
          res.json({ rates: rates.data, news: news.data });
        });
        """,
      unsafe: true
    )
    let (_, result) = await fixed(["server.js": code], rule: "await-waterfall")
    #expect(result.accepted.isEmpty)
    #expect(result.needsUnsafe == 1)
  }
}
