import Assuring
import Labeling
import Records
import Storage

/// A consensus run over shapes: item by item, a piece at a time, so that memory is that of a piece.
extension Workflows {
    /// - Throws: `consensus.no-votes` when nobody has drawn anything yet.
    func fuse(_ question: Question, by method: any PartConsensusMethod, in project: ProjectContext) async throws -> (ConsensusReport, JSONObject) {
        let items = try await store.read { try $0.revisions.items(of: project.id, stage: .label) }
        var whole = FusedPiece()
        for start in stride(from: 0, to: items.count, by: Self.settlingPiece) {
            let piece = Array(items[start..<min(start + Self.settlingPiece, items.count)])
            whole.add(try await store.writeBulk { [store] connection in
                var fused = FusedPiece()
                fused.counts = try Self.settle(try Self.slotFacts(of: piece, connection), question, in: project, store, connection) { _, voters in
                    guard let drawings = FusedDrawings(of: voters, on: question, by: method) else { return (nil, nil) }
                    fused.add(drawings)
                    return (drawings.outcome, drawings.outcome.posterior)
                }
                return fused
            })
        }
        guard whole.counts.answered > 0 else { throw Self.noVotes(question) }
        let people = whole.standings.keys.sorted()
        let logins = try await store.read { try Self.logins(people, $0) }
        let counts = whole.counts
        let report = ConsensusReport(
            question: question.name, method: method.fullName, settled: counts.settled, open: counts.answered - counts.settled, waiting: counts.waiting,
            iterations: 1, stopped: Consensus.StopReason.singlePass.rawValue,
            annotators: zip(people, logins).compactMap { person, login in whole.standings[person].map { Self.row(login, $0) } }.sorted { $0.login < $1.login },
            objects: whole.objects)
        return (report, method.parameters)
    }

    private static func row(_ login: String, _ standing: PartStanding) -> ConsensusReport.AnnotatorRow {
        .init(
            login: login, votes: standing.drawings, skill: standing.f1,
            drawing: .init(
                parts: standing.parts, precision: standing.precision, recall: standing.recall, labelAccuracy: standing.labelAccuracy,
                meanIoU: standing.meanIoU))
    }
}

/// What came of fusing some items.
private struct FusedPiece: Sendable {
    var counts = SettledCounts()
    var objects = ConsensusReport.Objects()
    var standings: [PersonID: PartStanding] = [:]

    mutating func add(_ drawings: FusedDrawings) {
        objects.settled += drawings.item.settled.count
        objects.open += drawings.item.open.count
        objects.dismissed += drawings.item.dismissed.count
        for (person, standing) in drawings.standings { add(standing, of: person) }
    }

    mutating func add(_ other: FusedPiece) {
        counts.add(other.counts)
        objects.settled += other.objects.settled
        objects.open += other.objects.open
        objects.dismissed += other.objects.dismissed
        for (person, standing) in other.standings { add(standing, of: person) }
    }

    private mutating func add(_ standing: PartStanding, of person: PersonID) {
        standings[person, default: standing.emptied].add(standing)
    }
}
