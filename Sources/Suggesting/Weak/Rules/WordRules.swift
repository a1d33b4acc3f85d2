import Kernels

/// The rules of one field that look for words: keywords and dictionaries over one index.
struct WordRules: Sendable {
    private var index = PhraseIndex()
    private var keywords: [(rule: Int, any: [Int32], all: [Int32], none: [Int32], label: Int32)] = []
    private var dictionaries: [Int] = []
    /// By phrase: place in `dictionaries`, and the class it speaks for.
    private var entries: [Int32: [(dictionary: Int32, label: Int32)]] = [:]

    var isEmpty: Bool { keywords.isEmpty && dictionaries.isEmpty }

    mutating func add(keyword rule: Int, any: [String], all: [String], none: [String], _ label: Int32) {
        keywords.append((rule, any.compactMap { index.add($0) }, all.compactMap { index.add($0) }, none.compactMap { index.add($0) }, label))
    }

    mutating func add(dictionary rule: Int, _ terms: [(text: String, label: Int32)]) {
        for term in terms {
            guard term.label >= 0, let phrase = index.add(term.text) else { continue }
            entries[phrase, default: []].append((Int32(dictionaries.count), term.label))
        }
        dictionaries.append(rule)
    }

    func ask(_ texts: [String?], _ records: Range<Int>, _ ruleCount: Int, _ cells: inout [Int32]) {
        var (cuts, seen, found) = (FoldedWords(), [Bool](repeating: false, count: index.count), [Int32]())
        var tallies = dictionaries.map { _ in [Int32: Int]() }
        for record in records {
            guard var text = texts[record] else { continue }
            text.withUTF8 { cuts.cut($0) }
            index.find(in: cuts.hashes, &seen, &found)
            let row = (record - records.lowerBound) * ruleCount
            for keyword in keywords where Self.speaks(keyword.any, keyword.all, keyword.none, seen) { cells[row + keyword.rule] = keyword.label }
            if !dictionaries.isEmpty, !found.isEmpty { look(up: found, &tallies, row, &cells) }
            for phrase in found { seen[Int(phrase)] = false }
        }
    }

    private static func speaks(_ any: [Int32], _ all: [Int32], _ none: [Int32], _ seen: [Bool]) -> Bool {
        (any.isEmpty || any.contains { seen[Int($0)] }) && all.allSatisfy { seen[Int($0)] } && !none.contains { seen[Int($0)] }
    }

    /// The class most of the terms found speak for; silence on a tie.
    private func look(up found: [Int32], _ tallies: inout [[Int32: Int]], _ row: Int, _ cells: inout [Int32]) {
        for phrase in found { for entry in entries[phrase] ?? [] { tallies[Int(entry.dictionary)][entry.label, default: 0] += 1 } }
        for (place, rule) in dictionaries.enumerated() where !tallies[place].isEmpty {
            let most = tallies[place].values.max() ?? 0
            let winners = tallies[place].filter { $0.value == most }
            if winners.count == 1, let winner = winners.first { cells[row + rule] = winner.key }
            tallies[place].removeAll(keepingCapacity: true)
        }
    }
}

/// The rules of one field that compare with examples.
struct ExampleRules: Sendable {
    private var index: ExampleIndex?
    private var rules: [(rule: Int, examples: Range<Int>, similarity: Float, label: Int32)] = []

    var isEmpty: Bool { rules.isEmpty }

    mutating func add(_ rule: Int, _ texts: [String], _ similarity: Float, _ label: Int32) {
        var own = index ?? ExampleIndex()
        let first = own.count
        for text in texts { _ = own.add(text) }
        index = own
        rules.append((rule, first..<own.count, similarity, label))
    }

    func ask(_ texts: [String?], _ records: Range<Int>, _ ruleCount: Int, _ cells: inout [Int32]) {
        guard let index else { return }
        let rows = index.features.hashed(records.map { texts[$0] ?? "" })
        var similarities = [Float](repeating: 0, count: index.count)
        for record in records where texts[record] != nil {
            index.similarities(rows, record - records.lowerBound, &similarities)
            for rule in rules where rule.examples.contains(where: { similarities[$0] >= rule.similarity - 1e-6 }) {
                cells[(record - records.lowerBound) * ruleCount + rule.rule] = rule.label
            }
        }
    }
}
