// Sends pictures to the media library one after another, and says how far it is.

// Uploaded is a picture of the library.
export interface Uploaded {
  id: number;
  name: string;
  src: string;
}

interface Answer extends Partial<Uploaded> {
  error?: string;
}

// send sends one file; part is told how much of it is there, from 0 to 1.
function send(file: File, part: (done: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/admin/media");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (e) => e.lengthComputable && part(e.loaded / e.total));
    request.addEventListener("load", () => {
      if (request.status !== 200) return reject(new Error(String(request.status)));
      resolve((JSON.parse(request.responseText) as Answer[])[0] ?? {});
    });
    request.addEventListener("error", () => reject(new Error("network")));
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
}

// upload sends files and shows each in the list of a form until it is there. What
// the library does not take stays in the list, with the reason.
export async function upload(form: HTMLFormElement, files: Iterable<File>): Promise<Uploaded[]> {
  const list = form.querySelector<HTMLElement>(".uploads")!;
  const max = Number(form.dataset.max);
  const there: Uploaded[] = [];
  const lines = [...files].map((file) => {
    const line = document.createElement("li");
    const name = document.createElement("b");
    name.translate = false;
    name.textContent = file.name;
    const progress = document.createElement("progress");
    progress.setAttribute("aria-label", file.name);
    line.append(name, " ", progress);
    list.append(line);
    return { file, line, progress };
  });
  const fail = (line: HTMLElement, reason: string): void => {
    line.className = "note fact";
    line.querySelector("progress")?.replaceWith(reason);
  };
  for (const { file, line, progress } of lines) {
    if (file.size > max) {
      fail(line, form.dataset.large ?? "");
      continue;
    }
    try {
      const answer = await send(file, (done) => {
        if (done < 1) progress.value = done;
        else progress.removeAttribute("value"); // it is being worked on
      });
      if (answer.error || !answer.id) fail(line, answer.error ?? form.dataset.failed ?? "");
      else {
        there.push({ id: answer.id, name: answer.name ?? "", src: answer.src ?? "" });
        line.className = "note";
        progress.replaceWith(form.dataset.done ?? "");
      }
    } catch {
      fail(line, form.dataset.failed ?? "");
    }
  }
  return there;
}

function pictures(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((f) => f.type.startsWith("image/"));
}

// bindUploads makes a form of the library take files that are chosen, dropped
// anywhere on the page, or pasted.
export function bindUploads(): void {
  const form = document.querySelector<HTMLFormElement>("main > form[data-upload]");
  if (!form) return;
  const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
  const take = async (files: Iterable<File>): Promise<void> => {
    const there = await upload(form, files);
    input.value = "";
    if (there.length > 0) document.querySelector(form.dataset.upload!)?.dispatchEvent(new Event("uploaded"));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void take(input.files ?? []);
  });
  input.addEventListener("change", () => void take([...(input.files ?? [])]));
  document.addEventListener("dragover", (event) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    void take(event.dataTransfer?.files ?? []);
  });
  document.addEventListener("paste", (event) => {
    const files = pictures(event.clipboardData);
    if (files.length > 0) void take(files);
  });
}
