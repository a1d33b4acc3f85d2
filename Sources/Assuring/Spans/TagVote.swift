import Records

/// The tag most annotators gave to each token, then repaired: an I that continues nothing becomes a B.
///
/// Each token is settled by itself, so an entity may be cut where votes are split; `HMMCrowd` looks at the neighbours too. A tie
/// goes to the tag that comes first in the scheme (`O` before all entities), its margin is 0. Posterior is the share of the
/// votes for the tag that won, repaired or not. Cost: O(tags given).
public struct TagVote: TagConsensusMethod {
    public static let name = "token-vote"
    public static let summary = "The commonest tag of each token, repaired to a valid sequence; for sequences with many annotators"

    public init() {}
    public var parameters: JSONObject { [:] }

    public func consensus(of table: TagTable) throws(ConsensusError) -> TagConsensus {
        guard !table.tags.isEmpty else { throw .noVotes }
        let classCount = table.scheme.count
        var tags = [Int32](repeating: 0, count: table.tokenCount)
        var (posterior, margin) = ([Double](repeating: 0, count: table.tokenCount), [Double](repeating: 0, count: table.tokenCount))
        var votes = [Int](repeating: 0, count: classCount)
        for sentence in 0..<table.sentenceCount {
            let (tokens, sheets) = (table.tokens(ofSentence: sentence), table.sheets(ofSentence: sentence))
            for token in tokens {
                for k in 0..<classCount { votes[k] = 0 }
                for sheet in sheets { votes[Int(table.tags[table.sheetTags[sheet] + token - tokens.lowerBound])] += 1 }
                var (best, second) = (0, 0)
                for k in 1..<max(classCount, 1) {
                    if votes[k] > votes[best] {
                        (best, second) = (k, votes[best])
                    } else {
                        second = max(second, votes[k])
                    }
                }
                tags[token] = Int32(best)
                posterior[token] = Double(votes[best]) / Double(sheets.count)
                margin[token] = Double(votes[best] - second) / Double(sheets.count)
            }
            table.scheme.repair(&tags[tokens])
        }
        return TagConsensus(
            tags: tags, posterior: posterior, margin: margin, annotators: table.standings(tags), method: Self.name,
            parameters: parameters, iterations: 1, stopReason: .singlePass, objective: [])
    }
}
