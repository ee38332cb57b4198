// How a script's users are made and run, in JavaScript.

extension ScriptPrelude {
  /// Modules, users, rounds; the value is what the host calls.
  static let run = #"""
    function instance(me) {
      const cache = [];
      const load = (index) => {
        if (cache[index]) return cache[index].exports;
        const module = cache[index] = { exports: {} }, { factory, links } = factories[index];
        const find = (specifier) => {
          const link = links[specifier];
          if (link === undefined) throw new Error("'" + specifier + "' was not found when the script was read");
          return typeof link === "number" ? load(link) : libraries[link];
        };
        const require = (specifier) => { const found = find(specifier); return found.default && typeof links[specifier] === "string" ? found.default : found; };
        factory(find, module.exports, module.exports, module, require, (path, mode) => native.open(index, String(path), mode === "b"));
        return module.exports;
      };
      return load(0);
    }

    function makeUser(id, scenario) {
      const me = {
        id, scenario, open: 0, loose: [], cleared: null, iteration: -1, number: 0, isRunning: false, group: root, tags: {}, jar: new CookieJar(),
        env: scenario.env ? { ...environment, ...scenario.env } : environment, data: undefined, main: null,
      };
      users[id] = me;
      current = me;
      me.exports = instance(me);
      const name = scenario.exec || "default";
      me.main = me.exports[name];
      if (scenario.isMain && typeof me.main !== "function") throw new Error("the script exports no function '" + name + "', which " + (scenario.name === "default" ? "is what users run" : "scenario '" + scenario.name + "' runs"));
      me.isRunning = true;
    }

    function describe(error) {
      if (!error || typeof error !== "object") return String(error);
      const place = error.line && error.sourceURL !== "plimsoll" ? " (" + (error.sourceURL || "script") + ":" + error.line + ")" : "";
      return String(error) + place;
    }

    async function iterate(id, number) {
      const me = users[id];
      current = me;
      me.iteration++;
      me.number = number;
      me.group = root;
      if (!optionsOfRun.noCookiesReset && !me.jar.isEmpty) me.jar = new CookieJar();
      if (me.data === undefined) me.data = JSON.parse(dataText);
      let problem;
      try { await me.main(me.data); } catch (error) { problem = describe(error); }
      // What nobody awaits is part of the round all the same.
      while (me.loose.length > 0) {
        const loose = me.loose;
        me.loose = [];
        await Promise.allSettled(loose);
      }
      if (me.open > 0 && problem === undefined) native.lost(id);
      else if (problem === undefined) native.ended(id); else native.ended(id, problem);
    }

    async function once(id, name, text) {
      const me = users[id];
      current = me;
      let result, problem;
      try { result = await me.exports[name](text === undefined ? undefined : JSON.parse(text)); } catch (error) { problem = describe(error); }
      if (problem !== undefined) return native.finished("", problem);
      if (name === "handleSummary") {
        for (const key of Object.keys(result || {})) native.output(key, typeof result[key] === "string" ? result[key] : bytesOf(result[key]));
        return native.finished("");
      }
      native.finished(result === undefined ? "null" : JSON.stringify(result));
    }

    const print = (level) => (...words) => native.log(level, words.map((word) => typeof word === "string" ? word : word instanceof Error ? describe(word) : JSON.stringify(word)).join(" "));
    globalThis.console = { log: print("info"), info: print("info"), warn: print("warning"), error: print("error"), debug: () => {} };
    Object.defineProperty(globalThis, "__ENV", { get: () => current ? current.env : environment });
    Object.defineProperty(globalThis, "__VU", { get: () => current && current.isRunning ? current.id + 1 : 0 });
    Object.defineProperty(globalThis, "__ITER", { get: () => current ? Math.max(0, current.iteration) : 0 });
    globalThis.setTimeout = timers.setTimeout;
    globalThis.clearTimeout = timers.clearTimeout;
    globalThis.__walk = __walk;
    globalThis.__export = (target, name, get) => Object.defineProperty(target, name, { get, enumerable: true });
    globalThis.__exportAll = (target, source) => { for (const name of Object.keys(source)) if (name !== "default") globalThis.__export(target, name, () => source[name]); };

    return {
      settle, iterate, once, makeUser,
      addModule: (factory, links) => { factories.push({ factory, links: JSON.parse(links) }); },
      setEnvironment: (text) => { environment = Object.freeze(JSON.parse(text)); },
      setOptions: (text, tagged) => {
        optionsOfRun = JSON.parse(text);
        requestsTagged = tagged;
        for (const known of [["checks", "rate", checksMetric], ["group_duration", "trend", groupMetric]]) known[2].tagged = metric(known[0], known[1], true).tagged;
      },
      setData: (text) => { dataText = text; },
      addUser: (id, scenario) => makeUser(id, JSON.parse(scenario)),
      optionsOf: (id) => JSON.stringify(users[id].exports.options || {}),
      exportsOf: (id) => Object.keys(users[id].exports).filter((name) => typeof users[id].exports[name] === "function").join(" "),
      groups: () => JSON.stringify(root.summary()),
      forget: (ticket) => { waiting[ticket] = owners[ticket] = undefined; },
    };
    """#
}
