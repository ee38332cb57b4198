// The smaller modules of k6, in JavaScript.

extension ScriptPrelude {
  /// Encoding, digests, execution, timers and helpers.
  static let modules = #"""
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    function utf8(text) {
      return Array.from(unescape(encodeURIComponent(text)), (letter) => letter.charCodeAt(0));
    }
    function octets(value) { return typeof value === "string" ? utf8(value) : Array.from(new Uint8Array(bytesOf(value))); }
    function b64encode(value, variant) {
      const bytes = octets(value);
      let text = "";
      for (let at = 0; at < bytes.length; at += 3) {
        const group = (bytes[at] << 16) | ((bytes[at + 1] || 0) << 8) | (bytes[at + 2] || 0);
        for (let place = 0; place < 4; place++) text += at + place <= bytes.length ? alphabet[(group >> (18 - 6 * place)) & 63] : "=";
      }
      if (variant === "url" || variant === "rawurl") text = text.replace(/\+/g, "-").replace(/\//g, "_");
      return variant === "rawstd" || variant === "rawurl" ? text.replace(/=/g, "") : text;
    }
    function b64decode(value, variant, format) {
      const letters = String(value).replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "").replace(/[\r\n]/g, "");
      if (/[^A-Za-z0-9+\/]/.test(letters)) throw new Error("'" + value + "' is no base64");
      const bytes = [];
      for (let at = 0; at < letters.length; at += 4) {
        const part = letters.slice(at, at + 4);
        let group = 0;
        for (let place = 0; place < 4; place++) group = (group << 6) | (place < part.length ? alphabet.indexOf(part[place]) : 0);
        for (let place = 0; place < part.length - 1; place++) bytes.push((group >> (16 - 8 * place)) & 255);
      }
      if (format !== "s" && variant !== "s") return new Uint8Array(bytes).buffer;
      return decodeURIComponent(escape(String.fromCharCode(...bytes)));
    }

    function digestAs(hex, format) {
      if (format === "hex" || format === undefined) return hex;
      const bytes = new Uint8Array(hex.match(/../g).map((pair) => parseInt(pair, 16))).buffer;
      if (format === "binary") return bytes;
      return b64encode(bytes, { base64: "std", base64url: "url", base64rawurl: "rawurl" }[format]);
    }
    function plain(value) { return typeof value === "string" ? value : bytesOf(value); }
    class Hasher {
      constructor(algorithm, key) { this.algorithm = algorithm; this.key = key; this.parts = []; }
      update(data) { this.parts.push(plain(data)); return this; }
      digest(format) {
        const data = native.join(...this.parts);
        return digestAs(this.key === undefined ? native.digest(this.algorithm, data) : native.digest(this.algorithm, data, plain(this.key)), format);
      }
    }
    const crypto = {
      createHash: (algorithm) => new Hasher(algorithm),
      createHMAC: (algorithm, key) => new Hasher(algorithm, key),
      hmac: (algorithm, key, data, format) => new Hasher(algorithm, key).update(data).digest(format),
      randomBytes: (count) => new Uint8Array(native.random(Number(count)).match(/../g).map((pair) => parseInt(pair, 16))).buffer,
    };
    for (const algorithm of ["md5", "sha1", "sha256"]) crypto[algorithm] = (data, format) => new Hasher(algorithm).update(data).digest(format);

    const execution = {
      get scenario() {
        const me = user();
        return {
          name: me.scenario.name, executor: me.scenario.executor, startTime: Date.now() - native.now() + me.scenario.start,
          iterationInInstance: me.number, iterationInTest: me.number, get progress() { return native.progress(me.id); },
        };
      },
      get vu() {
        const me = user();
        return {
          idInTest: me.id + 1, idInInstance: me.id + 1, iterationInInstance: me.iteration, iterationInScenario: me.iteration,
          tags: me.tags, metrics: { tags: me.tags, metadata: {} },
        };
      },
      get instance() { return { currentTestRunDuration: native.now(), vusActive: users.length, vusInitialized: users.length, iterationsCompleted: native.iterations(), iterationsInterrupted: 0 }; },
      test: { abort(text) { native.abort(text === undefined ? "" : String(text)); throw new Error("test aborted"); }, fail() { native.fail(); }, get options() { return optionsOfRun; } },
    };

    const randomIntBetween = (min, max) => Math.floor(Math.random() * (max - min + 1)) + min;
    const utilities = {
      randomIntBetween,
      randomItem: (list) => list[Math.floor(Math.random() * list.length)],
      randomString: (length, letters = "abcdefghijklmnopqrstuvwxyz") => Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join(""),
      uuidv4: () => "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (letter) => (letter === "x" ? randomIntBetween(0, 15) : randomIntBetween(8, 11)).toString(16)),
      findBetween: (text, left, right) => { const at = text.indexOf(left); if (at < 0) return ""; const rest = text.slice(at + left.length), end = rest.indexOf(right); return end < 0 ? "" : rest.slice(0, end); },
    };

    const timers = {
      setTimeout: (body, time, ...values) => {
        const me = running("setTimeout"), ticket = native.sleep(me.id, Number(time) || 0);
        me.loose.push(ticketed(me, ticket).then(() => { if (!me.cleared || !me.cleared.delete(ticket)) return body(...values); }));
        return ticket;
      },
      clearTimeout: (ticket) => { const me = user(); if (owners[ticket] === me) (me.cleared || (me.cleared = new Set())).add(ticket); },
    };

    const k6 = { check, sleep, group, fail, randomSeed() {} };
    const withDefault = (members, main) => Object.freeze({ ...members, default: main || members });
    const libraries = {
      "k6": withDefault(k6), "k6/http": withDefault({ ...http, CookieJar }, { ...http, CookieJar }),
      "k6/metrics": withDefault({ Counter, Gauge, Rate, Trend }), "k6/data": withDefault({ SharedArray }),
      "k6/encoding": withDefault({ b64encode, b64decode }), "k6/crypto": withDefault(crypto), "k6/execution": { default: execution, get scenario() { return execution.scenario; }, get vu() { return execution.vu; }, get instance() { return execution.instance; }, test: execution.test },
      "k6/timers": withDefault(timers), "k6-utils": withDefault(utilities),
      "k6-summary": withDefault({ textSummary: () => native.summary(), jUnit: () => { throw new Error("jUnit of k6-summary is not supported"); } }),
    };
    """#
}
