/** Measures of agreement and ways to settle, as people say them; the catalogues' own names stay in the address. */
const names: Record<string, string> = {
  "krippendorff-alpha": "Krippendorff's α", "cohen-kappa": "Cohen's κ", "fleiss-kappa": "Fleiss' κ", "gwet-ac1": "Gwet's AC1", "scott-pi": "Scott's π", "percent": "Share of equal answers",
  "mean-iou": "Mean overlap", "iou-f1": "F1 at overlap 0.5",
};

export function measureName(name: string): string {
  if (names[name]) return names[name];
  const overlap = /^iou-f1:([\d.]+)(?::([\d.]+))?$/.exec(name);
  if (overlap) return overlap[2] ? `F1 over overlaps ${overlap[1]} to ${overlap[2]}` : `F1 at overlap ${overlap[1]}`;
  const [base, ...form] = name.split(":");
  return names[base] ? `${names[base]} (${form.join(":")})` : name;
}

/** Kinds of question whose answers are shapes with an area, compared by how far they overlap. */
export const isDrawn = (kind: string) => ["boxes", "rotated-boxes", "ellipses", "polygons", "masks"].includes(kind);
