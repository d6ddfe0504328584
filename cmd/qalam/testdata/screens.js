// What is asked of a screen. Each function returns the defects that it finds,
// one a line: what is wrong, and the element.
(() => {
  const shortened = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 200);
  const visible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0;
  const all = (selector) => [...document.body.querySelectorAll(selector)].filter(visible);
  const lines = (list) => [...new Set(list)].join("\n");

  // contained says that what sticks out is scrolled to or ends in an ellipsis: an
  // element around it sees to that.
  const contained = (around) => {
    for (let a = around; a && a !== document.body; a = a.parentElement) {
      if (getComputedStyle(a).overflowX !== "visible") return true;
    }
    return false;
  };
  const textNodes = (root) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
    return found;
  };
  const boxOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };

  // outside lists what sticks out of the screen's sides, with its text. What is
  // wholly before its beginning is put there to be out of sight.
  const sticksOut = ({ left, right }) => right > innerWidth + 1 || (left < -1 && right > 0);
  const outside = () => all("*").filter((e) => {
    const texts = [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    return (sticksOut(e.getBoundingClientRect()) && !contained(e.parentElement)) || (texts.map(boxOf).some(sticksOut) && !contained(e));
  }).map((e) => `sticks out of the screen: ${shortened(e)}`);
  const clippedButtons = () => all("button, .btn, .chip, .item, kbd").filter((e) => {
    const box = e.getBoundingClientRect();
    return textNodes(e).filter((n) => visible(n.parentElement) && n.parentElement.offsetWidth > 1).some((n) => {
      const text = boxOf(n);
      return text.width > 0 && (text.left < box.left - 1 || text.right > box.right + 1 || text.top < box.top - 1 || text.bottom > box.bottom + 1);
    });
  }).map((e) => `the text is larger than its button: ${shortened(e)}`);
  // A select shows one line, cut at its arrow.
  const clippedSelects = () => all("select").filter((e) => {
    const style = getComputedStyle(e);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return pen.measureText(e.selectedOptions[0]?.text ?? "").width > room + 1;
  }).map((e) => `the choice is cut: ${e.selectedOptions[0].text} in ${shortened(e)}`);

  const layout = () => {
    const wide = document.documentElement.scrollWidth;
    return lines([...(wide > innerWidth ? [`the page is ${wide} px wide`] : []), ...outside(), ...clippedButtons(), ...clippedSelects()]);
  };

  // What sticks to an edge covers what is scrolled below it: that is not held
  // against the size of what is there.
  const axe = async () => {
    const sticky = all("*").filter((e) => getComputedStyle(e).position === "sticky");
    for (const e of sticky) e.style.position = "static";
    const { violations } = await window.axe.run(document, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
      resultTypes: ["violations"], preload: false,
    });
    for (const e of sticky) e.style.position = "";
    return lines(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.replace(/\s+/g, " ").slice(0, 200)} (${n.any.concat(n.all, n.none)[0]?.message ?? v.help})`)));
  };

  // texts returns every text in the language of the desk, with where it is. What
  // is in another language says so, and keys are called what is printed on them.
  const texts = () => {
    const found = {};
    const note = (text, e) => {
      const own = !e.closest("kbd, [translate=no]") && (e.closest("[lang]") ?? document.documentElement).lang === document.documentElement.lang;
      const words = text.trim().replace(/\s+/g, " ");
      if (own && /\p{L}/u.test(words)) found[words] ??= shortened(e);
    };
    for (const n of textNodes(document.body)) {
      const e = n.parentElement;
      if (!e.matches("script, style, noscript, textarea") && visible(e.closest("select") ?? e)) note(n.data, e);
    }
    for (const e of all("[aria-label], [placeholder], [title], [alt], [data-placeholder]")) {
      for (const name of ["aria-label", "placeholder", "title", "alt", "data-placeholder"]) if (e.hasAttribute(name)) note(e.getAttribute(name), e);
    }
    note(document.title, document.querySelector("title"));
    return JSON.stringify(found);
  };

  // moved lists what has moved by itself since the page began to load.
  const moved = () => new Promise((done) => {
    const observer = new PerformanceObserver((list) => {
      observer.disconnect();
      done(lines(list.getEntries().filter((e) => !e.hadRecentInput).flatMap((e) => e.sources).map((s) => `moved: ${s.node?.outerHTML ? shortened(s.node) : s.node?.nodeName}`)));
    });
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => (observer.disconnect(), done("")), 100);
  });

  // drawn waits until what was changed is on the screen.
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(""))));

  window.look = { layout, axe, texts, drawn, moved };
})();
