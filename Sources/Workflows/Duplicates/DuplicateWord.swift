import Records
import Storage

/// What is to become of groups of duplicates: which one of each is kept, or that a decision is taken back.
///
/// What is not kept is set aside: rejected with a reason, out of splits, queue and shipments, and as it was in all else.
/// Whatever people said of it stays, and counts again when it is taken back.
public enum DuplicateWord: String, Sendable, Codable, CaseIterable {
    /// Keep the one that was collected first.
    case first
    /// Keep the picture with the most pixels, the text with the most characters.
    case largest
    /// Keep one with a known answer before one with most people's answers, and those before the rest.
    case answered
    /// Keep every member: they are no duplicates of each other, or all are wanted.
    case all
    /// Take back what was decided: everything set aside is ready again.
    case open

    /// Words that keep one of each group.
    public static let keepingOne = [first, largest, answered]

    /// Ties go to what was collected first.
    func keeper(of members: some Sequence<DuplicateMember>) -> DuplicateMember? {
        members.max { left, right in
            switch self {
            case .largest where left.extent != right.extent: left.extent < right.extent
            case .answered where left.isGold != right.isGold: right.isGold
            case .answered where left.answers != right.answers: left.answers < right.answers
            case .first, .largest, .answered, .all, .open: left.id > right.id
            }
        }
    }
}

/// Whether a group waits for a word: it does with two ready members, one of which nobody has said to keep.
public enum DuplicateStanding: String, Sendable, Codable, CaseIterable {
    case open, decided
}

/// What a decision needs to know of one member of a group.
struct DuplicateMember: Sendable, Hashable {
    var id: ItemID
    var key: String
    /// Pixels of a picture, characters of a text.
    var extent: Int
    var isSetAside: Bool
    var split: String?
    /// Somebody said to keep it beside the others.
    var isKept: Bool
    /// Of how many people and sources there is an answer.
    var answers = 0
    var isGold = false

    init(_ item: Item) {
        id = item.id
        key = item.key
        extent = item.picture.map { ($0.width ?? 0) * ($0.height ?? 0) } ?? item.text?.unicodeScalars.count ?? 0
        split = item.split
        isSetAside = DuplicateMark.isSetAside(item.state, item.stateReason)
        isKept = item.state == .ready && item.stateReason == DuplicateMark.kept
    }

    var hasAnswers: Bool { answers > 0 || isGold }
}

/// What a word changes in one group.
struct DuplicateOutcome: Sendable, Hashable {
    /// To be set aside as duplicates of `keeper`.
    var aside: [DuplicateMember] = []
    var keeper: DuplicateMember?
    /// To be ready, as before anything was said.
    var back: [DuplicateMember] = []
    /// To be ready, and said to be wanted.
    var kept: [DuplicateMember] = []

    /// In a group that waits for a word only what is ready and unsaid is decided: a member that came later never undoes what
    /// somebody decided before it came. In one that was decided everything is decided anew.
    init(_ word: DuplicateWord, of members: [DuplicateMember]) {
        let ready = members.filter { !$0.isSetAside }
        let unsaid = ready.filter { !$0.isKept }
        let isOpen = ready.count > 1 && !unsaid.isEmpty
        switch word {
        case .open:
            back = members.filter { $0.isSetAside || $0.isKept }
        case .all:
            kept = isOpen ? unsaid : members.filter { !$0.isKept }
        case .first, .largest, .answered:
            let wanted = ready.filter(\.isKept)
            keeper = word.keeper(of: isOpen ? (wanted.isEmpty ? ready : wanted) : members)
            aside = (isOpen ? unsaid : members.filter { !$0.isSetAside }).filter { $0.id != keeper?.id }
            back = keeper.map { $0.isSetAside || ($0.isKept && !isOpen) ? [$0] : [] } ?? []
        }
    }
}
