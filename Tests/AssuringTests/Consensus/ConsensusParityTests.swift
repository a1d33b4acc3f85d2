import Foundation
import Testing

@testable import Assuring

/// Against crowd-kit on the reference cases: labels, probabilities, skills, matrices and the bound of every round.
@Suite("Parity of consensus")
struct ConsensusParityTests {
    @Test("crowd answers", arguments: ["consensus_multi", "consensus_binary"])
    func crowd(name: String) throws {
        guard let reference = try ParityCase(name) else { return }
        let votes = try VoteTable(votes: SharedData.rows(reference.file("annotations.csv")).map {
            NamedVote(item: $0["task"]!, annotator: $0["worker"]!, label: $0["label"]!)
        })
        let gold = try SharedData.rows(reference.file("gold.csv"))
        var known = [Int32](repeating: -1, count: votes.itemCount)
        for row in gold {
            known[votes.itemNames.firstIndex(of: row["task"]!)!] = Int32(votes.classNames.firstIndex(of: row["label"]!)!)
        }
        var taught = DawidSkene.asPublished
        taught.gold = known
        try compare(reference, "majority", MajorityVote(), votes, ["labels", "probas", "skills"])
        try compare(reference, "wawa", Wawa(), votes, ["labels", "probas", "skills"])
        try compare(reference, "dawid_skene", DawidSkene.asPublished, votes, ["labels", "probas", "priors", "errors", "loss_history"])
        try compare(reference, "dawid_skene_gold", taught, votes, ["labels", "probas", "loss_history"])
        try compare(reference, "one_coin", OneCoin(), votes, ["labels", "probas", "skills", "loss_history"])
        try compare(reference, "zero_based_skill", ZeroBasedSkill(), votes, ["labels", "probas", "skills"])
        // The runner compares it: only the votes of annotators with gold count there.
        reference.finish(notInThisIssue: ["gold_majority"])
    }

    private func compare(
        _ reference: ParityCase, _ key: String, _ method: some ConsensusMethod, _ votes: VoteTable, _ parts: [String]
    ) throws {
        let consensus = try method.consensus(of: votes)
        for part in parts {
            #expect(reference.difference(at: "\(key)/\(part)", value(part, consensus, votes)) == nil)
        }
    }

    private func value(_ part: String, _ consensus: Consensus, _ votes: VoteTable) -> Any? {
        func byItem(_ body: (Int) -> Any) -> [String: Any] {
            Dictionary(uniqueKeysWithValues: votes.itemNames.enumerated().map { ($0.element, body($0.offset)) })
        }
        switch part {
        case "labels": return byItem { votes.classNames[Int(consensus.winner[$0])] }
        case "probas":
            return byItem { Dictionary(uniqueKeysWithValues: zip(votes.classNames, consensus.posterior(ofItem: $0))) }
        case "skills":
            return Dictionary(uniqueKeysWithValues: zip(votes.annotatorNames, consensus.annotators.map { $0.skill ?? .nan }))
        case "priors": return Dictionary(uniqueKeysWithValues: zip(votes.classNames, consensus.priors))
        case "loss_history": return consensus.objective
        case "errors": return errors(consensus, votes)
        default: return nil
        }
    }

    /// `annotator|answer` to truth to probability, for the answers an annotator ever gave.
    private func errors(_ consensus: Consensus, _ votes: VoteTable) -> [String: Any] {
        var errors: [String: Any] = [:]
        for place in 0..<votes.count {
            let (annotator, answer) = (Int(votes.annotators[place]), Int(votes.classes[place]))
            let confusion = consensus.annotators[annotator].confusion ?? []
            errors["\(votes.annotatorNames[annotator])|\(votes.classNames[answer])"] = Dictionary(
                uniqueKeysWithValues: votes.classNames.enumerated().map { ($0.element, confusion[$0.offset * votes.classCount + answer]) })
        }
        return errors
    }
}
