import Foundation
import Testing

/// One folder of reference inputs with what a named library makes of them.
///
/// Every expected key must be compared or declared out of scope: what is declared is printed, what is neither fails.
final class ParityCase {
    let name: String
    let folder: URL
    private let values: [String: Any]
    private let tolerance: Double
    private var compared: Set<String> = []

    /// nil, said loudly, when the reference data are not there.
    init?(_ name: String) throws {
        guard let root = SharedData.root else {
            print("SKIPPED (no ../shared): parity \(name)")
            return nil
        }
        self.name = name
        folder = root.appendingPathComponent("parity/\(name)")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent("expected.json")))
        let whole = json as! [String: Any]
        values = whole["values"] as! [String: Any]
        tolerance = whole["tolerance"] as! Double
    }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
    var keys: [String] { values.keys.sorted() }

    /// The expected value at a path such as `majority/labels`.
    func expected(_ path: String) -> Any? {
        path.split(separator: "/").reduce(values as Any?) { ($0 as? [String: Any])?[String($1)] }
    }

    /// Where ours, made of numbers, strings, arrays and dictionaries, differs from what is expected; nil where it does not.
    /// `nil` inside is `NSNull`.
    func difference(at path: String, _ ours: Any?) -> String? {
        compared.insert(path)
        guard let expected = expected(path) else { return "\(name) has no `\(path)`" }
        return difference(expected, ours ?? NSNull(), at: path).map { "\(name): \($0)" }
    }

    /// Prints the keys under a prefix that this issue does not cover, and fails on any that nobody thought of.
    func finish(notInThisIssue prefixes: [String] = [], sourceLocation: SourceLocation = #_sourceLocation) {
        var outside: [String] = []
        var forgotten: [String] = []
        for path in leaves where !compared.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
            if prefixes.contains(where: { path.hasPrefix($0) }) { outside.append(path) } else { forgotten.append(path) }
        }
        if !outside.isEmpty { print("parity \(name): not in this issue: \(outside.sorted().joined(separator: ", "))") }
        if !forgotten.isEmpty {
            Issue.record("\(name): neither compared nor declared: \(forgotten.sorted())", sourceLocation: sourceLocation)
        }
    }

    /// Paths two levels deep; keys beginning with `_` are information.
    private var leaves: [String] {
        values.filter { !$0.key.hasPrefix("_") }.flatMap { key, value -> [String] in
            guard let inner = value as? [String: Any], inner.values.contains(where: { !($0 is NSNumber) && !($0 is NSNull) }) || key.hasPrefix("cac_")
            else { return [key] }
            return inner.keys.filter { !$0.hasPrefix("_") }.map { "\(key)/\($0)" }
        }
    }

    private func difference(_ expected: Any, _ ours: Any, at path: String) -> String? {
        switch (expected, ours) {
        case (is NSNull, is NSNull): return nil
        case (let expected as [Any], let ours as [Any]):
            guard expected.count == ours.count else { return "\(path) has \(ours.count) values, expected \(expected.count)" }
            return zip(expected, ours).enumerated().lazy
                .compactMap { self.difference($0.element.0, $0.element.1, at: "\(path)[\($0.offset)]") }.first
        case (let expected as [String: Any], let ours as [String: Any]):
            guard Set(expected.keys) == Set(ours.keys) else {
                return "\(path) has other keys: \(Set(ours.keys).symmetricDifference(expected.keys).sorted().prefix(5))"
            }
            return expected.keys.sorted().lazy.compactMap { self.difference(expected[$0]!, ours[$0]!, at: "\(path)/\($0)") }.first
        case (let expected as String, let ours as String):
            return expected == ours ? nil : "\(path) is \(ours), expected \(expected)"
        case (let expected as NSNumber, _):
            guard let ours = number(ours) else { return "\(path) is \(ours), expected \(expected)" }
            let isEqual = abs(expected.doubleValue - ours) <= tolerance * max(1, abs(expected.doubleValue))
            return isEqual ? nil : "\(path) is \(ours), expected \(expected)"
        default: return "\(path) is \(ours), expected \(expected)"
        }
    }

    private func number(_ value: Any) -> Double? {
        (value as? Double) ?? (value as? Int).map(Double.init) ?? (value as? Int32).map(Double.init)
    }
}
