import Records

/// A finding as a line of data, its hint on a second one.
enum FindingLine {
    /// `place: severity: message [code]`
    static func text(_ finding: Finding) -> String {
        let place = finding.place.map { "\($0): " } ?? ""
        let line = "\(Terminal.line(place, limit: 500))\(finding.severity.rawValue): \(Terminal.line(finding.message, limit: 2000)) [\(finding.code)]"
        return line + (finding.hint.map { "\n  hint: \(Terminal.line($0, limit: 2000))" } ?? "")
    }
}
