/** Things that float: dialogs (native, so focus stays inside and returns), toasts, the right sheet. */
import { ReactNode, useLayoutEffect, useRef } from "react";
import { dismissToast, toasts } from "./app.js";
import { Button } from "./controls.js";
import { useActions, useStore } from "./hooks.js";

export function Dialog({ title, onClose, children, wide, plain }: { title: string; onClose: () => void; children: ReactNode; wide?: boolean; plain?: boolean }) {
  const element = useRef<HTMLDialogElement>(null);
  // A layout effect: it ends while the dialog is still in the document, so the focus can go back to where it was.
  useLayoutEffect(() => {
    const dialog = element.current!, before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    // The browser would begin at the close button; people begin at what the dialog is for.
    (dialog.querySelector<HTMLElement>("[data-focus], input, textarea") ?? dialog.querySelector<HTMLElement>(".dialog-body button, .row.end .main"))?.focus();
    return () => {
      dialog.close();
      returnFocus(before);
    };
  }, []);
  return (
    <dialog ref={element} className={`dialog${wide ? " wide" : ""}${plain ? " plain" : ""}`} aria-label={title}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === element.current) onClose(); }}>
      {plain ? children : <><header><h2>{title}</h2><Button look="quiet" dense aria-label="Close" onClick={onClose}>✕</Button></header><div className="dialog-body">{children}</div></>}
    </dialog>
  );
}

/** To what had it, or, when that has gone (a row that was removed), to the page's main part. */
function returnFocus(to: HTMLElement | null): void {
  const target = to?.isConnected && to !== document.body ? to : document.querySelector<HTMLElement>("main");
  target?.focus({ preventScroll: true });
}

/** A question with one consequence; used only where the server cannot undo. */
export function Confirm({ title, children, action, onConfirm, onClose }: { title: string; children: ReactNode; action: string; onConfirm: () => void; onClose: () => void }) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">{children}</div>
      <div className="row end"><Button onClick={onClose}>Cancel</Button><Button look="main" data-focus onClick={() => { onClose(); onConfirm(); }}>{action}</Button></div>
    </Dialog>
  );
}

export function Toasts() {
  const list = useStore(toasts);
  return (
    <div className="toasts" role="status" aria-live="polite" data-testid="toasts">
      {list.map((toast) => (
        <div key={toast.id} className={`toast ${toast.tone ?? ""}`} data-testid="toast">
          <span>{toast.text}</span>
          {toast.action && <Button look="quiet" dense chord={toast.action.key} onClick={() => { dismissToast(toast.id); toast.action!.run(); }}>{toast.action.title}</Button>}
        </div>
      ))}
    </div>
  );
}

export function Sheet({ title, onClose, children, isWide }: { title: ReactNode; onClose: () => void; children: ReactNode; isWide?: boolean }) {
  useActions({ escape: onClose });
  return (
    <aside className={`sheet${isWide ? " wide" : ""}`} aria-label="Details" data-testid="sheet">
      <header><h2 className="grow">{title}</h2><Button look="quiet" dense aria-label="Close details" onClick={onClose}>✕</Button></header>
      <div className="sheet-body">{children}</div>
    </aside>
  );
}
