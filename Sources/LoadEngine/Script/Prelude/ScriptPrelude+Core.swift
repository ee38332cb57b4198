// What k6's scripts find in k6, k6/metrics and k6/data, in JavaScript.

extension ScriptPrelude {
  /// Users, waiting, groups, checks, metrics.
  static let core = #"""
    let current = null;
    const users = [], waiting = [], owners = [], factories = [], shared = new Map();
    let environment = {}, optionsOfRun = {}, dataText = "null";

    function user() {
      if (current === null) throw new Error("this can only be used while the script runs");
      return current;
    }

    function running(what) {
      const me = user();
      if (!me.isRunning) throw new Error(what + " cannot be used in the init stage: call it within a function that runs");
      return me;
    }

    function ticketed(me, ticket) {
      me.open++;
      return new Promise((resolve) => { waiting[ticket] = resolve; owners[ticket] = me; });
    }

    // One answer a call: what was waiting goes on before the call returns.
    function settle(ticket, body, head, error) {
      const resolve = waiting[ticket];
      current = owners[ticket];
      waiting[ticket] = owners[ticket] = undefined;
      current.open--;
      resolve(head === undefined ? undefined : new Reply(body, head, error));
    }

    function sleep(seconds) {
      const me = running("sleep");
      return ticketed(me, native.sleep(me.id, Number(seconds) * 1000));
    }

    class Group {
      constructor(name, parent) {
        this.name = name;
        this.path = parent ? parent.path + "::" + name : "";
        this.groups = new Map();
        this.checks = new Map();
      }
      group(name) {
        let group = this.groups.get(name);
        if (!group) this.groups.set(name, group = new Group(name, this));
        return group;
      }
      check(name) {
        let check = this.checks.get(name);
        if (!check) this.checks.set(name, check = { name, path: this.path + "::" + name, passes: 0, fails: 0 });
        return check;
      }
      summary() {
        return {
          name: this.name, path: this.path, groups: [...this.groups.values()].map((group) => group.summary()),
          checks: [...this.checks.values()],
        };
      }
    }
    const root = new Group("", null);

    function tagText(me, own, given) {
      const tags = { scenario: me.scenario.name, group: me.group.path, ...optionsOfRun.tags, ...me.scenario.tags, ...me.tags, ...own, ...given };
      let text = "";
      for (const key in tags) text += key + "\u0001" + String(tags[key]) + "\u0002";
      return text;
    }

    function record(metric, value, given, own) {
      const me = user();
      if (metric.tagged) native.recordTagged(metric.id, value, tagText(me, own, given));
      else native.record(metric.id, value);
    }

    function metric(name, kind, isTime) {
      const code = native.metric(String(name), kind, isTime === true);
      return { id: code >> 1, tagged: (code & 1) === 1 };
    }
    const checksMetric = metric("checks", "rate"), groupMetric = metric("group_duration", "trend", true);

    function check(value, sets, tags) {
      const me = user();
      let all = true, later = null;
      const count = (name, result) => {
        const holds = !!result, known = me.group.check(name);
        if (holds) known.passes++; else { known.fails++; all = false; }
        record(checksMetric, holds ? 1 : 0, tags, { check: name });
      };
      for (const name of Object.keys(sets)) {
        let result = sets[name];
        if (typeof result === "function") {
          try { result = result(value); } catch (error) { count(name, false); throw error; }
        }
        if (result && typeof result.then === "function") {
          (later || (later = [])).push(result.then((result) => count(name, result)));
        } else count(name, result);
      }
      return later ? Promise.all(later).then(() => all) : all;
    }

    async function group(name, body) {
      const me = running("group"), outer = me.group, began = native.now();
      me.group = outer.group(String(name));
      try { return await body(); } finally {
        record(groupMetric, native.now() - began);
        me.group = outer;
      }
    }

    function fail(text) { throw new Error(text === undefined ? "fail() was called" : String(text)); }

    // Functions that wait, one after the other, where arrays do not wait.
    async function __walk(method, list, body, initial) {
      const items = Array.from(list), results = [];
      if (method === "reduce") {
        let index = 0, value = initial;
        if (initial === undefined) value = items[index++];
        for (; index < items.length; index++) value = await body(value, items[index], index, list);
        return value;
      }
      for (let index = 0; index < items.length; index++) {
        const result = await body(items[index], index, list);
        if (method === "some" && result) return true;
        if (method === "every" && !result) return false;
        if (method === "find" && result) return items[index];
        if (method === "findIndex" && result) return index;
        if (method === "filter") { if (result) results.push(items[index]); } else results.push(result);
      }
      switch (method) {
        case "map": case "filter": return results;
        case "flatMap": return results.flat();
        case "some": return false;
        case "every": return true;
        case "findIndex": return -1;
      }
    }

    class Metric {
      constructor(name, kind, isTime) {
        if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) throw new Error("'" + name + "' is no name of a metric: letters, digits and _");
        this.name = name;
        Object.defineProperty(this, "metric", { value: metric(name, kind, isTime) });
      }
      add(value, tags) {
        const number = Number(value);
        if (Number.isFinite(number)) record(this.metric, number, tags);
      }
    }
    class Counter extends Metric { constructor(name, isTime) { super(name, "counter", isTime); } }
    class Gauge extends Metric { constructor(name, isTime) { super(name, "gauge", isTime); } }
    class Rate extends Metric { constructor(name, isTime) { super(name, "rate", isTime); } }
    class Trend extends Metric { constructor(name, isTime) { super(name, "trend", isTime); } }

    function freeze(value) {
      if (value && typeof value === "object" && !Object.isFrozen(value)) {
        Object.freeze(value);
        for (const key of Object.keys(value)) freeze(value[key]);
      }
      return value;
    }

    // The same array for all users: it cannot be changed.
    function SharedArray(name, make) {
      if (!shared.has(name)) {
        const list = make();
        if (!Array.isArray(list)) throw new Error("SharedArray '" + name + "': the function must return an array");
        shared.set(name, freeze(JSON.parse(JSON.stringify(list))));
      }
      return shared.get(name);
    }
    """#
}
