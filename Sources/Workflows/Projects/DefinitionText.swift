import Records

/// What a skin needs to know of a definition's text before it is applied.

extension Workflows {
    /// The project a definition is of; its errors are thrown as they would be when it is applied.
    public static func projectName(inDefinition yaml: String, file: String?) throws -> String {
        try parsed(yaml, file: file).definition.project
    }

    /// The file that `guidelines:` names; nil when the guidelines stand in the definition itself, or there are none.
    public static func guidelinesFile(inDefinition yaml: String) -> String? {
        guard let text = DefinitionParser.parse(yaml: yaml, file: nil).definition?.guidelines else { return nil }
        let isPath = !text.isEmpty && !text.contains("\n") && [".md", ".txt", ".markdown"].contains { text.hasSuffix($0) }
        return isPath ? text : nil
    }
}

extension Answer {
    /// The answer in a few words, for lists.
    public var shortText: String { words }
}
