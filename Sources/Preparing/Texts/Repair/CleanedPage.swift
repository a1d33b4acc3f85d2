/// A page cut into blocks, each kept or not.
public struct CleanedPage: Sendable, Hashable {
    /// What spoke against a block, or left it to its neighbours.
    public enum Reason: String, Sendable, CaseIterable, Codable {
        case links, notice, short, surroundings
        case functionWords = "function-words"
    }

    public struct Block: Sendable, Hashable {
        public var text: String
        /// Bytes of the page, tags inside included.
        public var range: Range<Int>
        public var isKept: Bool
        /// nil when it is kept.
        public var why: Reason?
        public var linkShare: Double
        public var functionWordShare: Double

        init(_ judged: JudgedBlock) {
            text = judged.text
            range = judged.range
            isKept = judged.standing == .good
            why = isKept ? nil : judged.why
            linkShare = judged.linkShare
            functionWordShare = judged.functionWordShare
        }
    }

    public var blocks: [Block]

    /// Kept blocks, a line each.
    public var text: String { blocks.filter(\.isKept).map(\.text).joined(separator: "\n") }
}
