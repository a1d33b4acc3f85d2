/// Every check there is. Adding one here is all the registration it needs.
public enum DatasetIssueCatalog {
    public static let all: [any DatasetIssueCheck] = [
        LabelCheck(), OutlierCheck(), NearDuplicateCheck(), OrderCheck(), ClassImbalanceCheck(), UnderperformingGroupCheck(),
        DataValueCheck(), MissingValueCheck(), IdentifierColumnCheck(),
    ]

    public static func named(_ name: String) -> (any DatasetIssueCheck)? { all.first { $0.name == name } }

    /// What a check said, or why it says nothing.
    public struct Outcome: Sendable {
        public let check: any DatasetIssueCheck
        public let result: Result<DatasetIssueReport, DatasetIssueUnavailable>
    }

    /// All checks on one data set, in the order of the catalogue.
    public static func outcomes(_ evidence: DatasetEvidence) -> [Outcome] {
        all.map { check in
            Outcome(check: check, result: Result { () throws(DatasetIssueUnavailable) in try check.report(evidence) })
        }
    }
}
