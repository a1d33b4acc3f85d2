import Assuring
import Records

/// Consensus of a million votes (100,000 items by 10 of 1,000 annotators, 10 classes), and of 100,000 where a round costs more.
/// The table of votes is made beforehand.
let consensusSpeed: [SpeedCase] = [
    consensusCase("majority", million, seconds: 0.05, hasPeer: true) { MajorityVote() },
    consensusCase("dawid-skene", million, seconds: 3, mebibytes: 150) {
        var method = DawidSkene()
        (method.maximumIterations, method.tolerance) = (100, -.infinity)
        return method
    },
    consensusCase("dawid-skene-converged", million, hasPeer: true) { DawidSkene.asPublished },
    consensusCase("one-coin", million) {
        var method = OneCoin()
        (method.maximumIterations, method.tolerance) = (100, -.infinity)
        return method
    },
    consensusCase("one-coin-converged", hundredThousand, hasPeer: true) { OneCoin() },
    consensusCase("wawa", million, hasPeer: true) { Wawa() },
    consensusCase("zero-based-skill", million, hasPeer: true) { ZeroBasedSkill() },
    consensusCase("glad", hundredThousand, seconds: 1, hasPeer: true) { GLAD() },
    consensusCase("mace", hundredThousand, seconds: 1, hasPeer: true) { MACE() },
    consensusCase("kos", hundredThousand, classes: 2, hasPeer: true) { KOS() },
    consensusCase("mmsr", hundredThousand, hasPeer: true) { MMSR() },
    consensusCase("auto", million) { AutomaticConsensus() },
]

private let million = 1_000_000
private let hundredThousand = 100_000

private func consensusCase(
    _ name: String, _ votes: Int, classes: Int = 10, seconds: Double? = nil, mebibytes: Double? = nil, hasPeer: Bool = false,
    _ method: @escaping @Sendable () -> any ConsensusMethod
) -> SpeedCase {
    let size = "\(votes == million ? "1,000,000" : "100,000") votes of 1,000 annotators, \(classes) classes"
    let peer = hasPeer ? PeerInput { try $0.write(try DrawnVotes(votes: votes, classes: classes)) } : nil
    return SpeedCase(name, size: size, seconds: seconds, mebibytes: mebibytes, peer: peer) { scale in
        let drawn = try DrawnVotes(votes: scale ?? votes, classes: classes)
        return {
            let consensus = try method().consensus(of: drawn.table)
            let right = zip(consensus.winner, drawn.truth).count { $0 == $1 }
            return [
                "iterations": .int(Int64(consensus.iterations)), "stopped": .string(consensus.stopReason.rawValue),
                "accuracy": .double(Double(right) / Double(drawn.truth.count)),
            ]
        }
    }
}
