// Whom a comment can mention: names are offered below the field while one is typed after
// an @. Who may be mentioned and what is spelt alike is for the server to say.
import { choose } from "../choose";

// A name that is being typed, up to the caret. Within a word an @ is that of an address.
const typed = /(?:^|[^\p{L}\p{N}\p{M}@])@([\p{L}\p{N}\p{M}'’ʼ.\- ]{0,60})$/u;

const answers = new Map<string, Promise<string[]>>();
let lists = 0;

// ask asks for the names that begin like that, once.
function ask(url: string): Promise<string[]> {
  let answer = answers.get(url);
  if (!answer) {
    answer = fetch(url).then((r) => (r.ok ? (r.json() as Promise<string[]>) : Promise.reject(new Error(r.statusText))));
    answers.set(url, answer);
    answer.catch(() => answers.delete(url));
  }
  return answer.catch(() => []);
}

export class Mentions {
  private list = document.createElement("ul");
  private at = -1; // where the @ is
  private done = -1; // the @ of a name that was chosen, or for which none is wanted
  private asked = ""; // what is typed, and where
  private answer: Promise<string[]> | null = null; // to that, until it is here
  // taking ends when the names that were chosen before they were known are in their places.
  taking: Promise<unknown> = Promise.resolve();

  constructor(private field: HTMLTextAreaElement) {
    const { list } = this;
    list.id = `mentions-${++lists}`;
    list.className = "mentions";
    list.role = "listbox";
    list.ariaLabel = document.getElementById("remarks")?.dataset.people ?? "";
    field.closest("label")!.after(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    this.close();
    choose(field, list, (option) => this.take(option.textContent ?? ""));
    field.addEventListener("input", () => void this.look());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("selectionchange", () => list.hidden || void this.look());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays
  }

  // name is what is typed of a name; null where none is.
  private name(): string | null {
    const { value, selectionStart: caret, selectionEnd: end } = this.field;
    const found = caret === end ? typed.exec(value.slice(0, caret)) : null;
    this.at = found ? caret - found[1]!.length - 1 : -1;
    if (this.done !== this.at) this.done = -1;
    return found && this.done < 0 ? found[1]! : null;
  }

  private async look(): Promise<void> {
    const name = this.name();
    if (name === null) return this.close();
    const asked = `${this.at} ${name}`;
    if (asked === this.asked) return;
    this.asked = asked;
    this.answer = this.find(name);
    const names = await this.answer;
    if (asked !== this.asked) return;
    this.answer = null;
    this.offer(names);
  }

  private async find(name: string): Promise<string[]> {
    const url = (begins: string): string => `${this.field.form!.action}/people?${String(new URLSearchParams({ q: begins }))}`;
    // After words that no name begins with no word makes one.
    const words = name.slice(0, name.lastIndexOf(" ") + 1);
    if (words && words !== name && (await ask(url(words))).length === 0) return [];
    return ask(url(name));
  }

  private offer(names: string[]): void {
    this.list.replaceChildren(...names.map((name, i) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${i}`;
      option.role = "option";
      option.ariaSelected = String(i === 0);
      option.translate = false;
      option.textContent = name;
      return option;
    }));
    this.list.hidden = names.length === 0;
    if (this.list.hidden) {
      this.field.removeAttribute("aria-controls");
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-0`);
    this.list.scrollIntoView({ block: "nearest" });
  }

  private close(): void {
    this.asked = "";
    this.answer = null;
    this.offer([]);
  }

  private pressed(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "Tab" && !event.shiftKey) this.take(this.list.querySelector("[aria-selected=true]")?.textContent ?? "");
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // leave has done with the name at the caret.
  private leave(): void {
    this.done = this.at;
    this.close();
  }

  // take completes the name. A list that is of what was typed before waits for the new
  // one, so that nobody else is mentioned, while whatever follows can be typed.
  private take(name: string): void {
    const { at, answer, field } = this;
    const begun = field.value.slice(at, field.selectionStart);
    this.leave();
    if (!answer) return this.put(name, at, begun);
    this.taking = Promise.all([this.taking, answer.then(([first]) => first && this.put(first, at, begun))]);
  }

  // put puts a name where it was begun, if it still is there.
  private put(name: string, at: number, begun: string): void {
    const { value, selectionStart: caret } = this.field;
    const end = at + begun.length;
    if (value.slice(at, end) !== begun) return;
    this.field.setRangeText(`@${name}${value[end] === " " ? "" : " "}`, at, end, caret === end ? "end" : "preserve");
  }
}
