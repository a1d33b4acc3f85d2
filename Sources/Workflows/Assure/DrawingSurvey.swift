import Assuring
import Records
import Storage

/// One pass over everybody's drawings: how far people agree, on which labels, who stands apart, what they confuse, and
/// which items they differ on.
///
/// Tallies only, whatever the number of items; of disputed items their ids and scores.
struct DrawingSurvey {
    struct Pair: Hashable {
        var first: PersonID
        var second: PersonID
    }

    struct Labels: Hashable {
        var first: String
        var second: String
    }

    struct Tallied {
        /// Items or, of a label, parts.
        var count = 0
        var tally = OverlapTally()
    }

    struct Person {
        var items = 0
        var shared = 0
        var parts = 0
        var tally = OverlapTally()
    }

    let question: Question
    /// Overlap from which two parts are the same object, as the consensus has it.
    let iou: Double
    /// Items that two or more people drew.
    private(set) var items = 0
    private(set) var overall = OverlapTally()
    private(set) var labels: [String: Tallied] = [:]
    private(set) var pairs: [Pair: Tallied] = [:]
    private(set) var people: [PersonID: Person] = [:]
    /// Labels of matched parts, the first of the pair's first person.
    private(set) var confusion: [Pair: [Labels: Int]] = [:]
    private(set) var differences: [PartDisagreement.Kind: Int] = [:]
    /// In the order of items.
    private(set) var disputed: [DisputedItem] = []
    private(set) var leftOut = 0

    init(_ question: Question, iou: Double) {
        self.question = question
        self.iou = iou
    }

    static func read(_ question: Question, in project: ProjectContext, _ connection: any Connection) throws -> DrawingSurvey {
        try read(question, project.definition, of: project.id, connection)
    }

    static func read(_ question: Question, _ definition: TaskDefinition, of project: ProjectID, _ connection: any Connection) throws -> DrawingSurvey {
        var survey = DrawingSurvey(question, iou: Workflows.iou(of: question, in: definition))
        try DrawingBatch.forEach(question, of: project, connection) { survey.add($0) }
        return survey
    }

    mutating func add(_ batch: DrawingBatch) {
        let tallies = PartTallies(batch.table)
        items += tallies.comparedItems
        overall.add(tallies.overall)
        leftOut += batch.leftOut
        for label in tallies.byLabel { labels[batch.table.labelNames[Int(label.label)], default: Tallied()].add(label.parts, label.tally) }
        for pair in tallies.pairs { pairs[batch.pair(pair.first, pair.second), default: Tallied()].add(pair.items, pair.tally) }
        for person in tallies.people { people[batch.people[Int(person.annotator)], default: Person()].add(person) }
        for (cell, count) in PartConfusion(batch.table, iou: iou).counts {
            confusion[batch.pair(cell.first, cell.second), default: [:]][Labels(first: cell.firstLabel, second: cell.secondLabel), default: 0] += count
        }
        addDisputes(batch)
    }

    private mutating func addDisputes(_ batch: DrawingBatch) {
        let settings = PartDisagreementSettings(iou: iou)
        for item in batch.items.indices {
            guard let dispute = batch.table.disagreements(ofItem: Int32(item), settings), !dispute.disagreements.isEmpty else { continue }
            for one in dispute.disagreements { differences[one.kind, default: 0] += 1 }
            disputed.append(DisputedItem(item: batch.items[item], score: dispute.score))
        }
    }
}

extension DrawingSurvey.Tallied {
    fileprivate mutating func add(_ count: Int, _ tally: OverlapTally) {
        self.count += count
        self.tally.add(tally)
    }
}

extension DrawingSurvey.Person {
    fileprivate mutating func add(_ other: PartTallies.Person) {
        items += other.items
        shared += other.shared
        parts += other.parts
        tally.add(other.tally)
    }
}

extension DrawingBatch {
    fileprivate func pair(_ first: Int32, _ second: Int32) -> DrawingSurvey.Pair {
        .init(first: people[Int(first)], second: people[Int(second)])
    }
}

extension Workflows {
    /// Overlap from which two parts are the same object, as the definition's consensus has it.
    static func iou(of question: Question, in definition: TaskDefinition) -> Double {
        fusion(of: question, in: definition)?.iou ?? PartDisagreementSettings().iou
    }
}
