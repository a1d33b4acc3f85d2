import Assuring

/// How good each annotator of a file of votes is, against gold where there is some, else against a consensus.
public enum AnnotatorFiles {
    /// - Parameters:
    ///   - gold: a file with the right label of some items, in the columns `item` and `label` of the votes.
    ///   - method: of the consensus that answers are held against; nil: each against the majority of the others.
    public static func judge(
        _ path: String, _ columns: VoteFiles.Columns, gold: String? = nil, method: String? = nil, watch: ReadWatch? = nil
    ) throws -> (details: AnnotatorDetails, findings: FileFindings) {
        var findings = FileFindings()
        let gold = try gold.map { try GoldFile($0, columns, &findings) }
        let history = try VoteFile.history(path, columns, classes: gold?.labels ?? [], &findings, watch)
        let right = try gold?.classes(of: history.votes, &findings)
        let reports = try reports(history, right, method)
        return (AnnotatorDetails(columns.label, classes: history.votes.classNames, reports), findings)
    }

    private static func reports(_ history: VoteHistory, _ gold: [Int32]?, _ method: String?) throws -> AnnotatorReports {
        guard let method else { return try AnnotatorReports(history, gold: gold) }
        guard var chosen = ConsensusCatalog.named(method) else { throw WorkflowError.unknown("method", method) }
        if let gold { chosen.gold = gold }
        return try AnnotatorReports(history, gold: gold, consensus: try chosen.consensus(of: history.votes))
    }
}
