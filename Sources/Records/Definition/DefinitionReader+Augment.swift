import Yams

/// `augment:` of `winnow.yaml`: structure only; the operations are checked by who knows them.
extension DefinitionReader {
    mutating func augment(_ top: Table) -> AugmentDeclaration? {
        guard let table = table(top, "augment", known: ["copies", "seed", "splits", "steps", "visibility"]) else { return nil }
        var declared = AugmentDeclaration(copies: whole(table, "copies") ?? 1, seed: seed(table, "seed") ?? 0)
        if table.has("splits") { declared.splits = texts(table, "splits") }
        declared.steps = list(table, "steps").compactMap { node, path in augmentStep(node, path) }
        if let visibility = self.table(table, "visibility", known: nil) { declared.visibility = settings(visibility) }
        return declared
    }

    /// `flip-horizontal` is short for `{operation: flip-horizontal}`.
    private mutating func augmentStep(_ node: Node, _ path: String) -> JSONObject? {
        if case .scalar = node { return text(node, path).map { ["operation": .string($0)] } }
        guard let step = table(node, path, known: nil, what: "a step of `augment`") else { return nil }
        return required(step, "operation", of: "a step of `augment`") == nil ? nil : settings(step)
    }
}

extension DefinitionCheck {
    static func augment(_ declared: AugmentDeclaration, _ definition: TaskDefinition, _ list: inout FindingList) {
        if definition.media != .image, definition.media != .mixed {
            list.error("augment", "pictures are augmented, and the items are of medium \(definition.media.rawValue)", "augment")
        }
        if !(1...1000).contains(declared.copies) { list.error("augment", "`copies` is from 1 to 1000, not `\(declared.copies)`", "augment.copies") }
        if declared.steps.isEmpty { list.error("augment", "there are no `steps`", "augment", hint: "such as `steps: [{operation: flip-horizontal}]`") }
        if declared.splits.isEmpty { list.error("augment", "no split is named", "augment.splits", hint: "leave it out to augment `train`") }
        for (index, split) in declared.splits.enumerated() {
            let path = "augment.splits[\(index)]"
            if ["validation", "val", "valid", "dev", "test"].contains(split.lowercased()) {
                list.error("augment", "items of `\(split)` judge models and are never augmented", path)
            } else if let known = definition.splits?.shares.map(\.name), !known.contains(split) {
                list.error("augment", "there is no split `\(split)`", path, hint: NearestName.hint(split, among: known))
            }
        }
    }
}
