// Comments: they are sent without leaving the page, and a comment that is being typed
// stays as it is whatever happens around it.
import { Mentions } from "./mentions";

// bindRemarks makes the forms of comments work. spoken is told of which paragraph, "" for
// the whole version, somebody said something or settled it, whether they said it, and
// whether they sent the paragraph back with it, of which before is told first.
export function bindRemarks(
  spoken: (key: string, said: boolean, back: boolean) => Promise<void>, before: (form: HTMLFormElement) => Promise<void> = () => Promise.resolve(),
): void {
  const bound = new WeakMap<HTMLTextAreaElement, Mentions>();
  const sending = new WeakSet<HTMLFormElement>();
  document.addEventListener("focusin", (event) => {
    const field = event.target as HTMLTextAreaElement;
    if (!field.matches(".remark-form textarea") || bound.has(field)) return;
    bound.set(field, new Mentions(field));
  });
  // A comment that is begun is to be seen.
  document.addEventListener("input", (event) => (event.target as HTMLElement).closest(".remark-form")?.classList.add("open"));
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-remark]")) return;
    event.preventDefault();
    if (sending.has(form)) return;
    sending.add(form);
    const back = (event as SubmitEvent).submitter?.getAttribute("formaction");
    const say = async (): Promise<boolean> => {
      const field = form.querySelector("textarea");
      if (field) await bound.get(field)?.taking; // or whom they chose would not be mentioned
      if (back) await before(form);
      return send(form, back ?? form.action);
    };
    void say().finally(() => sending.delete(form)).then((taken) => {
      if (taken) return spoken(form.querySelector<HTMLInputElement>("[name=key]")!.value, form.matches(".remark-form"), Boolean(back));
    });
  });
  // Before what the key does elsewhere on the screen.
  document.addEventListener("keydown", (event) => {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>(".remark-form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit(form.querySelector<HTMLElement>(".btn-primary"));
  }, true);
}

// send sends a comment, or what becomes of one, and says whether it was taken.
async function send(form: HTMLFormElement, path: string): Promise<boolean> {
  const field = form.querySelector("textarea");
  const sent = field?.value;
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const answer = await fetch(path, { method: "POST", headers: { "HX-Request": "true" }, body }).catch(() => null);
  const problem = form.querySelector<HTMLElement>(".problem");
  if (problem) {
    // What was refused for a reason comes with it, everything else is a page.
    const why = answer?.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text().catch(() => "") : "";
    problem.hidden = Boolean(answer?.ok);
    problem.textContent = answer?.ok ? "" : why || (document.getElementById("remarks")?.dataset.failed ?? "");
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
