// Blocks as they are stored, and the document that the editor makes of them.
import { DOMParser, DOMSerializer, Fragment, type Node, type Schema } from "@tiptap/pm/model";

// Block is a block as the server writes it.
export interface Block {
  key: string;
  kind: string;
  text?: string;
  source?: string;
  url?: string;
  alt?: string;
  from?: number;
  origin?: string;
  mark?: string;
}

// Omitted blocks have no place in the text that is shown, but they stay where
// they are: each stands behind the block with the key that it is filed under.
export type Omitted = Map<string, Block[]>;

// newKey returns a fresh key, as the server makes them.
export function newKey(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return [...crypto.getRandomValues(new Uint8Array(8))].map((b) => letters[b % letters.length]).join("");
}

// parse makes elements of markup that the server has cleaned.
export function parse(html: string): HTMLElement {
  // The text is clean already; a document of its own loads and runs nothing.
  return new window.DOMParser().parseFromString(html, "text/html").body;
}

// toNode makes a node of a block.
export function toNode(schema: Schema, block: Block): Node {
  const type = schema.nodes[block.kind] ?? schema.nodes.paragraph!;
  const { key, source = "", url = "", alt = "" } = block;
  const attrs = Object.fromEntries(Object.entries({ key, source, url, alt }).filter(([name]) => name in (type.spec.attrs ?? {})));
  const parser = DOMParser.fromSchema(schema);
  if (block.kind === "table") {
    const table = parser.parse(parse(`<table><tbody>${block.text ?? ""}</tbody></table>`), { preserveWhitespace: true }).firstChild;
    return type.create(attrs, table?.content);
  }
  if (type.isLeaf) return type.create(attrs);
  return parser.parse(parse(block.text ?? ""), { topNode: type.create(attrs), preserveWhitespace: true });
}

// toDoc makes a document of a body.
export function toDoc(schema: Schema, body: Block[]): { doc: Node; omitted: Omitted } {
  const omitted: Omitted = new Map();
  const nodes: Node[] = [];
  let before = "";
  for (const block of body) {
    if (block.mark === "omitted") {
      omitted.set(before, [...(omitted.get(before) ?? []), block]);
      continue;
    }
    before = block.key;
    nodes.push(toNode(schema, block));
  }
  if (nodes.length === 0) nodes.push(schema.nodes.paragraph!.create());
  return { doc: schema.topNodeType.create(null, nodes), omitted };
}

function html(schema: Schema, content: Fragment): string {
  const box = document.implementation.createHTMLDocument("").createElement("div");
  box.append(DOMSerializer.fromSchema(schema).serializeFragment(content, { document: box.ownerDocument }));
  return box.innerHTML;
}

// toBlock is the block that a node stands for.
export function toBlock(node: Node): Block {
  const { key, ...fields } = node.attrs as Record<string, string>;
  const block: Block = { key: key ?? "", kind: node.type.name, ...fields };
  if (!node.isLeaf) block.text = html(node.type.schema, node.content);
  return block;
}

// toBlocks returns the body that a document stands for. marks are those of the
// blocks as they came.
export function toBlocks(doc: Node, omitted: Omitted, marks: Map<string, string>): Block[] {
  const body = [...(omitted.get("") ?? [])];
  doc.forEach((node) => {
    const block = toBlock(node);
    const mark = marks.get(block.key);
    if (mark) block.mark = mark;
    body.push(block, ...(omitted.get(block.key) ?? []));
  });
  // What stood behind a block that is gone stands at the end.
  const there = new Set(body.map((b) => b.key));
  for (const left of omitted.values()) body.push(...left.filter((b) => !there.has(b.key)));
  return body;
}
