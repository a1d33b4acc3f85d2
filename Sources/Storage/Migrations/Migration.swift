/// One step of the schema. Never edited after release; never uses today's record types.
///
/// One file each, one line in `all`. Statements are portable; what differs comes from the dialect.
public struct Migration: Sendable {
    /// `0007-verdicts`: number, then what it brings.
    public let name: String
    let script: @Sendable (Dialect) -> String

    init(_ name: String, _ script: @escaping @Sendable (Dialect) -> String) {
        self.name = name
        self.script = script
    }
}

extension Migration {
    /// In order; the order never changes.
    public static let all: [Migration] = [
        .people, .projects, .items, .annotations, .labelling, .findingsAndJobs, .versions, .audit,
        .withdrawals, .renditions, .blobFacts, .personalPlaces,
    ]
}
