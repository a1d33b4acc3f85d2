import Kernels
import Records

/// How good each annotator of a project is: the table, best first, and what should be looked into.
///
/// One pass over the votes per figure and nothing that grows with annotators x items or annotators x annotators; a
/// million votes of a thousand annotators take about a second. Figures and their bars are in `AnnotatorReport` and
/// `AnnotatorBars`; what answers are held against is in `TruthBasis`.
public struct AnnotatorReports: Sendable, Hashable, Codable {
    /// By score, best first; equal scores by name.
    public var annotators: [AnnotatorReport]
    /// Pairs of annotators below the bar of copying, most striking first.
    public var copiedPairs: [CopiedPair]
    public var votes: Int
    public var items: Int
    /// Median seconds of a vote; nil when no time is known.
    public var medianSeconds: Double?
    public var bars: AnnotatorBars
    /// One per flag, worst annotator first, and what was left out.
    public var findings: [Finding]

    /// - Parameters:
    ///   - gold: the right class of each item of the history's table, -1 where it is not known.
    ///   - consensus: `Consensus.winner` of any method, -1 where it is open. nil holds each answer against the majority of the
    ///     others, which does not count the annotator's own vote for them.
    public init(
        _ history: VoteHistory, gold: [Int32]? = nil, consensus: [Int32]? = nil, bars: AnnotatorBars = AnnotatorBars(), threads: Int = 1
    ) throws(ConsensusError) {
        try Self.check(history.votes, gold: gold, consensus: consensus)
        let evidence = AnnotatorEvidence(history, gold: gold, consensus: consensus, bars: bars)
        let speeds = AnswerSpeed.all(evidence)
        let entropies = AnswerEntropy.all(evidence)
        let copying = CopyingSearch(evidence)
        let reports = Pieces(history.votes.annotatorCount, size: 8).map(threads: threads) { range in
            range.map { place in
                AnnotatorReport(
                    Int32(place), evidence, speed: speeds[place], entropy: entropies[place], copying: copying.figure(Int32(place), bars))
            }
        }.flatMap { $0 }
        annotators = Self.ranked(reports, evidence, copyingBar: copying.bar)
        copiedPairs = copying.pairs.map(\.figure).filter { $0.probability < copying.bar }
        votes = history.count
        items = (0..<history.votes.itemCount).count { history.votes.itemStart[$0] < history.votes.itemStart[$0 + 1] }
        medianSeconds = speeds.lazy.compactMap { $0.value?.projectMedianSeconds }.first
        self.bars = bars
        findings = annotators.reversed().flatMap { $0.flags.map(\.finding) } + Self.leftOut(copying)
    }

    /// Held against a consensus of the history's table, whose estimate of each annotator stands beside the figures.
    public init(
        _ history: VoteHistory, gold: [Int32]? = nil, consensus: Consensus, bars: AnnotatorBars = AnnotatorBars(), threads: Int = 1
    ) throws(ConsensusError) {
        try self.init(history, gold: gold, consensus: consensus.winner, bars: bars, threads: threads)
        for place in annotators.indices where consensus.annotators.indices.contains(annotators[place].annotator) {
            guard let skill = consensus.annotators[annotators[place].annotator].skill else { continue }
            annotators[place].estimatedSkill = Figure(skill)
        }
    }

    /// Annotators without a vote are not listed.
    private static func ranked(_ reports: [AnnotatorReport], _ evidence: AnnotatorEvidence, copyingBar: Double) -> [AnnotatorReport] {
        let kappas = reports.map { $0.confusion.value?.kappa }
        let known = kappas.compactMap(\.self)
        let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        let towardsMean = 5.0
        var ranked = reports
        for place in ranked.indices {
            let count = kappas[place] == nil ? 0 : Double(ranked[place].confusion.value?.count ?? 0)
            ranked[place].score = ((kappas[place] ?? 0) * count + mean * towardsMean) / (count + towardsMean)
            ranked[place].flags = AnnotatorReport.flags(of: ranked[place], evidence, copyingBar: copyingBar)
        }
        return ranked.filter { $0.votes > 0 }.sorted { $0.score != $1.score ? $0.score > $1.score : $0.name < $1.name }
    }

    private static func leftOut(_ copying: CopyingSearch) -> [Finding] {
        guard copying.itemsLeftOut + copying.candidatesLeftOut > 0 else { return [] }
        return [Finding(
            .note, "annotators.copying-bounded",
            "copying was not looked for on \(copying.itemsLeftOut) items with many equal wrong answers and in \(copying.candidatesLeftOut) pairs of annotators",
            hint: "Raise `copyingPairs` and `copyingCandidates` to look at all")]
    }

    private static func check(_ votes: VoteTable, gold: [Int32]?, consensus: [Int32]?) throws(ConsensusError) {
        guard !votes.isEmpty else { throw .noVotes }
        for column in [gold, consensus].compactMap(\.self) {
            guard column.count == votes.itemCount else { throw .unequalGold(items: votes.itemCount, gold: column.count) }
            if let item = column.firstIndex(where: { Int($0) >= votes.classCount }) {
                throw .goldOutOfRange(column[item], classCount: votes.classCount, item: votes.itemNames[item])
            }
        }
    }
}
