import Assuring
import Foundation
import Labeling
import Records

/// What several people drew on one item, as one answer.
///
/// Made of the item's own revisions and nothing else, so settling on submit costs the same in a project of any size.
/// A submitted answer without parts is a drawing too: its author saw the item and found nothing. Of one person alone the
/// answer is taken as it was given, with its ids, notes and origins; fused parts are called `f1`, `f2`, ... from the top.
struct FusedDrawings {
    let outcome: ConsensusOutcome
    let item: FusedItem
    /// How each person's drawing compares with what was settled.
    let standings: [(person: PersonID, standing: PartStanding)]

    /// nil when nobody drew.
    init?(of voters: [Revision], on question: Question, by method: any PartConsensusMethod) {
        let drawn = voters.compactMap { Drawing($0, question.name) }
        let table = PartTable(
            drawn.map { .init(item: "", annotator: $0.author.description, parts: $0.parts) }, labels: question.labelNames)
        guard !drawn.isEmpty, let consensus = try? method.consensus(of: table), let item = consensus.items.first else { return nil }
        self.item = item
        standings = zip(table.annotatorNames, consensus.annotators).compactMap { name, standing in PersonID(name).map { ($0, standing) } }
        let lost = drawn.reduce(0) { $0 + $1.parts.count } - table.drawings.reduce(0) { $0 + $1.parts.count }
        outcome = Self.outcome(drawn, item, method.name, lost: lost)
    }

    private struct Drawing {
        var author: PersonID
        var revision: RevisionID
        var parts: [Part]

        init?(_ revision: Revision, _ question: String) {
            guard let author = revision.author, case .parts(let parts) = revision.annotation.answers[question] else { return nil }
            self.author = author
            self.revision = revision.id
            self.parts = parts
        }
    }

    private static func outcome(_ drawn: [Drawing], _ item: FusedItem, _ method: String, lost: Int) -> ConsensusOutcome {
        let isAlone = drawn.count == 1
        var outcome = ConsensusOutcome(
            answer: .parts(isAlone ? drawn[0].parts : item.parts), posterior: item.confidence, method: method, votes: drawn.count,
            revisions: drawn.map(\.revision), words: isAlone ? "drawn by one person" : words(item))
        if !item.isSettled {
            outcome.open = "\(item.open.count) of \(item.open.count + item.settled.count) objects are left to decide (\(method))"
        } else if lost > 0, !isAlone {
            outcome.open = "\(lost) of the parts cover no area and cannot be fused"
        }
        return outcome
    }

    /// `fused from 2 people, support 1.00, mean IoU 0.91`: the least support of an object, the mean of all overlaps.
    private static func words(_ item: FusedItem) -> String {
        guard let support = item.settled.map(\.support).min() else { return "\(item.annotators) people found nothing" }
        let overlaps = item.settled.compactMap(\.meanIoU)
        let overlap = overlaps.isEmpty ? "" : ", mean IoU " + decimals(overlaps.reduce(0, +) / Double(overlaps.count))
        let outvoted = item.dismissed.isEmpty ? "" : ", \(item.dismissed.count) outvoted"
        return "fused from \(item.annotators) people, support \(decimals(support))\(overlap)\(outvoted)"
    }

    /// Two of them, never rounded up to a bar that was not reached.
    private static func decimals(_ value: Double) -> String {
        String(format: "%.2f", (value * 100 + 1e-9).rounded(.down) / 100)
    }
}

extension Workflows {
    /// The method that settles a question of shapes, as the definition sets it; nil when its settings make no sense,
    /// which is refused where a definition is written.
    static func fusion(of question: Question, in definition: TaskDefinition) -> (any PartConsensusMethod)? {
        try? PartConsensusCatalog.method(settings: settings(of: question, in: definition) ?? [:])
    }

    /// Errors of the settings by which shapes are settled.
    static func consensusFindings(in definition: TaskDefinition) -> [Finding] {
        definition.consensus.sorted { $0.key < $1.key }.compactMap { key, settings in
            let question = definition.question(named: key)
            guard question?.isComparedByArea ?? (question == nil && QuestionKind(rawValue: key)?.hasArea == true) else { return nil }
            do throws(Finding) {
                _ = try PartConsensusCatalog.method(settings: settings)
                return nil
            } catch {
                return Finding(.error, error.code, error.message, at: Place(record: "consensus.\(key)"), hint: error.hint)
            }
        }
    }
}
