import Kernels

/// Looks for the documents of an evaluation set inside training texts, by runs of words.
///
/// Runs of `words` folded words, 13 as for GPT-3 (Brown et al. 2020, arXiv 2005.14165, appendix C). A document of the
/// evaluation set that is shorter is one run of its own length, down to `fewest` words; below that it cannot be told from
/// chance and is counted as unchecked. Training texts stream past; per evaluation document the share of its different runs
/// that were met, and the first places where.
///
///     var overlap = EvaluationOverlap(evaluation)
///     for text in training { overlap.look(in: text.key, text.body) }
///     overlap.report.documents.filter { $0.share >= 0.5 }
///
/// Cost: one table look-up per word of training text and length of run in use, 6 at most.
public struct EvaluationOverlap: Sendable {
    public let words: Int
    public let fewest: Int
    /// Places kept per evaluation document.
    public let placesKept: Int
    private var documents: [EvaluationReport.Document] = []
    /// Runs by hash: the documents they occur in, ascending.
    private var owners: [UInt64: [Int32]] = [:]
    /// The same runs once more: most words of a training text are answered here, without the dictionary's cost.
    private var known = HashCounts()
    private var met: Set<UInt64> = []
    private var lengths: [Int] = []
    private var cuts = FoldedWords()
    private var windows: [UInt64] = []
    private var trainingSeen = 0
    private var trainingHit = 0

    /// - Precondition: 1 <= fewest <= words.
    public init(_ evaluation: [(key: String, text: String)], words: Int = 13, fewest: Int = 8, placesKept: Int = 5) {
        precondition(fewest >= 1 && fewest <= words)
        self.words = words
        self.fewest = fewest
        self.placesKept = placesKept
        for document in evaluation { enter(document.key, document.text) }
    }

    private mutating func enter(_ key: String, _ text: String) {
        var text = text
        text.withUTF8 { cuts.cut($0) }
        let length = min(words, cuts.count)
        let isChecked = length >= fewest
        WindowHashes.fill(&windows, of: cuts.hashes, size: isChecked ? length : 0)
        let place = Int32(documents.count)
        var runs = 0
        for window in windows where owners[window]?.last != place {
            owners[window, default: []].append(place)
            known.add(window)
            runs += 1
        }
        if isChecked, !lengths.contains(length) { lengths.append(length) }
        documents.append(EvaluationReport.Document(key: key, runs: runs, runsMet: 0, places: []))
    }

    /// Byte ranges of the training text that evaluation documents hold too.
    @discardableResult
    public mutating func look(in key: String, _ text: String) -> TextMarks {
        var text = text
        trainingSeen += 1
        return text.withUTF8 { bytes in
            var ranges: [Range<Int>] = []
            cuts.cut(bytes)
            for length in lengths {
                WindowHashes.fill(&windows, of: cuts.hashes, size: length)
                for (place, window) in windows.enumerated() where known.count(of: window) > 0 {
                    guard let found = owners[window] else { continue }
                    let range = Int(cuts.starts[place])..<Int(cuts.ends[place + length - 1])
                    ranges.append(range)
                    note(window, found, key, range)
                }
            }
            trainingHit += ranges.isEmpty ? 0 : 1
            var marks = TextMarks(bytes: bytes.count)
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { marks.mark(range) }
            return marks
        }
    }

    /// A run that goes on where the last place ended makes that place longer.
    private mutating func note(_ window: UInt64, _ found: [Int32], _ key: String, _ range: Range<Int>) {
        let isNew = met.insert(window).inserted
        for owner in found {
            let owner = Int(owner)
            documents[owner].runsMet += isNew ? 1 : 0
            if let last = documents[owner].places.last, last.training == key, range.lowerBound <= last.end, range.lowerBound >= last.start {
                documents[owner].places[documents[owner].places.count - 1].end = max(last.end, range.upperBound)
            } else if documents[owner].places.count < placesKept {
                documents[owner].places.append(.init(training: key, start: range.lowerBound, end: range.upperBound))
            } else {
                documents[owner].placesBeyond += 1
            }
        }
    }

    public var report: EvaluationReport {
        EvaluationReport(words: words, documents: documents, unchecked: documents.count { $0.runs == 0 }, trainingSeen: trainingSeen, trainingHit: trainingHit)
    }
}

/// How much of an evaluation set was met in training texts.
public struct EvaluationReport: Sendable, Hashable, Codable {
    public struct Document: Sendable, Hashable, Codable {
        public var key: String
        /// Different runs of words; 0 when it is too short to be checked.
        public var runs: Int
        public var runsMet: Int
        /// The first ones.
        public var places: [Found]
        /// Runs met at further places, which are not kept.
        public var placesBeyond = 0

        public var share: Double { runs > 0 ? Double(runsMet) / Double(runs) : 0 }
    }

    /// Byte offsets in a training text.
    public struct Found: Sendable, Hashable, Codable {
        public var training: String
        public var start: Int
        public var end: Int
    }

    public var words: Int
    /// In the order given.
    public var documents: [Document]
    /// Too short to be told from chance.
    public var unchecked: Int
    public var trainingSeen: Int
    /// Training texts that hold a run of the evaluation set.
    public var trainingHit: Int
}
