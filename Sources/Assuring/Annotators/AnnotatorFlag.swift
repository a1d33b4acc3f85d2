/// A figure of an annotator on the wrong side of its bar. Facts only; see `AnnotatorFlag+Words.swift`.
public struct AnnotatorFlag: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case lowGold = "low-gold"
        case lowSkill = "low-skill"
        case spammer
        case tooQuick = "too-quick"
        case fast
        case longRun = "long-run"
        case lowEntropy = "low-entropy"
        case positionBias = "position-bias"
        case copying
        case drift
        case fatigue
        case inconsistent
    }

    public var kind: Kind
    public var annotator: String
    public var figure: Double
    public var bar: Double
    /// The class, or the other annotator, it is about.
    public var subject: String?
    /// How many votes it is made of.
    public var count: Int
}

extension AnnotatorReport {
    /// In the order of `AnnotatorFlag.Kind`.
    static func flags(of report: AnnotatorReport, _ evidence: AnnotatorEvidence, copyingBar: Double) -> [AnnotatorFlag] {
        let bars = evidence.bars
        let classes = evidence.votes.classNames
        var flags: [AnnotatorFlag] = []
        func flag(_ kind: AnnotatorFlag.Kind, _ figure: Double, _ bar: Double, _ subject: String? = nil, count: Int) {
            flags.append(AnnotatorFlag(kind: kind, annotator: report.name, figure: figure, bar: bar, subject: subject, count: count))
        }
        let judged = report.confusion.value?.count ?? 0
        if let gold = report.goldAccuracy.value, gold.high < bars.goldAccuracy { flag(.lowGold, gold.share, bars.goldAccuracy, count: gold.count) }
        if let skill = report.skill.value, skill < bars.skill { flag(.lowSkill, skill, bars.skill, count: judged) }
        if let score = report.spammerScore.value, score < bars.spammerScore { flag(.spammer, score, bars.spammerScore, count: judged) }
        if let speed = report.speed.value {
            if speed.tooQuick.low > bars.tooQuick { flag(.tooQuick, speed.tooQuick.share, bars.tooQuick, count: speed.count) }
            if let z = speed.robustZ, z < bars.quickZ { flag(.fast, z, bars.quickZ, count: speed.count) }
        }
        if let run = report.run.value, run.probability < evidence.chanceBar {
            flag(.longRun, Double(run.longest), evidence.chanceBar, classes[run.answer], count: run.count)
        }
        if let entropy = report.entropy.value, report.votes >= bars.minimumSequence, entropy.isLow, entropy.entropy < entropy.projectMedian / 2 {
            flag(.lowEntropy, entropy.entropy, entropy.projectMedian / 2, count: report.votes)
        }
        if let bias = report.positionBias.value, bias.probability < evidence.chanceBar {
            flag(.positionBias, Double(bias.answered - bias.right), evidence.chanceBar, classes[bias.position], count: bias.count)
        }
        if let copying = report.copying.value, let other = copying.other, copying.probability < copyingBar {
            flag(.copying, Double(copying.sameWrong), copying.expected, other, count: copying.shared)
        }
        if let drift = report.drift.value, drift.probability < evidence.chanceBar, drift.after < drift.before {
            flag(.drift, drift.after, drift.before, count: drift.count)
        }
        if let fatigue = report.fatigue.value, fatigue.probability < evidence.chanceBar {
            flag(.fatigue, fatigue.accuracyByQuarter[3] ?? 0, fatigue.accuracyByQuarter[0] ?? 0, count: fatigue.count)
        }
        if let same = report.selfConsistency.value, same.count >= bars.minimumVotes, same.high < bars.selfConsistency {
            flag(.inconsistent, same.share, bars.selfConsistency, count: same.count)
        }
        return flags
    }
}

extension AnnotatorFlag: Codable {
    private enum CodingKeys: String, CodingKey { case kind, annotator, figure, bar, subject, count, message, hint }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            kind: try container.decode(Kind.self, forKey: .kind), annotator: try container.decode(String.self, forKey: .annotator),
            figure: try container.decode(Double.self, forKey: .figure), bar: try container.decode(Double.self, forKey: .bar),
            subject: try container.decodeIfPresent(String.self, forKey: .subject), count: try container.decode(Int.self, forKey: .count))
    }

    /// With its words.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(annotator, forKey: .annotator)
        try container.encode(figure, forKey: .figure)
        try container.encode(bar, forKey: .bar)
        try container.encodeIfPresent(subject, forKey: .subject)
        try container.encode(count, forKey: .count)
        try container.encode(message, forKey: .message)
        try container.encode(hint, forKey: .hint)
    }
}
