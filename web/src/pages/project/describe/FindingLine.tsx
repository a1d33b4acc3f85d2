/** A finding in one line of a list, with what to do about it. */
import type { ReactNode } from "react";
import type { Finding } from "../../../api/types.js";
import { Badge, sentence, Ticked } from "../../../panels/controls.js";
import { severityTones } from "../FindingCards.js";

export function FindingLine({ finding, children }: { finding: Finding; children?: ReactNode }) {
  return (
    <li className="finding"><div className="row top"><Badge tone={severityTones[finding.severity]}>{finding.severity}</Badge><span className="grow"><Ticked text={sentence(finding.message)} />{finding.hint && <span className="muted block-line"><Ticked text={sentence(finding.hint)} /></span>}{children}</span></div></li>
  );
}
