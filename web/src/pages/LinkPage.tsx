/** Redeems a one-time link: the first owner, or an invitation. Sets name, login and password. */
import { FormEvent, useState } from "react";
import { Button, Empty, ErrorNotice, Field, Waiting } from "../panels/controls.js";
import { useLoad, useTask, useTitle } from "../panels/hooks.js";
import { navigate } from "../panels/app.js";
import * as api from "../api/endpoints.js";
import { afterSignIn } from "./session.js";
import { Mark } from "./SignInPage.js";

const shortest = 10;

export function LinkPage({ secret }: { secret: string }) {
  useTitle("Welcome");
  const link = useLoad(secret, () => api.readLink(secret));
  const [form, setForm] = useState({ login: "", name: "", password: "" });
  const task = useTask();
  if (link.error) return <main className="door"><Empty title="This link is used up or has ended" action={<Button look="main" onClick={() => navigate("/sign-in")}>Sign in</Button>}>A link works once and for a short time. Ask for a new one, or sign in if you already have a password.</Empty></main>;
  if (!link.value) return <main className="door"><Waiting /></main>;
  const { kind, project, role, login } = link.value;
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const tooShort = form.password.length > 0 && form.password.length < shortest;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.password.length < shortest) return;
    void task.run(async () => {
      await api.redeemLink({ secret, login: (login ?? form.login).trim().toLowerCase(), name: form.name.trim(), password: form.password });
      await afterSignIn();
    });
  };
  return (
    <main className="door">
      <form onSubmit={submit} className="door-card" aria-label="Set up your account">
        <div className="brand"><Mark /><h1>{kind === "owner" ? "Set up this workspace" : "Welcome to Winnow"}</h1></div>
        <p className="muted">{kind === "owner" ? "You will own this workspace: its projects, people and settings." : `You are invited${project ? ` to ${project}` : ""}${role ? ` as ${role}` : ""}.`}</p>
        {task.error && <ErrorNotice error={task.error} />}
        <Field label="Your name" hint="As others see it">{(ids) => <input {...ids} className="input" autoFocus autoComplete="name" required value={form.name} onChange={(event) => set({ name: event.target.value })} data-testid="name" />}</Field>
        {!login && <Field label="Login" hint="Short, lower-case; you sign in with it">{(ids) => <input {...ids} className="input" autoComplete="username" autoCapitalize="none" spellCheck={false} required pattern="[A-Za-z0-9._\-]{2,40}" value={form.login} onChange={(event) => set({ login: event.target.value })} data-testid="login" />}</Field>}
        <Field label="Password" hint={`At least ${shortest} characters`} error={tooShort ? `${shortest - form.password.length} more characters` : undefined}>{(ids) => <input {...ids} className="input" type="password" autoComplete="new-password" required minLength={shortest} value={form.password} onChange={(event) => set({ password: event.target.value })} data-testid="password" />}</Field>
        <Button type="submit" look="main" busy={task.busy} data-testid="redeem">{kind === "owner" ? "Create the workspace's owner" : "Join"}</Button>
      </form>
    </main>
  );
}
