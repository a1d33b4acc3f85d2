import Kernels

/// Texts as a chain model sees them: for each word the places of its attributes, and its tag.
struct ChainRows: Sendable {
    /// Attributes of word w are `attributes[starts[w]..<starts[w + 1]]`; those never seen in training are left out.
    var attributes: [Int32] = []
    var starts: [Int32] = [0]
    var tags: [UInt16] = []
    /// Words of text t are `texts[t]..<texts[t + 1]`.
    var texts: [Int32] = [0]

    var count: Int { texts.count - 1 }

    mutating func add(_ words: [[UInt64]], tags: [Int], places: [UInt64: Int32]) {
        for (word, found) in words.enumerated() {
            for attribute in found { if let place = places[attribute] { attributes.append(place) } }
            starts.append(Int32(attributes.count))
            self.tags.append(UInt16(tags.isEmpty ? 0 : tags[word]))
        }
        texts.append(Int32(starts.count - 1))
    }
}

/// Weights of pairs of attribute and tag that occur together in training, attribute by attribute.
struct ChainFeatures: Sendable, Hashable {
    let tagCount: Int
    /// Pairs of attribute a are `starts[a]..<starts[a + 1]`.
    let starts: [Int32]
    let tags: [UInt16]

    init(tagCount: Int, starts: [Int32], tags: [UInt16]) {
        self.tagCount = tagCount
        self.starts = starts
        self.tags = tags
    }

    init(of rows: ChainRows, attributeCount: Int, tagCount: Int) {
        var keys: [Int] = []
        keys.reserveCapacity(rows.attributes.count)
        for word in rows.tags.indices {
            for place in Int(rows.starts[word])..<Int(rows.starts[word + 1]) { keys.append(Int(rows.attributes[place]) * tagCount + Int(rows.tags[word])) }
        }
        keys.sort()
        var starts = [Int32](repeating: 0, count: attributeCount + 1)
        var tags: [UInt16] = []
        var last = -1
        for key in keys where key != last {
            last = key
            tags.append(UInt16(key % tagCount))
            starts[key / tagCount + 1] += 1
        }
        for place in 1..<max(1, starts.count) { starts[place] += starts[place - 1] }
        self.init(tagCount: tagCount, starts: starts, tags: tags)
    }

    var count: Int { tags.count }
    /// Weights of pairs, then L x L of transitions.
    var unknowns: Int { count + tagCount * tagCount }

    /// Adds the scores of a text's words to the lattice.
    func score(_ rows: ChainRows, _ words: Range<Int>, _ weights: [Double], _ lattice: inout ChainLattice) {
        lattice.begin(words.count)
        lattice.scores.withUnsafeMutableBufferPointer { scores in
            for (place, word) in words.enumerated() {
                for attribute in rows.starts[word]..<rows.starts[word + 1] {
                    let pairs = Int(rows.attributes[Int(attribute)])
                    for pair in Int(starts[pairs])..<Int(starts[pairs + 1]) { scores[place * tagCount + Int(tags[pair])] += weights[pair] }
                }
            }
        }
    }
}

/// Minus the mean log-likelihood of the tags of a chain model, with |w|^2 / (2 C words), and its gradient.
///
/// Texts are cut into pieces by their number alone and pieces added in order: the same bits on one or more threads.
struct ChainObjective: Sendable {
    let rows: ChainRows
    let features: ChainFeatures
    let c: Double
    let threads: Int
    private let pieces: Pieces

    init(rows: ChainRows, features: ChainFeatures, c: Double, threads: Int) {
        self.rows = rows
        self.features = features
        self.c = c
        self.threads = threads
        pieces = Pieces(rows.count, size: max(1, (rows.count + 3) / 4))
    }

    func evaluate(_ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let weights = Array(point)
        let parts = pieces.map(threads: threads) { part($0, weights) }
        let scale = 1 / Double(max(1, rows.tags.count))
        var squares = 0.0
        for place in weights.indices {
            var sum = 0.0
            for part in parts { sum += part.gradient[place] }
            gradient[place] = (sum + weights[place] / c) * scale
            squares += weights[place] * weights[place]
        }
        return (parts.reduce(0) { $0 + $1.loss } + squares / (2 * c)) * scale
    }

    private func part(_ texts: Range<Int>, _ weights: [Double]) -> (loss: Double, gradient: [Double]) {
        var gradient = [Double](repeating: 0, count: features.unknowns)
        var lattice = ChainLattice(transitions: Array(weights[features.count...]), tagCount: features.tagCount)
        var loss = 0.0
        gradient.withUnsafeMutableBufferPointer { gradient in
            for text in texts {
                let words = Int(rows.texts[text])..<Int(rows.texts[text + 1])
                guard !words.isEmpty else { continue }
                features.score(rows, words, weights, &lattice)
                loss -= own(words, lattice.scores, weights, gradient)
                loss += lattice.sum()
                expect(words, lattice, gradient)
            }
        }
        return (loss, gradient)
    }

    /// The score of the text's own tags; takes them off the gradient.
    private func own(_ words: Range<Int>, _ scores: [Double], _ weights: [Double], _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let tags = features.tagCount
        var result = 0.0
        for word in words {
            let tag = Int(rows.tags[word])
            result += scores[(word - words.lowerBound) * tags + tag]
            for attribute in rows.starts[word]..<rows.starts[word + 1] {
                let pairs = Int(rows.attributes[Int(attribute)])
                for pair in Int(features.starts[pairs])..<Int(features.starts[pairs + 1]) where Int(features.tags[pair]) == tag { gradient[pair] -= 1 }
            }
            guard word > words.lowerBound else { continue }
            let pair = features.count + Int(rows.tags[word - 1]) * tags + tag
            result += weights[pair]
            gradient[pair] -= 1
        }
        return result
    }

    /// Adds what the model expects.
    private func expect(_ words: Range<Int>, _ lattice: ChainLattice, _ gradient: UnsafeMutableBufferPointer<Double>) {
        let tags = features.tagCount
        withUnsafeTemporaryAllocation(of: Double.self, capacity: tags) { share in
            for word in words {
                for tag in 0..<tags { share[tag] = lattice.probability(word - words.lowerBound, tag) }
                for attribute in rows.starts[word]..<rows.starts[word + 1] {
                    let pairs = Int(rows.attributes[Int(attribute)])
                    for pair in Int(features.starts[pairs])..<Int(features.starts[pairs + 1]) { gradient[pair] += share[Int(features.tags[pair])] }
                }
            }
        }
        lattice.addTransitions(to: UnsafeMutableBufferPointer(rebasing: gradient[features.count...]))
    }
}
