import Foundation

/// What is checked before a method starts, so that no loop has to.
enum SettlingCheck {
    /// Half of the machine's memory.
    static let memoryLimit = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)

    /// Votes, gold that fits, and posteriors that fit into memory.
    static func input(_ votes: VoteTable, gold: [Int32]) throws(ConsensusError) {
        guard !votes.isEmpty else { throw .noVotes }
        guard gold.isEmpty || gold.count == votes.itemCount else {
            throw .unequalGold(items: votes.itemCount, gold: gold.count)
        }
        if let item = gold.firstIndex(where: { Int($0) >= votes.classCount }) {
            throw .goldOutOfRange(gold[item], classCount: votes.classCount, item: votes.itemNames[item])
        }
        try memory("\(votes.itemCount) items by \(votes.classCount) classes", votes.itemCount, votes.classCount, 2)
    }

    /// Refuses a table of so many doubles when it would not fit.
    static func memory(_ table: String, _ sizes: Int...) throws(ConsensusError) {
        var bytes = MemoryLayout<Double>.stride
        for size in sizes {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            guard !overflow else { throw .tooLarge(table: table, bytes: nil, limit: memoryLimit) }
            bytes = product
        }
        guard bytes <= memoryLimit else { throw .tooLarge(table: table, bytes: bytes, limit: memoryLimit) }
    }

    static func setting(_ name: String, atLeast least: Double, _ value: Double) throws(ConsensusError) {
        guard value >= least, value.isFinite else {
            throw .settingOutOfRange(name: name, value: value, allowed: "\(least.formatted()) or more")
        }
    }

    static func setting(_ name: String, above least: Double, _ value: Double) throws(ConsensusError) {
        guard value > least, value.isFinite else {
            throw .settingOutOfRange(name: name, value: value, allowed: "above \(least.formatted())")
        }
    }
}

extension ConsensusMethod {
    /// What a model of annotators gives where no item has two votes and none is known; nil otherwise.
    ///
    /// The votes alone say then only how often each answer was given, which any mixture of classes explains equally well.
    func wordOfEach(_ votes: VoteTable, threads: Int) -> Consensus? {
        guard !gold.contains(where: { $0 >= 0 }) else { return nil }
        guard !(0..<votes.itemCount).contains(where: { votes.itemStart[$0 + 1] - votes.itemStart[$0] > 1 }) else { return nil }
        let table = PosteriorTable.shares(votes, threads: threads)
        let standings = (0..<Int32(votes.annotatorCount)).map {
            AnnotatorStanding(annotator: $0, votes: votes.votes(ofAnnotator: $0).count)
        }
        return Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings, iterations: 0, stopReason: .noOverlap)
    }
}
