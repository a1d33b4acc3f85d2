/** Pages of the workspace: a new project, everybody's accounts, one's own access tokens. */
import type { Me } from "../../api/types.js";
// Whatever the shell holds is then shared by all files of the bundle alike, so it comes in one file, not in six.
import "../App.js";
import { AccountsPage } from "./AccountsPage.js";
import { NewProjectPage } from "./NewProjectPage.js";
import { TokensPage } from "./TokensPage.js";

export default function WorkspacePages({ page, me }: { page: "accounts" | "tokens" | "new-project"; me: Me }) {
  if (page === "accounts") return <AccountsPage me={me} />;
  return page === "tokens" ? <TokensPage /> : <NewProjectPage />;
}
