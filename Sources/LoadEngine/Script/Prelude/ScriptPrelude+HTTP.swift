// What k6's scripts find in k6/http, in JavaScript.

extension ScriptPrelude {
  /// Requests.
  static let http = #"""
    const origins = new Map();
    let expectation = null;

    function originOf(url) {
      const match = /^(https?:\/\/[^\/?#]*)([^#]*)/i.exec(url);
      if (!match) throw new Error("'" + url + "' is no URL: write http://HOST:PORT/PATH");
      let known = origins.get(match[1]);
      if (!known) {
        const id = native.origin(match[1]);
        known = { id, authority: match[1].slice(match[1].indexOf("//") + 2), base: match[1] };
        origins.set(match[1], known);
      }
      return [known, match[2]];
    }

    function encoded(path) {
      if (path === "" || path[0] !== "/") path = "/" + path;
      return /^[\x21-\x7e]*$/.test(path) ? path : encodeURI(path).replace(/%25([0-9A-Fa-f]{2})/g, "%$1").replace(/ /g, "%20");
    }

    function header(name, value) {
      const text = String(value);
      if (/[\r\n\0]/.test(text) || !/^[^\s:\0]+$/.test(name)) throw new Error("'" + name + "' is no header: a line end or a blank is in it");
      return name + ": " + text + "\r\n";
    }

    function form(value) {
      return Object.keys(value).map((key) => [].concat(value[key]).map((item) => encodeURIComponent(key) + "=" + encodeURIComponent(item)).join("&")).join("&").replace(/%20/g, "+");
    }

    function bytesOf(value) {
      if (value instanceof ArrayBuffer) return value;
      return value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength);
    }

    class FileData {
      constructor(data, filename, contentType) {
        this.data = data; this.filename = filename || "file"; this.content_type = contentType || "application/octet-stream";
      }
    }

    function multipart(body) {
      const boundary = "plimsoll" + native.random(12), parts = [];
      for (const key of Object.keys(body)) {
        const value = body[key];
        let head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + key.replace(/"/g, "%22") + "\"";
        if (value instanceof FileData) head += "; filename=\"" + value.filename.replace(/"/g, "%22") + "\"\r\nContent-Type: " + value.content_type;
        parts.push(head + "\r\n\r\n", value instanceof FileData ? value.data : String(value), "\r\n");
      }
      parts.push("--" + boundary + "--\r\n");
      return [native.join(...parts.map((part) => typeof part === "string" ? part : bytesOf(part))), "multipart/form-data; boundary=" + boundary];
    }

    function milliseconds(time) {
      if (typeof time === "number") return time;
      let sum = 0;
      for (const [, number, unit] of String(time).matchAll(/([0-9.]+)(ms|us|s|m|h|d)/g)) {
        sum += Number(number) * { us: 0.001, ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }[unit];
      }
      return sum;
    }

    class Request {
      constructor(method, url, body, params) {
        this.method = method;
        this.template = url;
        this.url = typeof url === "object" && url !== null ? url.url : String(url);
        this.params = params || none;
        this.body = body;
        this.type = "";
        if (body !== null && body !== undefined && typeof body !== "string") {
          if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) this.body = bytesOf(body);
          else if (typeof body !== "object") this.body = String(body);
          else if (Object.values(body).some((value) => value instanceof FileData)) [this.body, this.type] = multipart(body);
          else { this.body = form(body); this.type = "application/x-www-form-urlencoded"; }
        }
      }
      head(origin, path, me) {
        let text = this.method + " " + encoded(path) + " HTTP/1.1\r\n", seen = "|";
        const headers = this.params.headers;
        if (headers) for (const name in headers) {
          seen += name.toLowerCase() + "|";
          if (name.toLowerCase() !== "content-length") text += header(name, headers[name]);
        }
        if (!seen.includes("|host|")) text += "Host: " + origin.authority.replace(/^.*@/, "") + "\r\n";
        if (!seen.includes("|user-agent|")) text += header("User-Agent", optionsOfRun.userAgent || "plimsoll");
        if (this.type && !seen.includes("|content-type|")) text += "Content-Type: " + this.type + "\r\n";
        const at = origin.authority.lastIndexOf("@");
        if (at > 0 && !seen.includes("|authorization|")) text += header("Authorization", "Basic " + b64encode(decodeURIComponent(origin.authority.slice(0, at))));
        if (!seen.includes("|cookie|")) text += this.cookies(origin, path, me);
        return text;
      }
      cookies(origin, path, me) {
        const own = this.params.cookies, jar = this.params.jar || me.jar;
        if (!own && jar.isEmpty) return "";
        const values = jar.valuesFor(origin.base + path);
        for (const name in own) {
          const value = own[name];
          if (value && typeof value === "object") { if (value.replace || !(name in values)) values[name] = value.value; } else values[name] = value;
        }
        const text = Object.keys(values).map((name) => name + "=" + values[name]).join("; ");
        return text ? header("Cookie", text) : "";
      }
    }
    const none = Object.freeze({});

    function isExpected(status, params) {
      const own = params.responseCallback === undefined ? expectation : params.responseCallback;
      if (own === null) return params.responseCallback === null || status >= 200 && status < 400;
      return own.some((item) => typeof item === "number" ? item === status : status >= item.min && status <= item.max);
    }

    async function send(request, me) {
      const params = request.params;
      const timeout = params.timeout === undefined ? 60000 : milliseconds(params.timeout);
      const kind = params.responseType || (optionsOfRun.discardResponseBodies ? "none" : "text");
      const mode = kind === "none" ? 0 : kind === "binary" ? 2 : 1;
      let left = params.redirects !== undefined ? params.redirects : optionsOfRun.maxRedirects !== undefined ? optionsOfRun.maxRedirects : 10;
      const started = { method: request.method, url: request.url, body: request.body };
      for (;;) {
        const [origin, path] = originOf(request.url);
        const head = request.head(origin, path, me);
        const hasBody = request.body !== undefined && request.body !== null;
        const always = hasBody || request.method === "POST" || request.method === "PUT" || request.method === "PATCH";
        const ticket = native.send(me.id, origin.id, head, always ? (hasBody ? request.body : "") : undefined, timeout, mode, request.method);
        const reply = await ticketed(me, ticket);
        const isFine = reply.status > 0 && isExpected(reply.status, params);
        const name = (params.tags && params.tags.name) || (request.template && request.template.name) || started.url;
        native.request(isFine, requestsTagged || params.tags ? tagText(me, {
          method: request.method, status: reply.status, url: name, name, proto: "HTTP/1.1", expected_response: isFine,
          error: reply.error, error_code: reply.error_code || "",
        }, params.tags) : "");
        reply.url = request.url;
        reply.request = started;
        if (reply.hasCookies) (params.jar || me.jar).take(reply, request.url);
        const location = reply.status >= 300 && reply.status < 400 && left > 0 && reply.headers.Location;
        if (!location) {
          if (reply.status === 0 && (params.throw || optionsOfRun.throw)) throw new Error(request.method + " " + request.url + ": " + reply.error);
          return reply;
        }
        left--;
        const isKept = reply.status === 307 || reply.status === 308 || request.method === "HEAD";
        const next = isKept ? request.method : "GET";
        const follow = new Request(next, absolute(location, request.url), isKept ? request.body : null, params);
        if (isKept) follow.type = request.type;
        follow.template = request.template;
        request = follow;
      }
    }

    function absolute(location, base) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
      const origin = /^[^\/]*\/\/[^\/?#]*/.exec(base)[0];
      if (location.startsWith("//")) return base.slice(0, base.indexOf("//")) + location;
      if (location.startsWith("/")) return origin + location;
      return base.replace(/[?#].*/, "").replace(/[^\/]*$/, "") + location;
    }

    let requestsTagged = false;
    const method = (name, hasBody) => hasBody
      ? (url, body, params) => send(new Request(name, url, body, params), running("http." + name.toLowerCase()))
      : (url, params) => send(new Request(name, url, null, params), running("http." + name.toLowerCase()));

    function request(name, url, body, params) {
      return send(new Request(String(name).toUpperCase(), url, body, params), running("http.request"));
    }

    async function batch(list) {
      const isList = Array.isArray(list), keys = Object.keys(list), me = running("http.batch");
      const replies = await Promise.all(keys.map((key) => {
        const item = list[key];
        if (typeof item === "string" || (item && item.url && item.name && !item.method)) return send(new Request("GET", item), me);
        if (Array.isArray(item)) return send(new Request(item[0], item[1], item[2], item[3]), me);
        return send(new Request(item.method || "GET", item.url, item.body, item.params), me);
      }));
      if (isList) return replies;
      return Object.fromEntries(keys.map((key, index) => [key, replies[index]]));
    }

    function url(pieces, ...values) {
      return { url: String.raw({ raw: pieces }, ...values), name: pieces.join("${}") };
    }

    const http = {
      get: method("GET"), head: method("HEAD"), post: method("POST", true), put: method("PUT", true), patch: method("PATCH", true),
      del: method("DELETE", true), options: method("OPTIONS", true), request, 
      asyncRequest: (...values) => { const reply = request(...values); user().loose.push(reply); return reply; }, batch, url,
      file: (data, name, type) => new FileData(data, name, type),
      cookieJar: () => user().jar,
      expectedStatuses: (...items) => items,
      setResponseCallback: (items) => { expectation = items; },
      FileData,
    };
    """#
}
