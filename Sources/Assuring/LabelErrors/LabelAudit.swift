import Kernels
import Records

/// Everything label-error detection says about a set, from one joint: what a command or a page shows.
///
///     let audit = try LabelAudit(labels: labels, rows: try NpyMatrix(path: "probs.npy"), threads: 2)
///     for issue in audit.issues.prefix(20) { print(issue.item, issue.given, issue.suggested, issue.score) }
///
/// Three passes over the matrix at most, four with the entropy score; O(N) memory beside the pairs of classes seen.
public struct LabelAudit: Sendable {
    public struct Issue: Sendable, Hashable {
        /// Row, from 0.
        public let item: Int
        public let given: Int
        /// The most probable other class.
        public let suggested: Int
        public let score: Double
    }

    /// Lowest score first, equal scores by row.
    public let issues: [Issue]
    public let joint: ConfidentJoint
    public let health: LabelHealth
    /// Rows that do not sum to 1.
    public let findings: [Finding]

    public init(
        labels: [Int32], rows: any MatrixRows, issues filter: LabelIssues = LabelIssues(), by score: any LabelQualityScore = SelfConfidence(), threads: Int = 1
    ) throws(LabelEvidenceError) {
        let evidence = try LabelEvidence(labels: labels, rows: rows, threads: threads)
        do throws(MatrixError) {
            let joint = try ConfidentJoint(evidence)
            let scores = try score.scores(evidence)
            let ranked = LabelIssues.ranked(try filter.indices(evidence, joint), scores)
            self.joint = joint
            issues = ranked.map { Issue(item: $0, given: Int(labels[$0]), suggested: Int(evidence.suggestion($0)), score: scores[$0]) }
            health = LabelHealth(evidence, joint)
            findings = evidence.findings
        } catch { throw .matrix(error) }
    }
}
