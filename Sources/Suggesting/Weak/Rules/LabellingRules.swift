import Kernels
import Records

/// Labelling rules read from what was declared; everything wrong becomes a finding that names its path.
///
/// Paths are such as `rules[0].pattern`, which whoever holds the text turns into line and column.
public enum LabellingRules {
    public static let usualSimilarity = 0.5
    public static let usualConfidence = 0.8
    /// Of one set; the label model's memory grows with its square.
    public static let mostRules = 1000

    /// - Parameters:
    ///   - labels: those there are; nil: whatever the rules name.
    ///   - path: of the list, such as `weak.rules`.
    public static func read(_ declared: [JSONObject], labels: [String]? = nil, path: String = "rules") -> (rules: [LabellingRule], findings: [Finding]) {
        var (rules, findings) = ([LabellingRule](), [Finding]())
        if declared.count > mostRules {
            findings.append(Finding(.error, "rules.too-many", "there are \(declared.count) rules; at most \(mostRules) are weighed", at: Place(record: path)))
            return ([], findings)
        }
        for (place, settings) in declared.enumerated() {
            var reader = RuleReader(settings, path: "\(path)[\(place)]", number: place, labels: labels)
            if let rule = reader.rule() {
                if rules.contains(where: { $0.name == rule.name }) { reader.wrong("name", "there are two rules `\(rule.name)`") }
                rules.append(rule)
            }
            findings += reader.findings
        }
        return (rules, findings)
    }
}

/// Reads the settings of one rule.
private struct RuleReader {
    let settings: JSONObject
    let path: String
    let labels: [String]?
    private let number: Int
    private(set) var findings: [Finding] = []

    init(_ settings: JSONObject, path: String, number: Int, labels: [String]?) {
        (self.settings, self.path, self.number, self.labels) = (settings, path, number, labels)
    }

    private static let common = ["name", "kind", "field", "label", "map"]

    mutating func rule() -> LabellingRule? {
        guard let word = text("kind") else {
            missing("kind", hint: NearestName.hint("", among: LabellingRule.Kind.allCases.map(\.rawValue)))
            return nil
        }
        guard let kind = LabellingRule.Kind(rawValue: word) else {
            wrong("kind", "there is no rule of kind `\(word)`", hint: NearestName.hint(word, among: LabellingRule.Kind.allCases.map(\.rawValue)))
            return nil
        }
        let own = Self.settings(of: kind)
        for key in settings.members.map(\.key) where !(Self.common + own).contains(key) {
            wrong(key, "a rule of kind `\(word)` has no `\(key)`", hint: NearestName.hint(key, among: Self.common + own))
        }
        let test = self.test(kind)
        let label = text("label"), map = self.map()
        for (key, name) in [("label", label)].compactMap({ pair in pair.1.map { (pair.0, $0) } }) + map.sorted(by: { $0.key < $1.key }).map({ ("map", $0.value) }) { check(name, key) }
        guard let test else { return nil }
        let rule = LabellingRule(name: text("name") ?? "rule-\(number + 1)", field: text("field"), label: label, map: map, test: test)
        if rule.name.isEmpty { wrong("name", "a rule has a name") }
        needsLabel(rule)
        return rule
    }

    private static func settings(of kind: LabellingRule.Kind) -> [String] {
        switch kind {
        case .keyword: ["any", "all", "none"]
        case .regex: ["pattern", "ignore-case"]
        case .dictionary: ["terms", "file"]
        case .expression: ["when", "gives"]
        case .examples: ["texts", "similarity"]
        case .model: ["file", "confidence"]
        case .command: ["run"]
        }
    }

    private mutating func test(_ kind: LabellingRule.Kind) -> LabellingRule.Test? {
        switch kind {
        case .keyword: keyword()
        case .regex: regex()
        case .dictionary: dictionary()
        case .expression: expression()
        case .examples: examples()
        case .model: share("confidence", LabellingRules.usualConfidence).map { .model(file: text("file"), confidence: $0) }
        case .command: command()
        }
    }

    private mutating func keyword() -> LabellingRule.Test? {
        let (any, all, none) = (texts("any"), texts("all"), texts("none"))
        if any.isEmpty, all.isEmpty, none.isEmpty { missing("any", hint: "`any`, `all` or `none` lists words, such as `any: [prize, won]`") }
        for (key, words) in [("any", any), ("all", all), ("none", none)] { checkWords(words, key) }
        return .keyword(any: any, all: all, none: none)
    }

    private mutating func regex() -> LabellingRule.Test? {
        guard let pattern = text("pattern") else {
            missing("pattern")
            return nil
        }
        do throws(LinearPattern.Fault) { _ = try LinearPattern(pattern) } catch {
            wrong("pattern", "`\(pattern)` cannot be used as a pattern: \(error)", hint: "there are classes, groups, `|` and `* + ? {m,n}`; for a whole word write `(^|\\W)word(\\W|$)`, or a rule of kind `keyword`")
        }
        return .regex(pattern: pattern, ignoresCase: flag("ignore-case"))
    }

    private mutating func dictionary() -> LabellingRule.Test? {
        let file = text("file")
        var terms: [LabellingRule.Term] = []
        switch settings["terms"] {
        case .object(let object)?:
            for member in object.members {
                guard let label = member.value.string else { wrong("terms", "the label of `\(member.key)` is a text"); continue }
                check(label, "terms")
                terms.append(.init(member.key, label: label))
            }
        case nil: if file == nil { missing("terms", hint: "a list of words, a mapping of words to labels, or a `file`") }
        default: terms = texts("terms").map { .init($0) }
        }
        checkWords(terms.map(\.text), "terms")
        return .dictionary(terms: terms, file: file)
    }

    private mutating func expression() -> LabellingRule.Test? {
        guard let text = text("when") ?? text("gives") else {
            missing("when", hint: "such as `when: length(text) > 100` beside a `label`, or `gives:` a computed label")
            return nil
        }
        if settings["when"] != nil, settings["gives"] != nil { wrong("gives", "a rule has `when` or `gives`, not both") }
        if settings["when"] != nil, self.text("label") == nil { wrong("when", "`when` is a condition; `label` says what the rule then gives") }
        return .expression(text)
    }

    private mutating func examples() -> LabellingRule.Test? {
        let texts = texts("texts")
        if texts.isEmpty { missing("texts", hint: "texts that are typical of the label") }
        return share("similarity", LabellingRules.usualSimilarity).map { .examples(texts: texts, similarity: $0) }
    }

    private mutating func command() -> LabellingRule.Test? {
        let words = texts("run")
        if words.isEmpty { missing("run", hint: "the program and its arguments as a list, such as `run: [./rule.py, --fast]`") }
        return .command(words)
    }

    /// Rules that find no label by themselves say one.
    private mutating func needsLabel(_ rule: LabellingRule) {
        guard rule.label == nil else { return }
        switch rule.test {
        case .keyword, .regex, .examples: missing("label")
        case .dictionary(let terms, _): if terms.contains(where: { $0.label == nil }) { missing("label", hint: "or `terms` maps each word to its label") }
        case .expression, .model, .command: break
        }
    }

    private mutating func checkWords(_ words: [String], _ key: String) {
        var cuts = FoldedWords()
        for word in words {
            var word = word
            word.withUTF8 { cuts.cut($0) }
            if cuts.count == 0 { wrong(key, "`\(word)` holds no letter and no digit, so it is no word", hint: "a rule of kind `regex` finds signs") }
        }
    }

    private mutating func check(_ label: String, _ key: String) {
        if let labels, !labels.contains(label) { wrong(key, "there is no label `\(label)`", hint: NearestName.hint(label, among: labels)) }
    }

    // MARK: Settings

    private mutating func text(_ key: String) -> String? {
        guard let value = settings[key], !value.isNull else { return nil }
        switch value {
        case .string(let text): return text
        case .int, .double, .literal, .bool: return value.text()
        default: wrong(key, "`\(key)` is text"); return nil
        }
    }

    private mutating func texts(_ key: String) -> [String] {
        guard let value = settings[key], !value.isNull else { return [] }
        if let text = value.string { return [text] }
        guard let list = value.array else { wrong(key, "`\(key)` is a list of texts"); return [] }
        return list.compactMap { element in
            switch element {
            case .string(let text): return text
            case .int, .double, .literal, .bool: return element.text()
            default: wrong(key, "`\(key)` is a list of texts"); return nil
            }
        }
    }

    private mutating func flag(_ key: String) -> Bool {
        guard let value = settings[key], !value.isNull else { return false }
        if value.bool == nil { wrong(key, "`\(key)` is true or false") }
        return value.bool ?? false
    }

    private mutating func share(_ key: String, _ usual: Double) -> Double? {
        guard let value = settings[key], !value.isNull else { return usual }
        guard let number = value.double, number > 0, number <= 1 else { wrong(key, "`\(key)` lies above 0 and is at most 1, not `\(value.text())`"); return nil }
        return number
    }

    private mutating func map() -> [String: String] {
        guard let value = settings["map"], !value.isNull else { return [:] }
        guard let object = value.object else { wrong("map", "`map` has labels that are found and those they stand for"); return [:] }
        return Dictionary(object.members.compactMap { member in member.value.string.map { (member.key, $0) } }, uniquingKeysWith: { _, last in last })
    }

    private mutating func missing(_ key: String, hint: String? = nil) {
        findings.append(Finding(.error, "rules.missing", "the rule \(shownName) has no `\(key)`", at: Place(record: path), hint: hint))
    }

    mutating func wrong(_ key: String, _ message: String, hint: String? = nil) {
        findings.append(Finding(.error, "rules.\(key)", message, at: Place(record: "\(path).\(key)"), hint: hint))
    }

    private var shownName: String { (settings["name"]?.string).map { "`\($0)`" } ?? "number \(number + 1)" }
}
