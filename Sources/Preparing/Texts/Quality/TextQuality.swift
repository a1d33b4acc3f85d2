import Kernels
import Records

/// Which rules are asked and with which thresholds.
public struct TextQualitySettings: Sendable {
    /// In the order of the catalogue.
    public var rules: [TextRule]
    /// Documents named per rule in the report.
    public var examples: Int
    /// Words that drop a document, by the rule `document_removed_with_badwords`; a list is never part of the product.
    public var blocked = BlockedWords()

    public init(families: [TextRule.Family] = TextRule.Family.allCases, examples: Int = 3) {
        rules = TextRuleCatalog.all.filter { families.contains($0.family) }
        self.examples = examples
    }

    /// From a step of a task definition: a family or a rule by name, `false` to leave it out, a number as the threshold.
    ///
    ///     text-quality: { c4: false, gopher_short_doc: 20, list_ratio: false }
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "text-quality")
        try reader.allow(TextRule.Family.allCases.map(\.rawValue) + TextRuleCatalog.all.map(\.name))
        for family in TextRule.Family.allCases where try !reader.flag(family.rawValue, true) { rules.removeAll { $0.family == family } }
        for rule in TextRuleCatalog.all { try set(rule, reader, isSwitch: settings[rule.name]?.bool) }
    }

    private mutating func set(_ rule: TextRule, _ reader: SettingsReader, isSwitch: Bool?) throws(Finding) {
        guard isSwitch == nil else {
            if isSwitch == false { rules.removeAll { $0.name == rule.name } }
            return
        }
        let threshold = try reader.number(rule.name, rule.threshold, 0...1_000_000_000)
        guard let place = rules.firstIndex(where: { $0.name == rule.name }) else { return }
        rules[place].threshold = threshold
    }
}

/// Asks every rule about every document; nothing is dropped here, the caller does what the verdict says.
///
///     var quality = TextQuality()
///     for item in items { let reasons = quality.add(item.key, item.text) }
///     print(quality.report)
public struct TextQuality: Sendable {
    public private(set) var report: TextQualityReport
    private let rules: [TextRule]
    private let examples: Int
    private var measurer: TextMeasurer

    public init(_ settings: TextQualitySettings = TextQualitySettings()) {
        measurer = TextMeasurer(blocked: settings.blocked)
        rules = settings.rules
        examples = settings.examples
        report = TextQualityReport(rules: settings.rules.map(TextRuleReport.init))
    }

    /// Names of the rules that would drop the document, in the order of the catalogue; empty when it is kept.
    @discardableResult
    public mutating func add(_ key: String, _ text: String) -> [String] { add(key, measurer.measure(text)) }

    public mutating func add(_ key: String, _ measures: TextMeasures) -> [String] {
        report.seen += 1
        report.addLines(measures.cleaned)
        var reasons: [String] = []
        for (place, rule) in rules.enumerated() {
            let value = rule.measure(measures)
            report.rules[place].histogram[rule.scale.bin(of: value)] += 1
            guard rule.isDropped(value) else { continue }
            report.rules[place].dropped += 1
            report.rules[place].droppedFirst += reasons.isEmpty ? 1 : 0
            if report.rules[place].examples.count < examples { report.rules[place].examples.append(.init(key: key, value: value)) }
            reasons.append(rule.name)
        }
        report.kept += reasons.isEmpty ? 1 : 0
        return reasons
    }

    /// All documents at once, on several cores; the report is the same for any number of threads.
    public static func report(
        _ documents: [(key: String, text: String)], _ settings: TextQualitySettings = TextQualitySettings(), threads: Int
    ) -> TextQualityReport {
        let parts = Pieces(documents.count, size: 512).map(threads: threads) { range in
            var quality = TextQuality(settings)
            for document in documents[range] { quality.add(document.key, document.text) }
            return quality.report
        }
        var report = TextQuality(settings).report
        for part in parts { report.merge(part, examples: settings.examples) }
        return report
    }
}
