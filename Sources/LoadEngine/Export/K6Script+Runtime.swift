// What every exported script holds: values, escapes, and ways to take answers apart.

extension K6Script {
  /// JavaScript that k6 and our own engine run alike.
  static let runtime = #"""
    // Cookies last for a round, and from a login on.
    const me = { kept: null, jar: new http.CookieJar() };
    // Values of a round: drawn, taken from rows, and what is known already.
    function values(known) {
      const v = Object.assign({}, known);
      for (const name in CHOICES) v[name] = CHOICES[name][Math.floor(Math.random() * CHOICES[name].length)];
      for (const set of DATA) {
        const turn = set.per === 'user' ? userNumber() - 1
          : set.per === 'round' ? roundNumber() : Math.floor(Math.random() * set.rows.length);
        const row = set.rows[turn % set.rows.length];
        for (let i = 0; i < row.length; i += 1) v[set.names[i]] = row[i];
      }
      return v;
    }
    // In setup and teardown there is no user and no round.
    function userNumber() { try { return exec.vu.idInTest || 1; } catch (e) { return 1; } }
    function roundNumber() { try { return exec.scenario.iterationInTest || 0; } catch (e) { return 0; } }
    function draw(weights) {
      let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i += 1) {
        left -= weights[i];
        if (left < 0) return i;
      }
      return weights.length - 1;
    }
    const percent = (text) => text.replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16));
    const escape = {
      path: (text) => String(text).replace(/[\x00-\x20\x7f#]|[^\x00-\x7f]/gu, encodeURIComponent),
      header: (text) => String(text).replace(/[\x00-\x1f\x7f]/g, ' '),
      json: (text) => JSON.stringify(String(text)).slice(1, -1),
      form: (text) => percent(encodeURIComponent(String(text))),
    };
    const unique = () => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    function params(headers, tags) {
      const isToldCookies = Object.keys(headers).some((name) => name.toLowerCase() === 'cookie');
      return { headers, tags, redirects: REDIRECTS, jar: isToldCookies ? new http.CookieJar() : me.jar };
    }
    function ofJSON(r, places) {
      let value;
      try { value = JSON.parse(r.body); } catch (e) { return undefined; }
      for (const place of places) {
        if (value === null || typeof value !== 'object') return undefined;
        value = value[place];
      }
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    }
    function ofHeader(r, name) {
      for (const key in r.headers) if (key.toLowerCase() === name) return r.headers[key];
      return undefined;
    }
    function ofCookie(r, name) {
      const found = r.cookies[name];
      return found && found.length > 0 ? found[0].value : undefined;
    }
    function ofPattern(r, pattern) {
      const found = new RegExp(pattern).exec(r.body || '');
      return found ? (found.length > 1 ? found[1] : found[0]) : undefined;
    }
    """#
}
