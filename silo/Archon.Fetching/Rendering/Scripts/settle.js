// Waits until the page has come to rest, then gives it as a reader sees it: "+" when it has words, else "-", and its HTML, or only its length
// when it is longer than allowed. A page that was left for another one (and was held here) is not waited for to load.
// At rest: loaded, nothing asked for and still open, and nothing changed for a moment. A page without words gets more time, and one
// whose requests never end gets no more than its words need.
async ({ limit, maxLength, left }) => {
  const words = 200, quiet = 50, quietWithoutWords = 1000, quietWhilePending = 1500;
  const unseen = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TITLE"]);

  const hasWords = () => {
    let seen = 0;
    const trees = [document.body];
    while (trees.length > 0) {
      const tree = trees.pop();
      if (!tree) continue;
      const walker = document.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
        node.nodeType === 1 && unseen.has(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (node.nodeType === 3) seen += node.data.trim().length;
        else if (node.shadowRoot) trees.push(node.shadowRoot);
        if (seen >= words) return true;
      }
    }
    return false;
  };

  const watch = window[Symbol.for("archon.watch")];
  if (watch) {
    const until = watch.now() + limit;
    while (watch.now() < until) {
      const still = watch.now() - watch.changed;
      if ((left || document.readyState === "complete") && still >= quiet) {
        const needed = watch.pending > 0 ? quietWhilePending : quiet;
        if (still >= needed && (still >= quietWithoutWords || hasWords())) break;
      }
      await new Promise((resolve) => watch.later(resolve, 20));
    }
  }

  const sign = hasWords() ? "+" : "-";

  // An open shadow tree takes the place of its host's children, which stand in its slots.
  const flatten = (tree) => {
    for (const host of tree.querySelectorAll("*")) {
      const shadow = host.shadowRoot;
      if (!shadow) continue;
      for (const slot of shadow.querySelectorAll("slot")) {
        const given = slot.assignedNodes();
        slot.replaceWith(...(given.length > 0 ? given : slot.childNodes));
      }
      flatten(shadow);
      host.replaceChildren(...shadow.childNodes);
    }
  };
  flatten(document);
  for (const node of document.querySelectorAll("script:not([type='application/ld+json']), style, noscript, iframe")) node.remove();
  const html = document.documentElement.outerHTML;
  return sign + (html.length > maxLength ? html.length : html);
}
