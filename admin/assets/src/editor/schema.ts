// The schema of a text: a flat list of blocks with inline formatting, just as
// texts are stored. Every block carries the key that it keeps for life.
import { Mark, Node, mergeAttributes, type Editor, type Extensions, type KeyboardShortcutCommand } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { Italic } from "@tiptap/extension-italic";
import { Strike } from "@tiptap/extension-strike";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";

import { fieldView, type Labels } from "./views";

const keyed = {
  key: {
    default: null as string | null,
    parseHTML: (e: HTMLElement) => e.getAttribute("data-key"),
    renderHTML: (a: { key?: string }) => (a.key ? { "data-key": a.key } : {}),
  },
};

function attribute(name: string): Record<string, { default: string; parseHTML: (e: HTMLElement) => string; renderHTML: (a: Record<string, string>) => object }> {
  const data = `data-${name}`;
  return { [name]: { default: "", parseHTML: (e) => e.getAttribute(data) ?? "", renderHTML: (a) => ({ [data]: a[name] }) } };
}

// line makes a block that holds nothing but text.
function line(name: string, tag: string, priority = 100): Node {
  return Node.create({
    name, priority, group: "block", content: "inline*", defining: true,
    addAttributes: () => keyed,
    parseHTML: () => [{ tag: `${tag}[data-kind=${name}]`, priority: 60 }, ...(name === "paragraph" ? [{ tag: "p" }] : [])],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes, { "data-kind": name }), 0],
  });
}

// thing makes a block that is more than text: words of the page beside it come
// from labels.
function thing(name: string, content: string, fields: string[], labels: Labels): Node {
  return Node.create({
    name, group: "block", content, atom: content === "", defining: true, selectable: true, draggable: true,
    addAttributes: () => Object.assign({}, keyed, ...fields.map(attribute)),
    parseHTML: () => [{ tag: `div[data-kind=${name}]` }],
    renderHTML: ({ HTMLAttributes }) => {
      const attrs = mergeAttributes(HTMLAttributes, { "data-kind": name });
      return content === "" ? ["div", attrs] : ["div", attrs, 0];
    },
    addNodeView: () => fieldView(fields, labels),
  });
}

const Document = Node.create({ name: "doc", topNode: true, content: "block+" });

// Single is a text of one block, and Plain such a block without any markup.
const Single = Node.create({ name: "doc", topNode: true, content: "block" });
const Plain = Node.create({
  name: "plain", group: "block", content: "text*", marks: "", defining: true,
  addAttributes: () => keyed,
  parseHTML: () => [{ tag: "p[data-kind=plain]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["p", mergeAttributes(HTMLAttributes, { "data-kind": "plain" }), 0],
});
const Text = Node.create({ name: "text", group: "inline" });

const Break = Node.create({
  name: "break", group: "inline", inline: true, selectable: false, linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const insert = (): boolean => !this.editor.isActive("plain") && this.editor.commands.insertContent({ type: this.name });
    return { "Shift-Enter": insert, "Mod-Enter": insert };
  },
});

const Rule = Node.create({
  name: "rule", group: "block",
  addAttributes: () => keyed,
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
});

function plain(name: string, tag: string): Mark {
  return Mark.create({
    name, excludes: name === "sub" ? "sup" : "sub",
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return { [name === "sub" ? "Mod-," : "Mod-."]: () => this.editor.commands.toggleMark(this.name) };
    },
  });
}

const Link = Mark.create({
  name: "link", inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const Lang = Mark.create({
  name: "lang",
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

// A cell holds one line of text, so that a table is rows of texts.
const inCell = { content: "inline*", addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } }) };

// extensions returns the schema of a whole text, or of a single block.
export function extensions(labels: Labels, single = false): Extensions {
  // Behind the last cell of a table that is all there is, the Tab key goes on.
  const tab = (keys: Record<string, KeyboardShortcutCommand>, editor: Editor): typeof keys => single ? { ...keys, Tab: () => editor.commands.goToNextCell() } : keys;
  return [
    ...(single ? [Single, Plain] : [Document]), Text, Break,
    line("paragraph", "p", 1000),
    line("heading2", "h2"), line("heading3", "h3"), line("heading4", "h4"),
    line("bullet", "p"), line("number", "p"),
    thing("quote", "inline*", ["source"], labels),
    thing("image", "inline*", ["url", "alt"], labels),
    thing("embed", "", ["url"], labels),
    Rule,
    Table.extend({
      addAttributes: () => keyed,
      addKeyboardShortcuts() { return tab(this.parent?.() ?? {}, this.editor); },
      renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
    }).configure({ resizable: false, allowTableNodeSelection: true }),
    TableRow,
    TableCell.extend(inCell), TableHeader.extend(inCell),
    Bold.extend({ name: "strong" }), Italic.extend({ name: "em" }), Strike.extend({ name: "s" }), Code,
    plain("sub", "sub"), plain("sup", "sup"), Link, Lang,
  ];
}
