/** The small pieces every page is made of: keys, buttons, fields, notices. They show; they decide nothing. */
import { ButtonHTMLAttributes, forwardRef, MouseEvent, ReactNode, useEffect, useId, useRef } from "react";
import { keyText } from "../core/keymap.js";
import { navigate } from "./app.js";

export function Kbd({ chord }: { chord: string }) { return <kbd aria-hidden="true">{keyText(chord)}</kbd>; }

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> { look?: "main" | "quiet" | "danger"; dense?: boolean; chord?: string; busy?: boolean; "data-focus"?: boolean }
/** A busy button stays focusable, or whoever pressed it by key would lose their place; it only does nothing. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button({ look, dense, chord, busy, children, className, onClick, ...rest }, ref) {
  const names = ["button", look ?? "", dense ? "dense" : "", className ?? ""].filter(Boolean).join(" ");
  const press = busy ? (event: MouseEvent) => event.preventDefault() : onClick;
  return (
    <button ref={ref} type="button" {...rest} onClick={press} className={names} aria-disabled={busy || undefined} aria-busy={busy || undefined} aria-keyshortcuts={chord && !chord.includes(" ") ? chord.replace("Ctrl", "Control") : undefined}>
      {children}{chord && <Kbd chord={chord} />}
    </button>
  );
});

/** A link inside the site; the browser's own gestures (new tab, copy) stay. */
export function Link({ to, children, className, current, ...rest }: { to: string; children: ReactNode; className?: string; current?: boolean; title?: string; "data-testid"?: string; "aria-label"?: string }) {
  return (
    <a href={to} className={className} aria-current={current ? "page" : undefined} {...rest} onClick={(event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(to);
    }}>{children}</a>
  );
}

export function Field({ label, hint, error, children }: { label: string; hint?: ReactNode; error?: string; children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: boolean }) => ReactNode }) {
  const id = useId(), about = hint || error ? id + "-about" : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": about, "aria-invalid": error ? true : undefined })}
      {about && <span id={about} className={error ? "field-error" : "caption"}>{error ?? hint}</span>}
    </div>
  );
}

/** Says what happened; `bad` ones are announced. */
export function Notice({ tone = "note", title, children, action }: { tone?: "note" | "good" | "warn" | "bad"; title?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <div className="grow">{title && <strong>{typeof title === "string" ? <Ticked text={title} /> : title}</strong>}{children && <div>{children}</div>}</div>{action}
    </div>
  );
}

/** Names in backticks as code. */
export function Ticked({ text }: { text: string }) {
  return <>{text.split("`").map((piece, index) => (index % 2 ? <code key={index}>{piece}</code> : piece))}</>;
}

export function ErrorNotice({ error, retry }: { error: Error; retry?: () => void }) {
  const hint = (error as { hint?: string }).hint;
  return <Notice tone="bad" title={sentence(error.message)} action={retry && <Button dense onClick={retry}>Try again</Button>}>{hint && <Ticked text={sentence(hint)} />}</Notice>;
}

/** The server's messages start lower-case, as in a log; on a page they are sentences. */
export function sentence(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1); }

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return <div className="empty" data-testid="empty"><strong>{title}</strong>{children && <p>{children}</p>}{action && <div className="row">{action}</div>}</div>;
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  return <div className="waiting" role="status" aria-label="Loading">{Array.from({ length: rows }, (_, index) => <i key={index} />)}</div>;
}

export function Badge({ tone, children, title }: { tone?: "good" | "warn" | "bad" | "accent"; children: ReactNode; title?: string }) {
  return <span className={`badge ${tone ?? ""}`} title={title}>{children}</span>;
}

export function Swatch({ colour, marked, dashed }: { colour: number; marked?: boolean; dashed?: boolean }) {
  return <i className={`swatch label-${colour}${marked ? " marked" : ""}${dashed ? " dashed" : ""}`} aria-hidden="true" />;
}

/** A page's main part. It takes the focus when nothing else has it, so that keys and screen readers begin here, not at the rail. */
export function Main({ children, className, testid }: { children: ReactNode; className?: string; testid?: string }) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => { if (document.activeElement === document.body) element.current!.focus({ preventScroll: true }); }, []);
  return <main ref={element} tabIndex={-1} className={className} data-testid={testid}>{children}</main>;
}

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="page-head"><h1>{title}</h1><span className="grow" />{children}</div>;
}
