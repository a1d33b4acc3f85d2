/// Every consensus method there is. Adding one here is all the registration it needs.
public enum ConsensusCatalog {
    public static let all: [any ConsensusMethod] = [
        MajorityVote(), DawidSkene(), OneCoin(), Wawa(), ZeroBasedSkill(), GoldMajority(), GLAD(), MACE(), MMSR(), KOS(), AutomaticConsensus(),
    ]

    public static func named(_ name: String) -> (any ConsensusMethod)? {
        all.first { $0.name == name }
    }
}
