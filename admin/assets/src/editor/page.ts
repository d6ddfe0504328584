// The page as readers would get it, beside the text: at the width of a phone or of
// a desktop, with the words that are on the screen as soon as the server has them.

// bindPage makes the pane work. keep sends the words to the server; the document
// says "kept" when it has them.
// It returns what shows a block there, by its key.
export function bindPage(pane: HTMLElement, toggle: HTMLElement, tab: string, keep: () => Promise<void>): (key: string) => void {
  const frame = pane.querySelector<HTMLIFrameElement>("iframe")!;
  const box = frame.parentElement!;
  const widths = [...pane.querySelectorAll<HTMLButtonElement>("[data-width]")];
  const address = `${pane.dataset.screen ?? ""}?tab=${encodeURIComponent(tab)}`;

  let opening = false; // the words are on their way to the server, for the first page

  const fit = (): void => {
    const width = Number(widths.find((b) => b.ariaPressed === "true")?.dataset.width);
    const scale = Math.min(1, box.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${box.clientHeight / scale}px`;
    frame.style.marginInlineStart = `${Math.max(0, box.clientWidth - width) / 2}px`;
    frame.style.transform = `scale(${scale})`;
  };
  let followed = "";
  const follow = (key: string): void => {
    followed = key;
    const block = pane.hidden ? null : frame.contentDocument?.querySelector(key === "title" || key === "summary" ? "h1" : `[data-key="${CSS.escape(key)}"]`);
    block?.scrollIntoView({ block: "center" });
  };
  // A fresh page is shown where the one before was scrolled to.
  const load = (): void => {
    if (pane.hidden) return;
    const top = frame.contentWindow?.scrollY ?? 0;
    frame.addEventListener("load", () => {
      frame.contentWindow?.scrollTo(0, top);
      if (followed) follow(followed);
    }, { once: true });
    if (frame.src) frame.contentWindow?.location.replace(address);
    else frame.src = address;
  };
  const show = (open: boolean): void => {
    pane.hidden = !open;
    toggle.ariaExpanded = String(open);
    pane.parentElement?.classList.toggle("with-page", open);
    if (!open) return;
    fit();
    pane.scrollIntoView({ block: "nearest" });
    opening = true;
    void keep().finally(() => {
      opening = false;
      load();
    });
  };
  for (const button of widths) {
    button.addEventListener("click", () => {
      for (const b of widths) b.ariaPressed = String(b === button);
      fit();
    });
  }
  toggle.addEventListener("click", () => show(pane.hidden));
  pane.querySelector("[data-close]")?.addEventListener("click", () => {
    show(false);
    toggle.focus();
  });
  new ResizeObserver(fit).observe(box);
  document.addEventListener("kept", () => opening || load());
  return follow;
}
