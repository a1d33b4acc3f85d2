import Foundation
import Records

extension AnnotatorFlag {
    /// The figure and the bar.
    public var message: String {
        switch kind {
        case .lowGold: "`\(annotator)` is right on \(percent(figure)) of \(count) gold items, and \(percent(bar)) is the bar"
        case .lowSkill: "`\(annotator)` has a kappa of \(short(figure)) on \(count) answers, and \(short(bar)) is the bar"
        case .spammer: "the answers of `\(annotator)` hardly depend on the item: spammer score \(short(figure)) on \(count) answers, and \(short(bar)) is the bar"
        case .tooQuick: "`\(annotator)` is too quick on \(percent(figure)) of \(count) votes, and \(percent(bar)) is the bar"
        case .fast: "`\(annotator)` is much faster than the others: robust z \(short(figure)) on \(count) votes, and \(short(bar)) is the bar"
        case .longRun: "`\(annotator)` answers `\(subject ?? "")` \(Int(figure)) times in a row, which chance does with a probability below \(short(bar))"
        case .lowEntropy: "the \(count) answers of `\(annotator)` vary little: entropy \(short(figure)), and half of the median, \(short(bar)), is the bar"
        case .positionBias: "`\(annotator)` answers `\(subject ?? "")` \(Int(figure)) times too often in \(count), which chance does with a probability below \(short(bar))"
        case .copying: "`\(annotator)` and `\(subject ?? "")` gave the same wrong answer \(Int(figure)) times on \(count) items, and \(short(bar)) times are expected"
        case .drift: "`\(annotator)` was right on \(percent(bar)) at first and on \(percent(figure)) later, of \(count) answers"
        case .fatigue: "`\(annotator)` is right on \(percent(bar)) at the start of a session and on \(percent(figure)) at its end, of \(count) answers"
        case .inconsistent: "`\(annotator)` gives the same answer again on \(percent(figure)) of \(count) repeated items, and \(percent(bar)) is the bar"
        }
    }

    public var hint: String {
        switch kind {
        case .lowGold: "Go through the missed gold items together, and check those that many miss"
        case .lowSkill: "Look at the confusion table, train on the worst pair, and have the answers done again"
        case .spammer: "Leave the votes out of the consensus and have the items answered by somebody else"
        case .tooQuick, .fast: "Look at a sample of the quick votes; ask for a second vote on them"
        case .longRun: "See whether items came sorted; if not, look at the run and have it answered again"
        case .lowEntropy: "See whether this annotator got items of one class only; if not, look at a sample"
        case .positionBias: "Show the answers in another order to see whether the habit follows the place or the class"
        case .copying: "See whether the two share a seat, an account or a script; count their votes once until then"
        case .drift: "See what changed (guideline, kind of item, person), and have the later items answered again"
        case .fatigue: "Ask for shorter sessions, and for a second vote on the ends of long ones"
        case .inconsistent: "Show the items answered differently; unclear guidelines show here first"
        }
    }

    public var finding: Finding { Finding(.warning, "annotator.\(kind.rawValue)", message, at: Place(record: annotator), hint: hint) }

    private func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    private func short(_ value: Double) -> String { String(format: "%.3g", value) }
}
