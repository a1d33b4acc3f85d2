import Assuring
import Foundation
import Records
import Suggesting

/// How the votes of rules become one answer, as it is asked for; checked once.
public struct WeakSettings: Sendable, Hashable {
    public static let usualMethod = "label-model"
    public static let methods = ["label-model", "triplet", "majority", "dawid-skene"]

    public enum Balance: Sendable, Hashable {
        /// All labels alike.
        case uniform
        /// By the votes alone.
        case estimated
        /// The shares of the known labels.
        case known
        case given([String: Double])
    }

    public var method = Self.usualMethod
    public var balance = Balance.uniform
    /// Rules that err together are looked for and share one say.
    public var findsDependencies = true
    /// So many of the strongest conflicts are listed.
    public var queue = 0
    /// Examples of each kind for each rule.
    public var examples = 3

    public init() {}

    /// `uniform`, `estimated`, `known`, or shares such as `ham=0.87,spam=0.13`.
    public static func balance(_ text: String) throws -> Balance {
        switch text {
        case "uniform": return .uniform
        case "estimated": return .estimated
        case "known": return .known
        default: break
        }
        var shares: [String: Double] = [:]
        for part in text.split(separator: ",") {
            guard let sign = part.lastIndex(of: "="), let share = Double(part[part.index(after: sign)...]) else { throw badBalance(text) }
            shares[String(part[..<sign]).trimmingCharacters(in: .whitespaces)] = share
        }
        guard !shares.isEmpty else { throw badBalance(text) }
        return .given(shares)
    }

    /// What is under `weak:` or in a file of rules; what it does not say stays.
    public mutating func take(_ declared: WeakDeclaration) throws {
        if let method = declared.method { self.method = method }
        switch declared.balance {
        case .string(let word)?: balance = try Self.balance(word)
        case .object(let shares)?: balance = .given(Dictionary(shares.members.map { ($0.key, $0.value.double ?? 0) }, uniquingKeysWith: { _, last in last }))
        case nil, .null?: break
        case let other?: throw Self.badBalance(other.text())
        }
        if declared.queue > 0 { queue = declared.queue }
    }

    public func check() throws {
        guard Self.methods.contains(method) else {
            throw WorkflowError(.badInput, "weak.method", "there is no way `\(method)` to settle rules", hint: NearestName.hint(method, among: Self.methods))
        }
    }

    /// In the order of `labels`, or why these are no shares of them.
    static func shares(_ given: [String: Double], of labels: [String]) throws -> [Double] {
        if let other = given.keys.sorted().first(where: { !labels.contains($0) }) {
            throw WorkflowError(.badInput, "weak.balance", "`\(other)` is none of the labels", hint: NearestName.hint(other, among: labels))
        }
        let shares = labels.map { given[$0] ?? 0 }
        let sum = shares.reduce(0, +)
        guard shares.allSatisfy({ $0 > 0 && $0.isFinite }), abs(sum - 1) < 0.01 else {
            throw WorkflowError(.badInput, "weak.balance", "every label has a share above 0, and together they are 1", hint: "such as " + labels.map { "\($0)=\(1 / Double(labels.count))" }.joined(separator: ","))
        }
        return shares.map { $0 / sum }
    }

    private static func badBalance(_ text: String) -> WorkflowError {
        WorkflowError(.badInput, "weak.balance", "`\(text)` is no class balance", hint: "`uniform`, `estimated`, `known`, or shares such as `ham=0.87,spam=0.13`")
    }
}
