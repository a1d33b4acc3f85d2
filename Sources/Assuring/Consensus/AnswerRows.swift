/// The pairs of annotator and answer that occur among the votes: what a model of annotators needs rows for.
///
/// Numbered by annotator and then answer. R pairs are at most N votes and at most A x K, so a thousand annotators with a
/// thousand classes cost what they answered and not a billion cells. Building is O(N + R log R + K).
struct AnswerRows {
    /// The row of each vote.
    let rowOfVote: [Int32]
    /// Rows of annotator a are `start[a] ..< start[a + 1]`.
    let start: [Int32]
    /// The answer of each row.
    let answers: [Int32]

    var count: Int { answers.count }

    init(_ votes: VoteTable) {
        var rowOfVote = [Int32](repeating: 0, count: votes.count)
        var start: [Int32] = [0]
        var answers: [Int32] = []
        var rowOfClass = [Int32](repeating: -1, count: votes.classCount)
        start.reserveCapacity(votes.annotatorCount + 1)
        rowOfVote.withUnsafeMutableBufferPointer { rowOfVote in
            rowOfClass.withUnsafeMutableBufferPointer { rowOfClass in
                votes.withColumns { columns in
                    for annotator in 0..<votes.annotatorCount {
                        let first = answers.count
                        for order in columns.orders(ofAnnotator: annotator) {
                            let answer = columns.classes[Int(columns.annotatorOrder[order])]
                            guard rowOfClass[Int(answer)] < first else { continue }
                            rowOfClass[Int(answer)] = Int32(first)
                            answers.append(answer)
                        }
                        answers[first...].sort()
                        for row in first..<answers.count { rowOfClass[Int(answers[row])] = Int32(row) }
                        for order in columns.orders(ofAnnotator: annotator) {
                            let place = Int(columns.annotatorOrder[order])
                            rowOfVote[place] = rowOfClass[Int(columns.classes[place])]
                        }
                        for row in first..<answers.count { rowOfClass[Int(answers[row])] = -1 }
                        start.append(Int32(answers.count))
                    }
                }
            }
        }
        self.rowOfVote = rowOfVote
        self.start = start
        self.answers = answers
    }
}
