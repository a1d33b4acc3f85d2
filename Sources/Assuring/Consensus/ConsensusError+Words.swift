import Foundation

extension ConsensusError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noVotes: "there are no votes to settle"
        case .settingOutOfRange(let name, let value, let allowed): "`\(name)` is \(value), and \(allowed) is allowed"
        case .unequalGold(let items, let gold): "\(gold) gold answers for \(items) items"
        case .goldOutOfRange(let index, let count, let item):
            "the gold answer of `\(item)` is class \(index), and there are \(count) classes"
        case .noGold: "no vote is on an item with a gold answer, and the method learns from those alone"
        case .tooManyClasses(let count, let most, let method):
            "`\(method)` settles at most \(most) classes, and there are \(count)"
        case .unequalStart(let name, let count, let expected): "`\(name)` holds \(count) numbers, and \(expected) are due"
        case .tooLarge(let table, let bytes, let limit):
            "a table of \(table) takes \(bytes.map(Self.gibibytes) ?? "more than can be counted"), and \(Self.gibibytes(limit)) may be used"
        }
    }

    private static func gibibytes(_ bytes: Int) -> String { String(format: "%.1f GiB", Double(bytes) / 0x1p30) }
}
