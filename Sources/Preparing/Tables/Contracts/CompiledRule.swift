import Kernels
import Records

/// A rule with its pattern, expressions and set made ready, and what it has counted.
struct CompiledRule: Sendable {
    let rule: ContractRule
    var result: RuleResult
    private let pattern: LinearPattern?
    private let condition: FeatureExpression?
    private let truth: FeatureExpression?
    private let values: Set<String>
    private var seen: HashSet64
    private var moments = CentralMoments()

    init(_ rule: ContractRule, place: Int, keys: [String: Set<String>], uniqueBound: Int) throws(Finding) {
        self.rule = rule
        result = RuleResult(rule: rule.expectation.name, column: rule.column, severity: rule.severity, action: rule.action, mostly: rule.mostly)
        condition = try Self.expression(rule.condition, place)
        seen = HashSet64(bound: uniqueBound)
        var (pattern, truth, values): (LinearPattern?, FeatureExpression?, Set<String>) = (nil, nil, [])
        switch rule.expectation {
        case .matchRegex(let text):
            do { pattern = try LinearPattern(text) } catch { throw TableContract.refusal("rule \(place): the pattern cannot be used: \(error)") }
        case .satisfy(let text): truth = try Self.expression(text, place)
        case .beInSet(let list): values = Set(list)
        case .existIn(let name):
            guard keys[name] != nil else { throw TableContract.refusal("rule \(place): there are no keys called `\(name)`", hint: "hand them over, or name one of \(TableContract.list(keys.keys.sorted()))") }
        default: break
        }
        (self.pattern, self.truth, self.values) = (pattern, truth, values)
    }

    private static func expression(_ text: String?, _ place: Int) throws(Finding) -> FeatureExpression? {
        guard let text else { return nil }
        do { return try FeatureExpression(text, wanted: .boolean) } catch { throw TableContract.refusal("rule \(place): `\(text)`: \(error)") }
    }

    /// nil where the rule concerns every row; false where the condition is false or missing.
    func concerned(_ rows: [JSONObject]) -> [Bool]? {
        guard let condition, case .booleans(let flags) = condition.evaluate(rows).values else { return nil }
        return flags.map { $0 == true }
    }

    /// What `satisfy` gives for each row.
    func truths(_ rows: [JSONObject]) -> [Bool?]? {
        guard let truth, case .booleans(let flags) = truth.evaluate(rows).values else { return nil }
        return flags
    }

    /// Counts the row, and says whether it keeps the rule.
    mutating func keeps(_ row: JSONObject, truth: Bool??, _ keys: [String: Set<String>]) -> Bool {
        switch rule.expectation {
        case .rowCountBetween, .columnsMatch: return true
        case .notBeNull:
            result.checked += 1
            return !Self.isMissing(row[rule.column ?? ""])
        case .satisfy:
            guard let flag = truth ?? nil else { return pass() }
            result.checked += 1
            return flag
        default:
            guard let column = rule.column, let value = row[column], !Self.isMissing(value) else { return pass() }
            return keeps(value, row, keys)
        }
    }

    private mutating func pass() -> Bool {
        result.missing += 1
        return true
    }

    private mutating func keeps(_ value: JSONValue, _ row: JSONObject, _ keys: [String: Set<String>]) -> Bool {
        switch rule.expectation {
        case .meanBetween, .deviationBetween: return gather(value)
        case .beUnique: return isNew(value)
        case .compareTo(let other, let relation):
            guard let second = row[other], !Self.isMissing(second) else { return pass() }
            result.checked += 1
            return Self.holds(relation, value, second)
        default: break
        }
        result.checked += 1
        switch rule.expectation {
        case .beBetween(let low, let high): return Self.number(value).map { Self.isWithin($0, low, high) } ?? false
        case .lengthBetween(let low, let high): return Self.isWithin(Double(Self.text(value).unicodeScalars.count), low, high)
        case .beInSet: return values.contains(Self.text(value))
        case .matchRegex: return pattern?.matches(Self.text(value)) ?? false
        case .beOfType(let type): return Self.isOf(type, value)
        case .existIn(let name): return keys[name]?.contains(Self.text(value)) ?? false
        default: return true
        }
    }

    private mutating func gather(_ value: JSONValue) -> Bool {
        guard let number = Self.number(value), number.isFinite else {
            result.untried += 1
            return true
        }
        withUnsafePointer(to: number) { moments.add(UnsafeBufferPointer(start: $0, count: 1)) }
        return true
    }

    private mutating func isNew(_ value: JSONValue) -> Bool {
        let hash = Hash64.of(Self.text(value))
        let isFull = seen.isFull, isNew = seen.insert(hash)
        if isNew, isFull { result.untried += 1 } else { result.checked += 1 }
        return isNew
    }

    mutating func fail(_ row: JSONObject, number: Int, line: Int?) {
        result.failed += 1
        guard result.failures.count < ContractCheck.mostFailures else { return }
        let value = rule.column.flatMap { row[$0] }.flatMap { Self.isMissing($0) ? nil : Self.text($0) }
        result.failures.append(.init(row: number, line: line, value: value.map { String(String.UnicodeScalarView($0.unicodeScalars.prefix(80))) }))
    }

    /// With what can only be said at the end.
    func settled(rows: Int, missing: [String], isOutOfOrder: Bool) -> RuleResult {
        var result = result
        func settle(_ value: Double?, _ low: Double?, _ high: Double?) {
            guard let value, value.isFinite else { return }
            (result.checked, result.observed) = (1, value)
            result.failed = Self.isWithin(value, low, high) ? 0 : 1
        }
        switch rule.expectation {
        case .meanBetween(let low, let high): settle(moments.count > 0 ? moments.mean : nil, low, high)
        case .deviationBetween(let low, let high): settle(moments.deviation, low, high)
        case .rowCountBetween(let low, let high): settle(Double(rows), low, high)
        case .columnsMatch(_, let ordered):
            result.checked = 1
            result.failed = !missing.isEmpty || ordered && isOutOfOrder ? 1 : 0
            result.failures = missing.prefix(ContractCheck.mostFailures).map { .init(row: 0, line: nil, value: $0) }
        default: break
        }
        return result
    }
}

// MARK: Values

extension CompiledRule {
    static func isMissing(_ value: JSONValue?) -> Bool { value == nil || value?.isNull == true || value?.string?.isEmpty == true }

    static func text(_ value: JSONValue) -> String { value.string ?? value.text(sorted: true) }

    static func number(_ value: JSONValue) -> Double? {
        guard var text = value.string else { return value.double }
        return text.withUTF8 { DecimalText.read(UnsafeRawBufferPointer($0)) }?.value
    }

    static func isWithin(_ value: Double, _ low: Double?, _ high: Double?) -> Bool { value >= low ?? -.infinity && value <= high ?? .infinity }

    static func isOf(_ type: ContractType, _ value: JSONValue) -> Bool {
        let kind = kind(of: value)
        return switch type {
        case .boolean: kind == .boolean || kind == .booleanText
        case .integer: kind == .integer || kind == .integerText
        case .number: kind == .integer || kind == .integerText || kind == .number || kind == .numberText
        case .date: kind == .dateText
        case .dateTime: kind == .dateTimeText
        case .text: value.string != nil
        }
    }

    private static func kind(of value: JSONValue) -> CellKind {
        switch value {
        case .bool: return .boolean
        case .int: return .integer
        case .double(let number): return number == number.rounded() && number.isFinite ? .integer : .number
        case .literal(var text), .string(var text):
            return text.withUTF8 { bytes in bytes.baseAddress.map { bytes.isEmpty ? .text : CellReader.read($0, bytes.count).kind } ?? .text }
        case .null, .array, .object: return .nested
        }
    }

    /// Numbers by value, everything else by bytes: ISO dates so come in order.
    static func holds(_ relation: ContractRelation, _ first: JSONValue, _ second: JSONValue) -> Bool {
        let (isBelow, isEqual): (Bool, Bool)
        if let a = number(first), let b = number(second) {
            (isBelow, isEqual) = (a < b, a == b)
        } else {
            let (a, b) = (text(first), text(second))
            (isBelow, isEqual) = (ExpressionEvaluator.isBefore(a, b), a.utf8.elementsEqual(b.utf8))
        }
        return switch relation {
        case .below: isBelow
        case .atMost: isBelow || isEqual
        case .equal: isEqual
        case .unequal: !isEqual
        case .atLeast: !isBelow
        case .above: !isBelow && !isEqual
        }
    }
}
