/** Lead pages of one project in the rail layout. */
import type { Outbox } from "../../core/outbox.js";
import { ProjectPage, projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import { may, Me, Overview, ProjectDetail, Right } from "../../api/types.js";
import { navigate } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Waiting } from "../../panels/controls.js";
import { Loaded, useLoad, useTitle } from "../../panels/hooks.js";
// Whatever the shell holds is then shared by all files of the bundle alike, so it comes in one file, not in six.
import "../App.js";
import { BiasPage } from "./describe/BiasPage.js";
import { ChecksPage } from "./ChecksPage.js";
import { CoveragePage } from "./CoveragePage.js";
import { DataPage } from "./DataPage.js";
import { DisagreementsPage } from "./DisagreementsPage.js";
import { GuidelinesPage } from "./GuidelinesPage.js";
import { ModelsPage } from "./ModelsPage.js";
import { OverviewPage } from "./OverviewPage.js";
import { PeoplePage } from "./PeoplePage.js";
import { ProfilePage } from "./describe/ProfilePage.js";
import { ProjectFrame } from "./ProjectFrame.js";
import { QualityPage } from "./quality/QualityPage.js";
import { PersonalDataPage } from "./PersonalDataPage.js";
import { ReviewPage } from "./ReviewPage.js";
import { RulesPage } from "./RulesPage.js";
import { SettingsPage } from "./SettingsPage.js";
import { ShipPage } from "./ShipPage.js";
import { SplitsPage } from "./describe/SplitsPage.js";
import { useLive } from "./live.js";
import { UploadPage } from "./upload/UploadPage.js";
import { VersionsPage } from "./VersionsPage.js";

export interface ProjectProps { project: string; me: Me; detail: ProjectDetail; overview: Loaded<Overview>; reloadDetail: () => void; can: (right: Right) => boolean }

export default function ProjectPages({ page, project, me }: { page: ProjectPage; project: string; me: Me; outbox: Outbox }) {
  useTitle(`${project}: ${page}`);
  const detail = useLoad(project, () => api.project(project));
  const role = detail.value?.role ?? me.projects.find((candidate) => candidate.slug === project)?.role;
  const overview = useLoad(`overview/${project}/${may(role, "read")}`, () => (may(role, "read") ? api.overview(project) : Promise.reject(new Error("your role here does not include reading the project"))));
  useLive(project, { settled: overview.reload, work: overview.reload });
  return (
    <ProjectFrame project={project} page={page} me={me} role={role} media={detail.value?.definition.media} overview={overview.value}>
      {role && !may(role, "read") && page !== "guidelines" ? <Empty title={`Your role here is ${role}`} action={may(role, "label") && <Button look="main" onClick={() => navigate(projectPath(project, "label"))}>Label</Button>}>It lets you label; figures and data are for those who run the project.</Empty>
        : detail.error ? <ErrorNotice error={detail.error} retry={detail.reload} />
        : !detail.value ? <Waiting rows={8} />
        : <Page page={page} {...{ project, me, overview, detail: detail.value, reloadDetail: detail.reload, can: (right) => may(role, right) }} />}
    </ProjectFrame>
  );
}

function Page({ page, ...props }: ProjectProps & { page: ProjectPage }) {
  switch (page) {
    case "overview": return <OverviewPage {...props} />;
    case "data": return <DataPage {...props} />;
    case "review": return <ReviewPage {...props} />;
    case "disagreements": return <DisagreementsPage {...props} />;
    case "quality": return <QualityPage {...props} />;
    case "models": return <ModelsPage {...props} />;
    case "rules": return <RulesPage {...props} />;
    case "checks": return <ChecksPage {...props} />;
    case "profile": return <ProfilePage {...props} />;
    case "splits": return <SplitsPage {...props} />;
    case "bias": return <BiasPage {...props} />;
    case "personal-data": return <PersonalDataPage {...props} />;
    case "coverage": return <CoveragePage {...props} />;
    case "versions": return <VersionsPage {...props} />;
    case "ship": return <ShipPage {...props} />;
    case "guidelines": return <GuidelinesPage {...props} />;
    case "people": return <PeoplePage {...props} />;
    case "settings": return <SettingsPage {...props} />;
    case "upload": return <UploadPage {...props} />;
    case "label": return null;
  }
}
