/** Lead pages of one project. */
import type { Outbox } from "../../core/outbox.js";
import type { ProjectPage } from "../../core/route.js";
import type { Me } from "../../api/types.js";
import { Empty } from "../../panels/controls.js";

export default function ProjectPages({ project }: { page: ProjectPage; project: string; me: Me; outbox: Outbox }) { return <Empty title={project} />; }
