/// Who is on whose side: +1 or -1 per annotator, so that few who agree are apart and few who disagree together.
///
/// The eigenvector, for the eigenvalue nearest to -1, of the random walk on a graph in which those who disagree (C < 0) are
/// neighbours, and those who agree have a neighbour in common: opposite sides then alternate. Found by power iteration from
/// "all agree"; the larger side is positive. As in crowd-kit 1.4.2 each annotator is also their own neighbour, which only makes
/// the walk slower. O(A^2) time a step.
enum DisagreementSigns {
    static func signs(_ agreements: PairAgreements) -> [Double] {
        let size = agreements.count
        var (agreeing, disagreeing): ([(Int, Int)], [(Int, Int)]) = ([], [])
        for row in 0..<size {
            for column in row + 1..<max(size, row + 1) where agreements.isKnown[row * size + column] {
                let value = agreements.values[row * size + column]
                if value > 0 { agreeing.append((row, column)) } else if value < 0 { disagreeing.append((row, column)) }
            }
        }
        var degree = [Double](repeating: 1, count: size)
        for (left, right) in agreeing + disagreeing {
            degree[left] += 1
            degree[right] += 1
        }
        var sides = [Double](repeating: 1, count: size)
        var between = [Double](repeating: -1, count: agreeing.count)
        for _ in 0..<steps {
            var walked = sides
            for (left, right) in disagreeing {
                walked[left] += sides[right]
                walked[right] += sides[left]
            }
            var change = 0.0
            var largest = 0.0
            var nextBetween = between
            for (edge, (left, right)) in agreeing.enumerated() {
                walked[left] += between[edge]
                walked[right] += between[edge]
                nextBetween[edge] -= (sides[left] + sides[right]) / 2
                largest = max(largest, abs(nextBetween[edge]))
            }
            for index in walked.indices {
                walked[index] = sides[index] - walked[index] / degree[index]
                largest = max(largest, abs(walked[index]))
            }
            guard largest > 0 else { break }
            for index in walked.indices {
                walked[index] /= largest
                change = max(change, abs(walked[index] - sides[index]))
            }
            for edge in nextBetween.indices { nextBetween[edge] /= largest }
            sides = walked
            between = nextBetween
            if change < 1e-12 { break }
        }
        let signs = sides.map { $0 < 0 ? -1.0 : 1.0 }
        return signs.reduce(0, +) < 0 ? signs.map { -$0 } : signs
    }

    private static let steps = 10_000
}
