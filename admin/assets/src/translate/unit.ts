// One unit of the text: a paragraph of the source, and what the translation says.
import { parse, type Block } from "../editor/blocks";
import { renew } from "./remarks";

// Words are what a unit says; null is nothing.
export type Words = Block | null;

const fields = ["kind", "text", "source", "url", "alt"] as const;

// same says whether two units say the same.
export function same(a: Words, b: Words): boolean {
  return (!a && !b) || Boolean(a && b && fields.every((name) => (a[name] ?? "") === (b[name] ?? "")));
}

// read returns what an element says that the server has made. A text without markup
// stands in it alone.
function read(key: string, element: Element | null): Words {
  const json = element?.getAttribute("data-block");
  return json ? { text: element?.querySelector(".words")?.textContent ?? "", ...(JSON.parse(json) as Block), key } : null;
}

export class Unit {
  readonly key: string;
  saved: Words; // what the server has
  words: Words; // what is on the screen
  base: number; // the revision in which it was seen
  source: number; // the source revision on the screen
  seen = 0; // the source revision when the work on it began; 0 for no work
  theirs: Words | undefined; // what somebody else has saved meanwhile
  sent: Words | undefined; // what is on its way
  fresh = false; // it was begun here and never saved
  behind = false; // its words were begun on an earlier revision than the one on the screen
  private notes: Element | null = null; // those of the saved words, while others are shown

  constructor(public element: HTMLElement) {
    this.key = element.dataset.unit ?? "";
    this.saved = this.words = read(this.key, this.place);
    this.base = Number(element.dataset.base);
    this.source = Number(element.dataset.source);
  }

  get place(): HTMLElement { return this.element.querySelector<HTMLElement>(".unit-words")!; }
  get name(): string { return this.element.querySelector(".unit-name")?.textContent ?? ""; }
  get plain(): boolean { return "plain" in this.element.dataset; }
  get loose(): boolean { return "loose" in this.element.dataset; }
  get open(): boolean { return "open" in this.element.dataset; }
  get omitted(): boolean { return "omitted" in this.element.dataset; }
  get added(): boolean { return this.element.dataset.state === "added"; }
  get verdict(): string { return this.element.dataset.verdict ?? ""; }
  // hash names what the screen knows of it. While something is on its way the server is to
  // show it in any case: what others saved meanwhile may be what stands against that.
  get hash(): string { return this.sent === undefined ? (this.element.dataset.hash ?? "") : ""; }
  get dirty(): boolean { return !same(this.words, this.sent === undefined ? this.saved : this.sent); }
  get original(): Words { return read(this.key, this.element.querySelector(".unit-now")); }

  // described names the element that is read aloud to who comes to write: the original.
  get described(): string {
    const now = this.element.querySelector(".unit-now");
    if (now) now.id = `now-${this.key}`;
    return now?.id ?? "";
  }

  // waits says whether something is to be done with it, as far as is known here.
  get waits(): boolean { return this.theirs !== undefined || (this.is("work") && this.settled); }

  // unread says whether a reviewer is still to say something to it.
  get unread(): boolean { return this.is("unread") && this.settled; }

  private get settled(): boolean { return this.sent === undefined && !("pending" in this.element.dataset); }

  is(kind: string): boolean { return (this.element.dataset.kinds ?? "").split(" ").includes(kind); }

  // blank is what a unit that says nothing begins with: the kind of the original, and its
  // picture or embed.
  get blank(): Block {
    const original = this.original;
    const { kind = "paragraph", url } = original ?? {};
    return { key: this.key, kind, text: kind === "table" ? original?.text : "", url };
  }

  // take takes over what the server shows of the unit, but for the words.
  take(fresh: HTMLElement): Words {
    for (const name of ["data-hash", "data-state", "data-kinds", "data-loose", "data-open", "data-omitted", "data-verdict"]) {
      const value = fresh.getAttribute(name);
      if (value === null) this.element.removeAttribute(name);
      else this.element.setAttribute(name, value);
    }
    this.element.removeAttribute("data-pending");
    for (const part of ["source", "state"]) this.part(part, fresh.querySelector(`[data-part=${part}]`));
    const notes = fresh.querySelector("[data-part=notes]");
    if (this.notes && this.dirty) this.notes = notes;
    else {
      this.notes = null;
      this.part("notes", notes);
    }
    this.hear(fresh);
    return read(this.key, fresh.querySelector(".unit-words"));
  }

  // hear takes over what is said of the unit. What is being typed into its form stays.
  private hear(fresh: HTMLElement): void {
    const said = this.element.querySelector("[data-part=remarks]");
    const now = fresh.querySelector("[data-part=remarks]");
    if (said && now) renew(said, now);
    if (said?.hasChildNodes()) this.form();
  }

  // hold keeps what was found in the saved words while others are on the screen.
  hold(): void {
    this.notes ??= this.element.querySelector("[data-part=notes]")?.cloneNode(true) as Element | null;
  }

  // check shows what is found in the words on the screen; null is what was found in the
  // saved ones, which they are.
  check(found: Element | null): void {
    if (found) this.hold();
    if (found ?? this.notes) this.part("notes", found ?? this.notes);
    if (!found) this.notes = null;
  }

  // form is that of a comment on the unit, which comes when it is wanted; null for who may
  // not comment.
  form(): HTMLFormElement | null {
    const here = this.element.querySelector<HTMLFormElement>(".remark-form");
    const blank = document.querySelector<HTMLTemplateElement>("#remark-form")?.content.firstElementChild;
    if (here || !blank || this.fresh) return here;
    const form = blank.cloneNode(true) as HTMLFormElement;
    form.querySelector<HTMLInputElement>("[name=key]")!.value = this.key;
    this.element.querySelector("[data-part=remarks]")!.after(form);
    return form;
  }

  // part replaces a part of the unit, unless somebody is in it.
  part(name: string, fresh: Element | null): void {
    const part = this.element.querySelector(`[data-part=${name}]`);
    const busy = part?.contains(document.activeElement) && document.activeElement?.matches("input, textarea");
    if (part && fresh && !busy) part.replaceChildren(...fresh.childNodes);
  }

  // show shows the words where no editor does.
  show(): void {
    this.place.replaceChildren(...looks(this.words, document.getElementById("translate")?.dataset.table));
  }
}

// looks are the elements of what a unit says; table is what one is called for who does not
// see it.
export function looks(words: Words, table = ""): HTMLElement[] {
  if (!words) return [];
  const list: HTMLElement[] = [];
  const make = (name: string, className: string, text = ""): HTMLElement => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    list.push(element);
    return element;
  };
  const medium = /^media:(\d+)$/.exec(words.url ?? "")?.[1];
  if (medium) (make("img", "") as HTMLImageElement).src = `/admin/media/${medium}/thumb`;
  const text = make("div", "words");
  if (words.key === "title" || words.key === "summary") text.textContent = words.text ?? "";
  else text.append(...parse(words.kind === "table" ? `<table><tbody>${words.text ?? ""}</tbody></table>` : (words.text ?? "")).childNodes);
  if (words.kind === "table" && table) { // it can be scrolled by keyboard
    text.classList.add("table-scroll");
    Object.assign(text, { role: "region", tabIndex: 0, ariaLabel: table });
  }
  if (words.source) make("p", "whose", words.source);
  if (words.alt) make("p", "alt", words.alt);
  if (words.url && !medium) make("p", "url", words.url);
  return list;
}
