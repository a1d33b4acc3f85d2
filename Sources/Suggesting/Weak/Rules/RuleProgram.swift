import Kernels

/// Labelling rules made ready to be asked of millions of texts.
///
/// All rules that look for words share one cut of the text and one index, those that compare with examples one hashing, and
/// each pattern is a lazily built automaton. Expressions, programs and whatever else needs the whole record are answered
/// elsewhere and put into the batch (`given`). A rule whose label is none of `labels` is silent: `LabellingRules` refuses it.
///
/// Cost of twenty rules of words and patterns: some microseconds a text of 80 characters on one thread. Deterministic.
public struct RuleProgram: Sendable {
    public let rules: [LabellingRule]
    public let labels: [String]
    /// The fields that are read, each once; nil is that of the set.
    public let fields: [String?]
    /// Rules that others answer, by number.
    public let given: [Int]

    private let classOf: [String: Int32]
    /// One per field, nil where no rule looks for words or examples there.
    private var words: [WordRules]
    private var patterns: [(rule: Int, field: Int, label: Int32, ignoresCase: Bool, matcher: PatternMatcher)] = []
    private var models: [(rule: Int, field: Int, classes: [Int32], confidence: Double, model: TextModel)] = []
    private var likenesses: [ExampleRules]

    /// - Parameter models: those that rules of kind `model` ask, by the rule's number.
    public init(_ rules: [LabellingRule], labels: [String], models: [Int: TextModel] = [:]) throws(WeakError) {
        guard !rules.isEmpty else { throw .noRules }
        var fields: [String?] = []
        for rule in rules where !fields.contains(rule.field) { fields.append(rule.field) }
        let classOf = Dictionary(labels.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        (self.rules, self.labels, self.fields, self.classOf) = (rules, labels, fields, classOf)
        words = fields.map { _ in WordRules() }
        likenesses = fields.map { _ in ExampleRules() }
        var given: [Int] = []
        for (number, rule) in rules.enumerated() {
            let field = fields.firstIndex(of: rule.field) ?? 0
            let label = rule.label.flatMap { classOf[$0] } ?? -1
            switch rule.test {
            case .keyword(let any, let all, let none): words[field].add(keyword: number, any: any, all: all, none: none, label)
            case .dictionary(let terms, _): words[field].add(dictionary: number, terms.map { term in (term.text, term.label.map { classOf[rule.meant($0)] ?? -1 } ?? label) })
            case .regex(let pattern, let ignoresCase):
                guard let compiled = try? LinearPattern(ignoresCase ? Self.lowered(pattern) : pattern) else { throw .badPattern(rule: rule.name) }
                patterns.append((number, field, label, ignoresCase, PatternMatcher(compiled)))
            case .examples(let texts, let similarity): likenesses[field].add(number, texts, Float(similarity), label)
            case .model(_, let confidence):
                guard let model = models[number] else { given.append(number); continue }
                self.models.append((number, field, model.labelNames.map { classOf[rule.meant($0)] ?? -1 }, confidence, model))
            case .expression, .command: given.append(number)
            }
        }
        self.given = given
    }

    /// The class of a name that rule `rule` found; nil for one that is none of the labels.
    public func label(_ found: String, of rule: Int) -> Int32? { classOf[rules[rule].meant(found)] }

    /// Records by rules, in the order of both. Remembers what its patterns have learned.
    public mutating func ask(_ batch: RuleBatch, threads: Int = 1) -> RuleBlock {
        let program = self
        let answers = Pieces(batch.count, size: 1024).map(threads: threads) { records -> (cells: [Int32], patterns: [PatternMatcher]) in
            var own = program
            return (own.cells(batch, records), own.patterns.map(\.matcher))
        }
        if let learned = answers.first?.patterns { for place in patterns.indices { patterns[place].matcher = learned[place] } }
        return RuleBlock(ruleCount: rules.count, cells: answers.count == 1 ? answers[0].cells : answers.flatMap(\.cells))
    }

    private mutating func cells(_ batch: RuleBatch, _ records: Range<Int>) -> [Int32] {
        let m = rules.count
        var cells = [Int32](repeating: -1, count: records.count * m)
        for field in fields.indices {
            if !words[field].isEmpty { words[field].ask(batch.texts[field], records, m, &cells) }
            if !likenesses[field].isEmpty { likenesses[field].ask(batch.texts[field], records, m, &cells) }
        }
        for place in patterns.indices { ask(pattern: place, batch, records, &cells) }
        for (rule, field, classes, confidence, model) in models {
            let spoken = records.filter { batch.texts[field][$0] != nil }
            let probabilities = model.predict(spoken.map { batch.texts[field][$0] ?? "" })
            for (row, record) in spoken.enumerated() {
                let best = TextModel.best(probabilities, row: row, labelCount: classes.count)
                if probabilities[row * classes.count + best] >= confidence { cells[(record - records.lowerBound) * m + rule] = classes[best] }
            }
        }
        for (rule, votes) in batch.given { for record in records { cells[(record - records.lowerBound) * m + rule] = votes[record] } }
        return cells
    }

    private mutating func ask(pattern place: Int, _ batch: RuleBatch, _ records: Range<Int>, _ cells: inout [Int32]) {
        let (rule, field, label, ignoresCase) = (patterns[place].rule, patterns[place].field, patterns[place].label, patterns[place].ignoresCase)
        var folded: [UInt8] = []
        for record in records {
            guard let text = batch.texts[field][record] else { continue }
            var isFound: Bool
            if ignoresCase {
                folded.removeAll(keepingCapacity: true)
                FoldedText.append(text, to: &folded)
                isFound = folded.withUnsafeBufferPointer { patterns[place].matcher.matches($0) }
            } else {
                isFound = patterns[place].matcher.matches(text)
            }
            if isFound { cells[(record - records.lowerBound) * rules.count + rule] = label }
        }
    }

    /// A pattern in small letters, but for its escapes: `\S` is not `\s`.
    static func lowered(_ pattern: String) -> String {
        var result = "", isEscaped = false
        for scalar in pattern.unicodeScalars {
            result += isEscaped ? String(scalar) : String(scalar).lowercased()
            isEscaped = scalar == "\\" && !isEscaped
        }
        return result
    }
}
