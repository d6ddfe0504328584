// Keeps what is typed into forms while the language of the desk or its looks
// change, which loads the page anew.
const key = `form:${location.pathname}`;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fields(): Field[] {
  const all = document.querySelectorAll<Field>("main :is(input, select, textarea)[name]");
  return [...all].filter((f) => f.type !== "hidden" && f.type !== "password" && f.type !== "file");
}

function isSwitch(f: Field): f is HTMLInputElement {
  return f instanceof HTMLInputElement && (f.type === "checkbox" || f.type === "radio");
}

function restore(): void {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (!kept) return;
  const values = JSON.parse(kept) as [string, string | boolean][];
  fields().forEach((f, i) => {
    const [name, value] = values[i] ?? ["", ""];
    if (name !== f.name) return;
    if (isSwitch(f)) f.checked = Boolean(value);
    else f.value = String(value);
  });
}

// keepForms keeps fields over a change of preferences. What has a store of its
// own, as the editor has, listens to the event "leaving" and may delay it.
export function keepForms(): void {
  restore();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-preferences]")) return;
    sessionStorage.setItem(key, JSON.stringify(fields().map((f) => [f.name, isSwitch(f) ? f.checked : f.value])));
    const waits: Promise<unknown>[] = [];
    document.dispatchEvent(new CustomEvent("leaving", { detail: waits }));
    if (waits.length === 0) return;
    event.preventDefault();
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    if (button?.name) {
      const value = document.createElement("input");
      value.type = "hidden";
      value.name = button.name;
      value.value = button.value;
      form.append(value);
    }
    void Promise.allSettled(waits).then(() => form.submit());
  });
}
