import Records

extension TimedWriter {
    /// Codes of what these formats themselves lose, for their cards.
    static func code(_ format: String, _ what: String) -> String { "\(format).\(what)" }

    static let emptyText = "empty-text-left-out"
    static let textChanged = "text-changed"
    static let pointWidened = "point-widened"
    static let backwards = "segment-backwards"

    func adapt(_ what: String, _ example: LossExample) throws { try losses.adapt("\(format).\(what)", example) }
    func drop(_ what: String, _ example: LossExample) throws { try losses.drop("\(format).\(what)", example) }
}
