/** Sign in with login and password. There is no sign-up: accounts come from one-time links. */
import { FormEvent, useState } from "react";
import { navigate } from "../panels/app.js";
import { Button, ErrorNotice, Field } from "../panels/controls.js";
import { useTask, useTitle } from "../panels/hooks.js";
import * as api from "../api/endpoints.js";
import { afterSignIn, session } from "./session.js";
import { useEffect } from "react";

export function Mark() {
  return <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" /><path d="M7 10l4.2 12L16 11l4.8 11L25 10" /></svg>;
}

export function SignInPage() {
  useTitle("Sign in");
  const [login, setLogin] = useState(""), [password, setPassword] = useState("");
  const task = useTask();
  useEffect(() => {
    if (session.get().is === "in") navigate("/", { replace: true });
    else if (location.pathname !== "/sign-in") navigate("/sign-in?to=" + encodeURIComponent(location.pathname + location.search), { replace: true });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(async () => { await api.signIn(login.trim().toLowerCase(), password); await afterSignIn(); });
  };
  return (
    <main className="door">
      <form onSubmit={submit} className="door-card" aria-label="Sign in">
        <div className="brand"><Mark /><h1>Sign in to Winnow</h1></div>
        {task.error && <ErrorNotice error={task.error} />}
        <Field label="Login">{(ids) => <input {...ids} className="input" autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} required value={login} onChange={(event) => setLogin(event.target.value)} data-testid="login" />}</Field>
        <Field label="Password">{(ids) => <input {...ids} className="input" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} data-testid="password" />}</Field>
        <Button type="submit" look="main" busy={task.busy} data-testid="sign-in">Sign in</Button>
        <p className="caption">No account yet? Ask whoever runs this workspace for an invitation link.</p>
      </form>
    </main>
  );
}
