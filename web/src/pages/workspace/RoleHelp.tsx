/** What each role lets a person do, in one line each. */
const roles: readonly [name: string, may: string][] = [
  ["viewer", "sees data and figures"],
  ["annotator", "labels, and sees only their own work"],
  ["reviewer", "labels, sees all, decides disagreements"],
  ["manager", "also runs the project: settings, models, versions, shipping, roles below their own"],
];

export function RoleHelp() {
  return (
    <section className="block"><h2>What a role may do</h2>
      <dl className="facts">{roles.map(([name, may]) => <div key={name}><dt>{name}</dt><dd className="muted">{may}</dd></div>)}</dl>
    </section>
  );
}
