// Comments: they are sent without leaving the page, and a comment that is being typed
// stays as it is whatever happens around it.
import { Mentions } from "./mentions";

// bindRemarks makes the forms of comments work. spoken is told of which paragraph, "" for
// the whole version, somebody said something or settled it, and whether they said it.
export function bindRemarks(spoken: (key: string, said: boolean) => Promise<void>): void {
  const bound = new WeakSet<HTMLTextAreaElement>();
  let sending = false;
  document.addEventListener("focusin", (event) => {
    const field = event.target as HTMLTextAreaElement;
    if (!field.matches(".remark-form textarea") || bound.has(field)) return;
    bound.add(field);
    new Mentions(field);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-remark]")) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    void send(form).then((taken) => {
      sending = false;
      if (taken) return spoken(form.querySelector<HTMLInputElement>("[name=key]")!.value, form.matches(".remark-form"));
    });
  });
  // Before what the key does elsewhere on the screen.
  document.addEventListener("keydown", (event) => {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>(".remark-form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit();
  }, true);
}

// send sends a comment, or what becomes of one, and says whether it was taken.
async function send(form: HTMLFormElement): Promise<boolean> {
  const field = form.querySelector("textarea");
  const sent = field?.value;
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body }).catch(() => null);
  const problem = form.querySelector<HTMLElement>(".problem");
  if (problem) {
    problem.hidden = Boolean(answer?.ok);
    problem.textContent = answer?.ok ? "" : answer?.status === 422 ? await answer.text() : (document.getElementById("remarks")?.dataset.failed ?? "");
  }
  if (answer?.ok && field && field.value === sent) field.value = "";
  return Boolean(answer?.ok);
}

// renew puts what is there by now in a place, with the focus on the same as before.
export function renew(place: Element, fresh: Element): void {
  const at = document.activeElement;
  const inside = at && place.contains(at);
  place.replaceChildren(...fresh.childNodes);
  if (inside) (document.getElementById(at.id) ?? place.closest<HTMLElement>("section"))?.focus({ preventScroll: true });
}
