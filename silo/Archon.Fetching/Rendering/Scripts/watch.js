// Runs before a page's own scripts. Counts what the page waits for, so that settle.js knows when it has come to rest.
(() => {
  if (window !== window.top) return;
  window.open = () => null;
  // Nor by a link or a form that a script clicks: nobody would read that window, and it would ask the site.
  const opens = (node) => /^(?!_self$|_top$|_parent$)./i.test(node?.target || document.querySelector("base[target]")?.target || "");
  window.addEventListener("click", (event) => {
    if (event.composedPath().some((node) => (node.localName === "a" || node.localName === "area") && node.href && opens(node))) event.preventDefault();
  }, true);
  window.addEventListener("submit", (event) => {
    if (opens(event.submitter?.hasAttribute("formtarget") ? { target: event.submitter.formTarget } : event.target)) event.preventDefault();
  }, true);
  // Connections that would not go through the proxy, were they allowed at all.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete window[name];

  const now = performance.now.bind(performance);
  const later = window.setTimeout.bind(window), never = window.clearTimeout.bind(window), mostTimers = 100000;
  const watch = { pending: 0, changed: now(), now, later };
  // Ids count upwards, those of intervals among them.
  watch.endTimers = () => {
    const newest = later(() => {}, 0);
    for (let id = newest; id > Math.max(0, newest - mostTimers); id--) never(id);
  };
  Object.defineProperty(window, Symbol.for("archon.watch"), { value: watch });
  const begin = () => { watch.pending++; watch.changed = now(); };
  const end = () => { watch.pending--; watch.changed = now(); };

  const fetch = window.fetch;
  window.fetch = function (...given) {
    begin();
    const answer = fetch.apply(this, given);
    answer.then(end, end);
    return answer;
  };
  for (const name of ["text", "json", "arrayBuffer", "blob", "formData"]) {
    const read = Response.prototype[name];
    Response.prototype[name] = function () {
      begin();
      const body = read.call(this);
      body.then(end, end);
      return body;
    };
  }

  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {
    begin();
    this.addEventListener("loadend", end, { once: true });
    try {
      return send.apply(this, given);
    } catch (error) {
      end();
      throw error;
    }
  };

  // A module that is imported later comes as an element, too: bundlers insert a script, or a link that preloads it.
  const runs = /^$|javascript|ecmascript|^module$/i;
  const loads = (node) => (node.localName === "script" && node.src && runs.test(node.type)) ||
    (node.localName === "link" && node.href && /\b(modulepreload|stylesheet)\b/i.test(node.rel));
  new MutationObserver((changes) => {
    watch.changed = now();
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === 1 && loads(node)) {
          begin();
          node.addEventListener("load", end, { once: true });
          node.addEventListener("error", end, { once: true });
        }
      }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
})();
