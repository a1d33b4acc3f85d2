import Kernels
import Records

/// One thing that may be wrong with a data set.
///
/// A check reads `DatasetEvidence` and gives every row a score and a verdict. Renaming or reordering rows renames and
/// reorders results, save for the check of the order itself.
public protocol DatasetIssueCheck: CatalogEntry {
    init()
    /// What it can work on: one of these sets is enough, the first that is there is used.
    static var needs: [Set<DatasetNeed>] { get }
    func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport
}

/// A part of `DatasetEvidence`.
public enum DatasetNeed: String, Sendable, Hashable, CaseIterable {
    case features
    /// Features without gaps, or a graph made before.
    case neighbours
    case probabilities
    case labels
    case groups
}

/// Why a check says nothing. Facts only; see `DatasetIssueUnavailable+Words.swift`.
public enum DatasetIssueUnavailable: Error, Hashable, Sendable {
    case needs([Set<DatasetNeed>])
    case noGraph(NeighbourError)
    case tooFewNeighbours(Int, needed: Int)
    case noGroups(atLeast: Int)
    case noConfidence
    case oneClass
    case unreadable(MatrixError)
    case labels(LabelEvidenceError)
}

extension DatasetIssueCheck {
    public var needs: [Set<DatasetNeed>] { Self.needs }

    /// Nothing that was needed is there; or the graph could have been, and why it is not.
    func unavailable(_ evidence: DatasetEvidence) -> DatasetIssueUnavailable {
        if let problem = evidence.graphProblem, Self.needs.contains(where: { $0.contains(.neighbours) }) { return .noGraph(problem) }
        return .needs(Self.needs)
    }

    /// The graph of `k` neighbours, or of all others where there are fewer; the whole graph for a k of nil.
    func neighbourGraph(_ evidence: DatasetEvidence, _ k: Int?) throws(DatasetIssueUnavailable) -> NeighbourGraph {
        guard let graph = evidence.graph else { throw unavailable(evidence) }
        guard let k else { return graph }
        let needed = min(k, graph.rowCount - 1)
        guard let nearest = graph.nearest(needed) else { throw .tooFewNeighbours(graph.neighbourCount, needed: needed) }
        return nearest
    }

    /// What label-error detection throws, as this module's own.
    func reading<Result>(_ body: () throws -> Result) throws(DatasetIssueUnavailable) -> Result {
        do {
            return try body()
        } catch let error as LabelEvidenceError {
            throw .labels(error)
        } catch {
            throw .unreadable(error as? MatrixError ?? .unreadable("\(error)"))
        }
    }
}
