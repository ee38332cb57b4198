// What is hidden of quoted code, and what must stay readable.

import Findings
import Testing

@Suite("Secrets in quoted code")
struct SecretMaskTests {
  @Test(
    "are hidden, byte for byte",
    arguments: [
      ("connect('mongodb://bob:hunter2@host/x')", "connect('mongodb://bob:*******@host/x')"),
      ("fetch(`https://t0k3n@host/x`)", "fetch(`https://*****@host/x`)"),
      ("{ password: \"l1teral\", max: 3 }", "{ password: \"*******\", max: 3 }"),
      ("const JWT_SECRET = 'abc'", "const JWT_SECRET = '***'"),
      (
        "headers: { \"Authorization\": 'Bearer b3' }", "headers: { \"Authorization\": '*********' }"
      ),
      ("create_engine(url, password='é')", "create_engine(url, password='**')"),
      ("stripe('sk_live_0123456789abc')", "stripe('sk_live_*************')"),
      ("{ secret: `${a}0123456789abc` }", "{ secret: `${a}*************` }"),
    ]
  )
  func hidden(_ text: String, _ expected: String) {
    #expect(SecretMask.masked(text) == expected)
    #expect(SecretMask.masked(text).utf8.count == text.utf8.count)
  }

  @Test(
    "are not seen where there are none",
    arguments: [
      "await axios.get('https://api.example.com/users/a@b.c')", "input.type = 'password'",
      "`postgres://${user}:${password}@${host}`", "order.items = 'x'", "mail = 'bob@example.com'",
      "{ password: req.body.password }", "app.get('/token/:id', handler)", "'", "password: '",
      "https://user:pass", "SG.x", "{ Authorization: `Bearer ${key}` }",
      "{ Authorization: `Basic ${Buffer.from(`${id}:`).toString(`base64`)}`, cache: 1 }",
    ]
  )
  func readable(_ text: String) {
    #expect(SecretMask.masked(text) == text)
  }
}
