// Short messages on what was done go away by themselves, but never while
// somebody reads or reaches for them.
const lifetime = 8000;

function arm(toast: HTMLElement): void {
  toast.querySelector("[data-close]")?.addEventListener("click", () => toast.remove());
  // The way back stays as long as the page does.
  if (toast.querySelector("[data-undo]")) return;
  let timer = 0;
  const start = (): void => {
    timer = window.setTimeout(() => toast.remove(), lifetime);
  };
  const stop = (): void => clearTimeout(timer);
  toast.addEventListener("mouseenter", stop);
  toast.addEventListener("mouseleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}

// watchToasts looks after the messages of the page and those that come later.
export function watchToasts(): void {
  const place = document.getElementById("toasts");
  if (!place) return;
  for (const toast of place.querySelectorAll<HTMLElement>(".toast-line")) arm(toast);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node instanceof HTMLElement && node.matches(".toast-line")) arm(node);
      }
    }
  }).observe(place, { childList: true });
}
