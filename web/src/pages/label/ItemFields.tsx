/** The item's other fields, below its text: what the source gave besides. */
export function ItemFields({ fields, without, itemKey }: { fields: Record<string, unknown>; without?: string; itemKey?: string }) {
  // The column that holds the item's key says nothing new: the key stands above.
  const rows = Object.entries(fields).filter(([name, value]) => name !== without && value !== null && value !== "" && String(value) !== itemKey);
  if (rows.length === 0) return null;
  return (
    <dl className="item-fields">{rows.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => (
      <div key={name}><dt>{name}</dt><dd dir="auto">{typeof value === "string" ? value : JSON.stringify(value)}</dd></div>
    ))}</dl>
  );
}
