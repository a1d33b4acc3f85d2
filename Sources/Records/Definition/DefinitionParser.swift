import Yams

/// Reads `winnow.yaml` (grammar: MODEL.md 1) into a `TaskDefinition`; everything wrong becomes a finding with line and
/// column, and all of it at once, not only the first.
///
/// Plain words follow YAML 1.2: `no` is a label, not false. Anchors and aliases are refused: a definition is short,
/// and expanding them is how a small file becomes a large one. Files above 4 MiB are refused.
public enum DefinitionParser {
    public static let maximumBytes = 4 << 20

    /// The definition is nil exactly when a finding is an error.
    ///
    /// - Parameter check: rules of those who know more than the grammar, such as which operations there are; their
    ///   findings name a path in `place.record` as those of `DefinitionCheck` do.
    public static func parse(yaml: String, file: String?, check: (TaskDefinition) -> [Finding] = { _ in [] }) -> (definition: TaskDefinition?, findings: [Finding]) {
        let root: Node
        switch YAMLDocument.root(of: yaml, file: file) {
        case .success(let node): root = node
        case .failure(let finding): return (nil, [finding])
        }
        var reader = DefinitionReader(file: file)
        let definition = reader.definition(root)
        var findings = reader.findings
        if let definition, !findings.contains(where: { $0.severity == .error }) {
            findings += (DefinitionCheck.findings(in: definition) + check(definition)).map(reader.placed)
        }
        findings = sorted(findings)
        return (findings.contains { $0.severity == .error } ? nil : definition, findings)
    }

    /// In reading order; several in one place stay in the order they were found.
    private static func sorted(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted { left, right in
            let a = (left.element.place?.line ?? 0, left.element.place?.column ?? 0, left.offset)
            let b = (right.element.place?.line ?? 0, right.element.place?.column ?? 0, right.offset)
            return a < b
        }.map(\.element)
    }
}
