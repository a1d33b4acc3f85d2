import Foundation

/// One pass of `HMMCrowd` over some sentences: forward-backward for the counts, Viterbi for the answer.
///
/// Emissions are exponentials of log sums less their greatest, forward values are scaled to sum 1 at every token; the scales make up
/// the likelihood. Scratch of the longest sentence x K is reused.
struct HMMCrowdPass {
    private let model: HMMCrowdModel
    private let table: TagTable
    private let classCount: Int

    struct Paths: Sendable {
        var tags: [Int32] = []
        var posterior: [Double] = []
        var margin: [Double] = []
    }

    init(_ model: HMMCrowdModel, _ table: TagTable) {
        self.model = model
        self.table = table
        classCount = model.classCount
    }

    /// What votes alone say: each token's shares, and each two neighbours' as if they were independent.
    static func shares(_ table: TagTable) -> HMMCrowdCounts {
        let count = table.scheme.count
        var counts = HMMCrowdCounts(table)
        var (before, here) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for sentence in 0..<table.sentenceCount {
            let (tokens, sheets) = (table.tokens(ofSentence: sentence), table.sheets(ofSentence: sentence))
            for token in tokens {
                for k in 0..<count { here[k] = 0 }
                for sheet in sheets { here[Int(table.tags[table.sheetTags[sheet] + token - tokens.lowerBound])] += 1 / Double(sheets.count) }
                for sheet in sheets {
                    let answer = Int(table.tags[table.sheetTags[sheet] + token - tokens.lowerBound])
                    let row = (Int(table.sheetAnnotator[sheet]) * count + answer) * count
                    for k in 0..<count { counts.confusions[row + k] += here[k] }
                }
                for k in 0..<count where here[k] > 0 {
                    if token == tokens.lowerBound {
                        counts.starts[k] += here[k]
                    } else {
                        for j in 0..<count { counts.transitions[j * count + k] += before[j] * here[k] }
                    }
                }
                swap(&before, &here)
            }
        }
        return counts
    }

    func counts(_ sentences: Range<Int>) -> HMMCrowdCounts {
        var counts = HMMCrowdCounts(table)
        var lattice = TagLattice(classCount: classCount)
        for sentence in sentences where !table.tokens(ofSentence: sentence).isEmpty {
            fill(&lattice, sentence)
            lattice.forwardBackward(model)
            lattice.addTransitions(model, to: &counts)
            addConfusions(lattice, sentence, to: &counts)
        }
        return counts
    }

    func paths(_ sentences: Range<Int>) -> Paths {
        var paths = Paths()
        var lattice = TagLattice(classCount: classCount)
        for sentence in sentences where !table.tokens(ofSentence: sentence).isEmpty {
            fill(&lattice, sentence)
            lattice.forwardBackward(model)
            let best = lattice.bestPath(model)
            for (token, tag) in best.enumerated() {
                let (here, other) = lattice.posterior(token, tag)
                paths.tags.append(Int32(tag))
                paths.posterior.append(here)
                paths.margin.append(here - other)
            }
        }
        return paths
    }

    /// Log emissions of a sentence: the sum over its annotators.
    private func fill(_ lattice: inout TagLattice, _ sentence: Int) {
        let length = table.tokens(ofSentence: sentence).count
        lattice.start(length: length)
        lattice.emissions.withUnsafeMutableBufferPointer { emissions in
            model.logConfusions.withUnsafeBufferPointer { logs in
                table.tags.withUnsafeBufferPointer { tags in
                    for sheet in table.sheets(ofSentence: sentence) {
                        let (own, first) = (Int(table.sheetAnnotator[sheet]) * classCount, table.sheetTags[sheet])
                        for token in 0..<length {
                            let row = (own + Int(tags[first + token])) * classCount
                            for k in 0..<classCount { emissions[token * classCount + k] += logs[row + k] }
                        }
                    }
                }
            }
        }
    }

    private func addConfusions(_ lattice: TagLattice, _ sentence: Int, to counts: inout HMMCrowdCounts) {
        let length = table.tokens(ofSentence: sentence).count
        counts.confusions.withUnsafeMutableBufferPointer { confusions in
            lattice.posteriors.withUnsafeBufferPointer { posteriors in
                table.tags.withUnsafeBufferPointer { tags in
                    for sheet in table.sheets(ofSentence: sentence) {
                        let (own, first) = (Int(table.sheetAnnotator[sheet]) * classCount, table.sheetTags[sheet])
                        for token in 0..<length {
                            let row = (own + Int(tags[first + token])) * classCount
                            for k in 0..<classCount { confusions[row + k] += posteriors[token * classCount + k] }
                        }
                    }
                }
            }
        }
    }
}
