/// Texts of one item laid over each other, word by word: columns of alternatives, each with the weight of who has it.
///
/// The word transition network of ROVER (Fiscus, 1997, doi 10.1109/ASRU.1997.659110). A text is aligned with all columns so far at
/// the least number of insertions, deletions and substitutions, where a word that a column has costs nothing and leaving a
/// column out costs nothing once somebody has. Of equal alignments: same word or substitution first, then leaving the column
/// out, then a new column, decided from the end of the text.
///
/// Alternatives are linked lists in flat arrays. Aligning n words with m columns costs O(n m) time; steps are kept for
/// about sqrt(n) rows at a time and computed again from saved rows, so memory is O(m sqrt(n)).
struct WordNetwork {
    /// The alternative of having no word.
    static let nothing: Int32 = -1

    /// First alternative of each column, in order.
    private(set) var columns: [Int32] = []
    private var word: [Int32] = []
    private var votes: [Double] = []
    private var following: [Int32] = []
    /// Weight of all texts so far.
    private(set) var weight = 0.0

    private enum Step: UInt8 { case match, leaveOut, insert }

    mutating func removeAll() {
        columns.removeAll(keepingCapacity: true)
        word.removeAll(keepingCapacity: true)
        votes.removeAll(keepingCapacity: true)
        following.removeAll(keepingCapacity: true)
        weight = 0
    }

    mutating func add(_ text: ArraySlice<Int32>, weight amount: Double) {
        let words = Array(text)
        let steps = path(words)
        var next: [Int32] = []
        next.reserveCapacity(steps.count)
        var (row, column) = (0, 0)
        for step in steps {
            switch step {
            case .match:
                vote(for: words[row], in: columns[column], amount)
                next.append(columns[column])
                row += 1
                column += 1
            case .leaveOut:
                vote(for: Self.nothing, in: columns[column], amount)
                next.append(columns[column])
                column += 1
            case .insert:
                next.append(alternative(words[row], amount, then: weight > 0 ? alternative(Self.nothing, weight, then: -1) : -1))
                row += 1
            }
        }
        columns = next
        weight += amount
    }

    private mutating func alternative(_ value: Int32, _ amount: Double, then next: Int32) -> Int32 {
        word.append(value)
        votes.append(amount)
        following.append(next)
        return Int32(word.count - 1)
    }

    private mutating func vote(for value: Int32, in column: Int32, _ amount: Double) {
        var entry = column
        while word[Int(entry)] != value {
            if following[Int(entry)] < 0 {
                following[Int(entry)] = alternative(value, amount, then: -1)
                return
            }
            entry = following[Int(entry)]
        }
        votes[Int(entry)] += amount
    }

    /// Alternatives of a column with their votes, in order of arrival.
    func alternatives(ofColumn column: Int) -> [(word: Int32, votes: Double)] {
        var result: [(word: Int32, votes: Double)] = []
        var entry = columns[column]
        while entry >= 0 {
            result.append((word[Int(entry)], votes[Int(entry)]))
            entry = following[Int(entry)]
        }
        return result
    }
}

extension WordNetwork {
    /// Steps from the start to the end of the cheapest alignment.
    private func path(_ words: [Int32]) -> [Step] {
        if columns.isEmpty { return words.map { _ in .insert } }
        let table = occurrences(words)
        let stride = max(Int(Double(words.count).squareRoot().rounded(.up)), 1)
        var saved: [[Int32]] = []
        var row = (0...columns.count).map { Int32($0) }
        for number in 0..<words.count {
            if number % stride == 0 { saved.append(row) }
            fill(&row, number, table, steps: nil)
        }
        var backwards: [Step] = []
        var (number, column) = (words.count, columns.count)
        var block = [UInt8](repeating: 0, count: stride * (columns.count + 1))
        var filled = -1
        while number > 0 || column > 0 {
            var step = Step.leaveOut
            if number > 0 {
                if filled != (number - 1) / stride {
                    filled = (number - 1) / stride
                    fillBlock(filled, stride, words.count, saved[filled], table, &block)
                }
                step = Step(rawValue: block[(number - 1) % stride * (columns.count + 1) + column]) ?? .match
            }
            backwards.append(step)
            if step != .leaveOut { number -= 1 }
            if step != .insert { column -= 1 }
        }
        return backwards.reversed()
    }

    private func fillBlock(_ block: Int, _ stride: Int, _ count: Int, _ start: [Int32], _ table: Occurrences, _ steps: inout [UInt8]) {
        var row = start
        steps.withUnsafeMutableBufferPointer { steps in
            for number in block * stride..<min((block + 1) * stride, count) {
                let offset = (number - block * stride) * (columns.count + 1)
                fill(&row, number, table, steps: UnsafeMutableBufferPointer(rebasing: steps[offset..<offset + columns.count + 1]))
            }
        }
    }

    /// The next row of distances, in place.
    private func fill(_ row: inout [Int32], _ number: Int, _ table: Occurrences, steps: UnsafeMutableBufferPointer<UInt8>?) {
        var places = table.columns[table.start[table.rank[number]]..<table.start[table.rank[number] + 1]]
        row.withUnsafeMutableBufferPointer { row in
            var diagonal = row[0]
            row[0] = Int32(number + 1)
            steps?[0] = Step.insert.rawValue
            for column in 1..<row.count {
                let above = row[column]
                let has = places.first == Int32(column - 1)
                if has { places = places.dropFirst() }
                var best = diagonal + (has ? 0 : 1)
                var step = Step.match
                let left = row[column - 1] + (table.canBeEmpty[column - 1] ? 0 : 1)
                if left < best { (best, step) = (left, .leaveOut) }
                if above + 1 < best { (best, step) = (above + 1, .insert) }
                steps?[column] = step.rawValue
                diagonal = above
                row[column] = best
            }
        }
    }

    /// In which columns each word of a text stands, ascending.
    private struct Occurrences {
        /// Place of each word of the text among its distinct words.
        var rank: [Int]
        var start: [Int]
        var columns: [Int32]
        var canBeEmpty: [Bool]
    }

    private func occurrences(_ words: [Int32]) -> Occurrences {
        let distinct = words.sorted().reduce(into: [Int32]()) { if $0.last != $1 { $0.append($1) } }
        func place(_ value: Int32) -> Int? {
            var (low, high) = (0, distinct.count)
            while low < high {
                let middle = (low + high) / 2
                if distinct[middle] < value { low = middle + 1 } else { high = middle }
            }
            return low < distinct.count && distinct[low] == value ? low : nil
        }
        var found: [(rank: Int32, column: Int32)] = []
        var canBeEmpty = [Bool](repeating: false, count: columns.count)
        for (column, head) in columns.enumerated() {
            var entry = head
            while entry >= 0 {
                let value = word[Int(entry)]
                if value == Self.nothing { canBeEmpty[column] = true }
                else if let rank = place(value) { found.append((Int32(rank), Int32(column))) }
                entry = following[Int(entry)]
            }
        }
        let starts = CountingSort.starts(of: found.map(\.rank), bucketCount: distinct.count)
        let order = CountingSort.order(of: found.map(\.rank), starts: starts)
        return Occurrences(
            rank: words.map { place($0) ?? 0 }, start: starts.map(Int.init), columns: order.map { found[Int($0)].column }, canBeEmpty: canBeEmpty)
    }
}
