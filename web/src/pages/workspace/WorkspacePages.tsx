/** Pages of the workspace. */
import type { Me } from "../../api/types.js";
import { Empty } from "../../panels/controls.js";

export default function WorkspacePages({ page }: { page: string; me: Me }) { return <Empty title={page} />; }
