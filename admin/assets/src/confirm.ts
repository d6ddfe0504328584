// What cannot be undone is asked first, and only that.

// bindConfirming asks before forms that carry a question.
export function bindConfirming(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#confirm");
  if (!dialog) return;
  const sure = new WeakSet<HTMLFormElement>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset.confirm || sure.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("#confirm-text")!.textContent = form.dataset.confirm;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      sure.add(form);
      form.requestSubmit((event as SubmitEvent).submitter);
    }, { once: true });
    dialog.showModal();
  }, true);
}
