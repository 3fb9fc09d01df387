// Waits until the page has come to rest, then gives it as a reader sees it: "+" when it has words, else "-", and its HTML, or only its length
// when it is longer than allowed. A page that was left for another one (and was held here) is not waited for to load.
// At rest: loaded, nothing asked for and still open, and nothing changed for a moment. A page without words gets more time, and one
// whose requests never end gets no more than its words need. Then buttons are pressed that show more of the page: each time it grows it is given as long again, up
// to the most.
async ({ limit, most, maxLength, left }) => {
  const words = 200, quiet = 50, quietWithoutWords = 1000, quietWhilePending = 1500;
  const mostPresses = 50, growPatience = 2000, leastPatience = 500, mostWaits = 3;
  const more = /^(load|show|view|see|display) (more|all)\b|^more (results|entries|items|posts|releases|versions)\b|^expand all\b/i;
  const unseen = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TITLE"]);

  // Up to so many characters.
  const countWords = (enough) => {
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
        if (seen >= enough) return seen;
      }
    }
    return seen;
  };
  const hasWords = () => countWords(words) >= words;

  const watch = window[Symbol.for("archon.watch")];
  const begun = watch ? watch.now() : 0;
  let until = begun + limit;
  const comeToRest = async (hasGrown) => {
    while (watch.now() < until) {
      const still = watch.now() - watch.changed;
      if ((left || document.readyState === "complete") && still >= quiet) {
        const needed = watch.pending > 0 ? quietWhilePending : quiet;
        if (still >= needed && (hasGrown || still >= quietWithoutWords || hasWords())) break;
      }
      await new Promise((resolve) => watch.later(resolve, 20));
    }
  };

  // Neither what sends a form nor what leads elsewhere: a link has to be an address of this page.
  const asksForMore = (node) => more.test(node.textContent.trim()) && node.textContent.trim().length <= 40 &&
    !node.disabled && node.checkVisibility() && !(node.form && node.type === "submit") &&
    !(node.localName === "a" && node.getAttribute("href") && !/^(#(?![!]?\/)|javascript:)/i.test(node.getAttribute("href")));
  const findMore = (tree, tried) => {
    for (const node of tree.querySelectorAll("*")) {
      const found = node.shadowRoot ? findMore(node.shadowRoot, tried)
        : node.matches("button, a, [role=button]") && !tried.has(node) && asksForMore(node) ? node : null;
      if (found) return found;
    }
    return null;
  };

  if (watch) {
    await comeToRest();
    const useless = new Set();
    for (let presses = 0; presses < mostPresses && !left && watch.now() < until; presses++) {
      const button = findMore(document, useless);
      if (!button) break;
      const before = countWords(Infinity);
      const pressed = watch.changed = watch.now();
      button.click();
      await comeToRest(true);
      // What comes by a timer is waited for, but not behind each of many buttons that show nothing.
      const patience = useless.size === 0 ? growPatience : leastPatience;
      while (countWords(Infinity) <= before && useless.size < mostWaits && watch.now() - pressed < patience && watch.now() < until) {
        await new Promise((resolve) => watch.later(resolve, 20));
        await comeToRest(true);
      }
      const grows = countWords(Infinity) > before;
      if (grows) until = Math.max(until, Math.min(begun + most, watch.now() + limit));
      // What shows and hides in turns is pressed once.
      if (!grows || button.getAttribute("aria-expanded") === "true") useless.add(button);
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

  // The tab stands still from here on, and must not go on with this page when the next one is let in.
  watch?.endTimers();
  return sign + (html.length > maxLength ? html.length : html);
}
