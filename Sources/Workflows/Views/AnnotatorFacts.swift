import Assuring
import Foundation

/// One annotator's report in lines that people read: a name, and a figure with its interval or the reason why there is none.
public struct AnnotatorFacts: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public var name: String
        public var text: String
    }

    public struct Confused: Sendable, Hashable {
        public var truth: String
        public var answer: String
        public var count: Int
    }

    public var lines: [Line]
    /// What was answered to what, most frequent first, mistakes before right answers.
    public var confusion: [Confused]

    public init(_ report: AnnotatorReport, in details: AnnotatorDetails) {
        let classes = details.classes
        var lines = [
            Line(name: "annotator", text: report.name), Line(name: "votes", text: "\(report.votes) on \(report.items) items"),
            Line(name: "score", text: "\(Self.short(report.score)), place \((details.annotators.firstIndex { $0.name == report.name } ?? 0) + 1) of \(details.annotators.count)"),
        ]
        func add<Value>(_ name: String, _ figure: Figure<Value>, _ words: (Value) -> String) {
            lines.append(Line(name: name, text: figure.value.map(words) ?? "- (\(figure.gap.map(\.description) ?? "not known"))"))
        }
        add("gold accuracy", report.goldAccuracy, Self.words)
        add("agreement with others", report.agreementWithOthers, Self.words)
        add("skill", report.skill) { "kappa \(Self.short($0))" + Self.basis(report) }
        add("estimated skill", report.estimatedSkill) { Self.short($0) }
        add("spammer score", report.spammerScore) { "\(Self.short($0)); 0 answers blindly, 1 never does" }
        add("speed", report.speed, Self.words)
        add("longest run", report.run) { "`\(classes[$0.answer])` \($0.longest) times from vote \($0.start + 1) of \($0.count); by chance \(Self.short($0.probability))" }
        add("entropy", report.entropy) { "\(Self.short($0.entropy)), above or equal to \(Self.percent($0.percentile / 100)) of the annotators; the median is \(Self.short($0.projectMedian))" }
        add("position bias", report.positionBias) { "`\(classes[$0.position])` answered \($0.answered) times where it was right \($0.right) times of \($0.count); by chance \(Self.short($0.probability))" }
        add("copying", report.copying, Self.words)
        add("drift", report.drift, Self.words)
        add("fatigue", report.fatigue, Self.words)
        add("self-consistency", report.selfConsistency, Self.words)
        self.lines = lines
        let cells = (report.confusion.value?.cells ?? []).map { Confused(truth: classes[$0.truth], answer: classes[$0.answer], count: $0.count) }
        confusion = cells.sorted { left, right in
            let (first, second) = (left.truth == left.answer ? 1 : 0, right.truth == right.answer ? 1 : 0)
            return (first, right.count, left.truth, left.answer) < (second, left.count, right.truth, right.answer)
        }
    }

    private static func basis(_ report: AnnotatorReport) -> String {
        guard let confusion = report.confusion.value else { return "" }
        let against = switch confusion.basis {
        case .gold: "gold answers"
        case .consensus: "the consensus"
        case .others: "the majority of the others"
        }
        return " against \(against), \(confusion.right) of \(confusion.count) right"
    }

    private static func words(_ share: ShareWithInterval) -> String {
        "\(percent(share.share)), \(percent(share.low)) to \(percent(share.high)) (\(share.right) of \(share.count))"
    }

    private static func words(_ speed: AnswerSpeed) -> String {
        "median \(short(speed.medianSeconds)) s of \(speed.count) votes, everybody's \(short(speed.projectMedianSeconds)) s; too quick \(words(speed.tooQuick)); "
            + (speed.robustZ.map { "robust z \(short($0))" } ?? "no robust z: fewer than three annotators, or half of them equally fast")
    }

    private static func words(_ copying: AnswerCopying) -> String {
        guard let other = copying.other else { return "nobody stands out" }
        return "`\(other)`: the same wrong answer \(copying.sameWrong) times on \(copying.shared) items where \(short(copying.expected)) are expected; by chance \(short(copying.probability))"
    }

    private static func words(_ drift: AnswerDrift) -> String {
        guard drift.changeAfter < drift.count else { return "none: \(percent(drift.before)) right of \(drift.count) throughout" }
        return "\(percent(drift.before)) right in the first \(drift.changeAfter) of \(drift.count), then \(percent(drift.after)); by chance \(short(drift.probability))"
    }

    private static func words(_ fatigue: AnswerFatigue) -> String {
        func quarters(_ values: [Double?], _ words: (Double) -> String) -> String { values.map { $0.map(words) ?? "-" }.joined(separator: " ") }
        return "right in quarters of \(fatigue.sessions) \(fatigue.sessions == 1 ? "session" : "sessions") \(quarters(fatigue.accuracyByQuarter, percent)), "
            + "seconds \(quarters(fatigue.secondsByQuarter, short)); trend \(short(fatigue.trend)), by chance \(short(fatigue.probability))"
    }

    private static func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    private static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}
