// Responses and cookies as k6's scripts see them, in JavaScript.

extension ScriptPrelude {
  /// Responses, and the jar of cookies that each user has.
  static let reply = #"""
    class Reply {
      constructor(body, head, error) {
        this.status = T[0];
        this.error = error || "";
        this.error_code = T[7];
        this.body = body === undefined ? null : body;
        this.timings = { duration: T[1], blocked: T[2], looking_up: 0, connecting: T[3], tls_handshaking: T[11], sending: T[4], waiting: T[5], receiving: T[6] };
        Object.defineProperty(this, "raw", { value: head });
        Object.defineProperty(this, "hasCookies", { value: T[8] === 1 });
        this.url = "";
        this.proto = "HTTP/1.1";
        this.remote_ip = "127.0.0.1";
        this.request = null;
      }
      get status_text() { return this.status + " " + (/^HTTP\/\S+ \d+ ?(.*)/.exec(this.raw) || ["", ""])[1]; }
      get headers() {
        const headers = {};
        for (const line of this.raw.split("\n")) {
          const colon = line.indexOf(":");
          if (colon < 1) continue;
          const name = line.slice(0, colon).toLowerCase().replace(/(^|-)[a-z]/g, (text) => text.toUpperCase());
          const value = line.slice(colon + 1).trim();
          headers[name] = name in headers ? headers[name] + ", " + value : value;
        }
        Object.defineProperty(this, "headers", { value: headers });
        return headers;
      }
      get cookies() {
        const cookies = {};
        for (const cookie of cookiesIn(this)) (cookies[cookie.name] || (cookies[cookie.name] = [])).push(cookie);
        return cookies;
      }
      json(selector) {
        let value = JSON.parse(this.body);
        if (selector === undefined) return value;
        for (const part of String(selector).split(".")) {
          if (value === null || value === undefined) return undefined;
          value = part === "#" ? value.length : value[part];
        }
        return value;
      }
      html() { throw new Error("response.html() is not supported"); }
      submitForm() { throw new Error("response.submitForm() is not supported"); }
      clickLink() { throw new Error("response.clickLink() is not supported"); }
    }

    function cookiesIn(reply) {
      const cookies = [];
      for (const line of reply.raw.split("\n")) {
        if (!/^set-cookie:/i.test(line)) continue;
        const [first, ...rest] = line.slice(11).split(";");
        const equals = first.indexOf("=");
        if (equals < 1) continue;
        const cookie = { name: first.slice(0, equals).trim(), value: first.slice(equals + 1).trim(), domain: "", path: "", expires: 0, max_age: 0, secure: false, http_only: false };
        for (const part of rest) {
          const [key, ...words] = part.trim().split("="), value = words.join("=");
          switch (key.toLowerCase()) {
            case "domain": cookie.domain = value.replace(/^\./, "").toLowerCase(); break;
            case "path": cookie.path = value; break;
            case "expires": cookie.expires = Date.parse(value) || 0; break;
            case "max-age": cookie.max_age = Number(value); cookie.expires = cookie.max_age > 0 ? Date.now() + cookie.max_age * 1000 : 1; break;
            case "secure": cookie.secure = true; break;
            case "httponly": cookie.http_only = true; break;
          }
        }
        cookies.push(cookie);
      }
      return cookies;
    }

    class CookieJar {
      constructor() { this.list = []; }
      get isEmpty() { return this.list.length === 0; }
      place(address) {
        const match = /^https?:\/\/(?:[^\/?#]*@)?([^\/?#:]*)[^\/?#]*([^?#]*)/i.exec(address) || ["", "", ""];
        return [match[1].toLowerCase(), match[2] || "/"];
      }
      keep(cookie, address) {
        const [host, path] = this.place(address);
        cookie.host = cookie.domain && (host === cookie.domain || host.endsWith("." + cookie.domain)) ? cookie.domain : host;
        cookie.isWide = cookie.host === cookie.domain && cookie.domain !== "";
        cookie.path = cookie.path && cookie.path[0] === "/" ? cookie.path : path.replace(/\/[^\/]*$/, "") || "/";
        this.list = this.list.filter((other) => other.name !== cookie.name || other.host !== cookie.host || other.path !== cookie.path);
        if (!cookie.expires || cookie.expires > Date.now()) this.list.push(cookie);
      }
      take(reply, address) { for (const cookie of cookiesIn(reply)) this.keep(cookie, address); }
      set(address, name, value, options) {
        const given = options || {};
        this.keep({ name, value: String(value), domain: given.domain || "", path: given.path || "/", expires: given.max_age ? Date.now() + given.max_age * 1000 : Date.parse(given.expires) || 0 }, address);
      }
      fits(cookie, host, path) {
        const isHost = cookie.host === host || (cookie.isWide && host.endsWith("." + cookie.host));
        return isHost && (cookie.path === "/" || path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, "/")));
      }
      valuesFor(address) {
        const [host, path] = this.place(address), values = {};
        for (const cookie of this.list) if (this.fits(cookie, host, path)) values[cookie.name] = cookie.value;
        return values;
      }
      cookiesForURL(address) {
        const values = this.valuesFor(address);
        for (const name in values) values[name] = [values[name]];
        return values;
      }
      clear(address) { const [host] = this.place(address); this.list = this.list.filter((cookie) => cookie.host !== host); }
      delete(address, name) { const [host] = this.place(address); this.list = this.list.filter((cookie) => cookie.host !== host || cookie.name !== name); }
    }
    """#
}
