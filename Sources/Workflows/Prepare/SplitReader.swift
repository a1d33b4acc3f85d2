import Kernels
import Preparing
import Records
import Storage

/// What the split is drawn from: items as it sees them, and what should be known of them.
struct SplitInput: Sendable {
    var ids: [ItemID] = []
    var items: [SplitItem] = []
    /// Items whose source has given them a split since the last draw.
    var given = 0

    func findings(_ policy: SplitPolicy) -> [Finding] {
        var findings: [Finding] = []
        if given > 0 {
            findings.append(Finding(
                .note, "split.given-replaced", "\(given) items came with a split from their source; `splits:` of the definition has replaced it",
                hint: "to keep what the source says, take `splits:` out of the definition and collect again"))
        }
        if let name = policy.stratify, !items.isEmpty, items.allSatisfy({ $0.stratum == nil }) {
            findings.append(Finding(
                .warning, "split.stratify-nothing", "no item has a settled answer to `\(name)` nor a field or metadata of that name: nothing was stratified",
                hint: "split again once there are answers"))
        }
        return findings
    }
}

/// Items as the split sees them: key, stratum, group. Never row ids, so that the same data splits the same anywhere.
enum SplitReader {
    static func read(_ project: ProjectContext, _ policy: SplitPolicy, _ connection: any Connection) throws -> SplitInput {
        let sources = Dictionary(uniqueKeysWithValues: try connection.sources.all(of: project.id).map { ($0.id, $0.name) })
        let strata = try strata(project, policy, connection)
        let last = try connection.runs.latest(of: project.id, step: SplitStep.name)?.id
        var input = SplitInput()
        var keys: [ItemID: String] = [:]
        var rows: [(stratum: String?, group: ItemID?, metadata: String?)] = []
        try connection.items.forEach(of: project.id, .ready) { item in
            input.ids.append(item.id)
            if item.split != nil, item.run.raw > last?.raw ?? -1 { input.given += 1 }
            keys[item.id] = "\(sources[item.source] ?? ""):\(item.key)"
            let named = policy.stratify.flatMap { item.metadata[$0]?.string ?? item.fields[$0]?.string }
            rows.append((strata[item.id] ?? named, item.group, policy.group.flatMap { item.metadata[$0]?.string }))
            return true
        }
        input.items = input.ids.indices.map { place in
            let row = rows[place]
            let group = policy.group == "near-duplicate" || policy.group == nil ? row.group.flatMap { keys[$0] } : row.metadata
            return SplitItem(key: keys[input.ids[place]] ?? "", stratum: row.stratum, group: group)
        }
        return input
    }

    private static func strata(_ project: ProjectContext, _ policy: SplitPolicy, _ connection: any Connection) throws -> [ItemID: String] {
        var strata: [ItemID: String] = [:]
        guard let name = policy.stratify, project.definition.question(named: name) != nil else { return strata }
        try connection.settled.forEach(of: project.id, question: name) { settled in
            strata[settled.item] = settled.answer.stratum
            return true
        }
        return strata
    }
}

extension Answer {
    /// What a split spreads evenly. Of parts (boxes, spans) the set of labels that occur, in order, like `Platelets + RBC`,
    /// or `nothing`: which labels an item has is what every side must see; how many of each differs in nearly every item.
    var stratum: String {
        guard case .parts(let parts) = self else { return words }
        let labels = Set(parts.flatMap(\.labels)).sorted()
        return labels.isEmpty ? "nothing" : labels.joined(separator: " + ")
    }
}
