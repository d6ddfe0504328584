// The editor of one version of a story: its text, the fields beside it, and what
// keeps both.
import { Editor } from "@tiptap/core";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import { TextSelection } from "@tiptap/pm/state";

import { toBlocks, toDoc, type Block, type Omitted } from "./editor/blocks";
import { bindFindings } from "./editor/findings";
import { Keeper, type Desk, type Words } from "./editor/keeper";
import { Keys } from "./editor/keys";
import { Lines } from "./editor/lines";
import { bindLink } from "./editor/link";
import { quoteMarks, quoteMarksIn, type Marks } from "./editor/marks";
import { mergeBlocks } from "./editor/merge";
import { bindPage } from "./editor/page";
import { pasteThrough } from "./editor/paste";
import { extensions } from "./editor/schema";
import { bindLetters, bindToolbar } from "./editor/toolbar";
import type { Labels } from "./editor/views";
import { bindRemarks, renew } from "./translate/remarks";
import { Screen } from "./translate/screen";

// Autosave is what the server has kept of a tab.
interface Autosave {
  tab: string;
  base: string;
  words: Words;
}

interface Data {
  blocks: Block[];
  labels: Labels;
  marks: Marks;
  autosaves: Autosave[];
}

const fieldNames = ["title", "summary", "slug", "seo_title", "seo_description"];

class Writing implements Desk {
  readonly path: string;
  readonly editor: Editor;
  readonly keeper: Keeper;
  private omitted: Omitted = new Map();
  private marks = new Map<string, string>();

  constructor(readonly form: HTMLFormElement, private data: Data) {
    this.path = form.getAttribute("action") ?? "";
    const place = document.getElementById("text")!;
    this.editor = new Editor({
      element: place,
      injectCSS: false,
      extensions: [
        ...extensions(data.labels), Keys, Lines, UndoRedo, Dropcursor, Gapcursor,
        Placeholder.configure({ placeholder: data.labels.placeholder ?? "", showOnlyCurrent: false }),
        quoteMarks(data.marks), pasteThrough("/admin/paste"),
      ],
      editorProps: {
        attributes: {
          lang: place.lang, role: "textbox", "aria-multiline": "true", "aria-labelledby": "text-label", id: "body",
        },
      },
    });
    this.load(data.blocks);
    this.keeper = new Keeper(this);
    this.editor.on("update", () => this.keeper.typed());
    form.addEventListener("input", () => this.keeper.typed());
    document.addEventListener("change", (e) => (e.target as Element).matches("#edits select") && this.keeper.typed());
    this.bind();
    this.recover();
  }

  private bind(): void {
    const fields = this.fields();
    for (const field of fields) if (field.name !== "slug") quoteMarksIn(field, this.data.marks);
    const link = document.querySelector<HTMLDialogElement>("#link");
    const toolbar = document.querySelector<HTMLElement>("#toolbar");
    const openLink = link ? bindLink(this.editor, link) : (): void => undefined;
    if (toolbar) bindToolbar(this.editor, toolbar, openLink);
    const letters = document.querySelector<HTMLElement>("#letters");
    if (letters) bindLetters(this.editor, letters, fields);
    bindFindings({
      editor: this.editor, fields, path: this.path,
      saved: async () => (!this.keeper.dirty || (this.form.reportValidity() && (await this.keeper.save())) ? this.keeper.base.value : null),
      looked: () => void this.keeper.speak(true),
    });
    const page = document.getElementById("page");
    const see = document.getElementById("see-page");
    if (page && see) bindPage(page, see, this.keeper.tab, () => this.keeper.speak(true));
    countLetters(this.form);
    // Enter in the title leads on; a title is one line.
    this.form.title.addEventListener("keydown", (e: KeyboardEvent) => {
      if (e.key !== "Enter" || e.isComposing) return;
      e.preventDefault();
      (this.form.elements.namedItem("summary") as HTMLElement).focus();
    });
  }

  private fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
    return fieldNames.map((name) => this.form.elements.namedItem(name) as HTMLInputElement);
  }

  private load(blocks: Block[]): void {
    const { doc, omitted } = toDoc(this.editor.schema, blocks);
    this.omitted = omitted;
    this.marks = new Map(blocks.filter((b) => b.mark && b.mark !== "omitted").map((b) => [b.key, b.mark!]));
    const { tr } = this.editor.state;
    tr.replaceWith(0, tr.doc.content.size, doc.content).setMeta("addToHistory", false);
    tr.setSelection(TextSelection.atStart(tr.doc));
    this.editor.view.dispatch(tr);
  }

  words(): Words {
    const fields = Object.fromEntries(this.fields().map((f) => [f.name, f.value]));
    const blocks = toBlocks(this.editor.state.doc, this.omitted, this.marks);
    // An empty last line is no block.
    while (blocks.length > 0 && blocks.at(-1)!.kind === "paragraph" && !blocks.at(-1)!.text && !blocks.at(-1)!.mark) blocks.pop();
    return { fields, blocks };
  }

  private show(words: Words): void {
    for (const field of this.fields()) field.value = words.fields[field.name] ?? "";
    this.load(words.blocks);
  }

  merge(saved: Words, sent: Words): boolean {
    const now = this.words();
    const { doc, omitted } = toDoc(this.editor.schema, saved.blocks);
    const blocks = mergeBlocks(toBlocks(doc, omitted, this.marks), sent.blocks, now.blocks);
    const fields = fieldNames.every((name) => now.fields[name] === sent.fields[name] || saved.fields[name] === sent.fields[name]);
    if (!blocks || !fields) return false;
    const caret = this.caret();
    for (const name of fieldNames) if (now.fields[name] !== sent.fields[name]) saved.fields[name] = now.fields[name] ?? "";
    this.show({ fields: saved.fields, blocks });
    if (caret) this.place(caret);
    return true;
  }

  // caret says in which block the caret is, and how far in.
  private caret(): { key: string; offset: number } | null {
    const { $head } = this.editor.state.selection;
    return $head.depth === 0 ? null : { key: String($head.node(1).attrs.key), offset: $head.pos - $head.start(1) };
  }

  private place(caret: { key: string; offset: number }): void {
    const { doc, tr } = this.editor.state;
    doc.forEach((node, at) => {
      if (node.attrs.key === caret.key) {
        tr.setSelection(TextSelection.near(doc.resolve(at + 1 + Math.min(caret.offset, node.content.size))));
      }
    });
    this.editor.view.dispatch(tr);
  }

  // recover brings back what was typed into this tab and not saved; what other
  // tabs left is offered.
  private recover(): void {
    const own = this.data.autosaves.find((a) => a.tab === this.keeper.tab);
    const last = this.keeper.takeLeft() ?? own;
    if (last) this.take(last);
    for (const offer of document.querySelectorAll<HTMLElement>("[data-autosave]")) {
      const kept = this.data.autosaves.find((a) => a.tab === offer.dataset.autosave);
      if (!kept) continue;
      offer.hidden = false;
      if (kept === own) {
        offer.querySelector("[data-restore]")?.remove();
        offer.querySelector("form")!.dataset.over = "";
        offer.querySelector<HTMLElement>("[data-other]")!.hidden = true;
        offer.querySelector<HTMLElement>("[data-own]")!.hidden = false;
        continue;
      }
      offer.querySelector("[data-restore]")?.addEventListener("click", () => {
        this.take(kept);
        offer.remove();
      });
    }
  }

  private take(kept: { base: string; words: Words }): void {
    this.show(kept.words);
    this.keeper.base.value = kept.base;
    this.keeper.recovered();
  }
}

// countLetters shows how long fields are beside how long they may be.
function countLetters(form: HTMLFormElement): void {
  const places = [...form.querySelectorAll<HTMLElement>("[data-length]")];
  const show = (): void => {
    for (const place of places) {
      const field = form.elements.namedItem(place.dataset.length ?? "") as HTMLInputElement;
      const length = [...field.value].length;
      place.textContent = `${length} / ${place.dataset.max ?? ""}`;
      place.classList.toggle("over", length > Number(place.dataset.max));
    }
  };
  form.addEventListener("input", show);
  show();
}

const form = document.querySelector<HTMLFormElement>("form#words");
const data = document.getElementById("editor-data");
if (form && data && document.getElementById("text")) new Writing(form, JSON.parse(data.textContent ?? "{}") as Data);

// again asks for what is said of the version by now.
async function again(): Promise<void> {
  const page = await fetch(location.pathname).then((r) => r.text()).catch(() => "");
  const said = new DOMParser().parseFromString(page, "text/html").getElementById("said");
  if (said) renew(document.getElementById("said")!, said);
}

const translation = document.getElementById("translate");
const beside = document.getElementById("translate-data");
if (translation && beside) new Screen(translation, JSON.parse(beside.textContent ?? "{}") as ConstructorParameters<typeof Screen>[1]);
else if (document.getElementById("remarks")) bindRemarks(again);
