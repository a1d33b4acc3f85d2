/// Everything known about one annotator's work. A figure without enough to make it of says why.
public struct AnnotatorReport: Sendable, Hashable, Codable {
    public var name: String
    /// Place among the annotators of the table.
    public var annotator: Int
    /// All votes, repeats included.
    public var votes: Int
    public var items: Int
    /// What the table is sorted by: Cohen's kappa drawn towards the project's mean as by five more answers, so that two lucky
    /// answers do not lead; the mean itself for somebody nobody can judge.
    public var score: Double
    public var goldAccuracy: Figure<ShareWithInterval>
    /// Answers equal to the majority of the others on the item.
    public var agreementWithOthers: Figure<ShareWithInterval>
    /// Cohen's kappa of the answers against the right ones.
    public var skill: Figure<Double>
    /// What the consensus method thinks of the annotator (`AnnotatorStanding.skill`).
    public var estimatedSkill = Figure<Double>(FigureGap(.noConsensus))
    public var confusion: Figure<AnswerConfusion>
    public var spammerScore: Figure<Double>
    public var speed: Figure<AnswerSpeed>
    public var run: Figure<AnswerRun>
    public var entropy: Figure<AnswerEntropy>
    public var positionBias: Figure<PositionBias>
    public var copying: Figure<AnswerCopying>
    public var drift: Figure<AnswerDrift>
    public var fatigue: Figure<AnswerFatigue>
    public var selfConsistency: Figure<ShareWithInterval>
    public var flags: [AnnotatorFlag] = []
}

extension AnnotatorReport {
    /// All but the score and the flags.
    init(
        _ annotator: Int32, _ evidence: AnnotatorEvidence, speed: Figure<AnswerSpeed>, entropy: Figure<AnswerEntropy>, copying: Figure<AnswerCopying>
    ) {
        let confusion = AnswerConfusion(annotator, evidence)
        name = evidence.votes.annotatorNames[Int(annotator)]
        self.annotator = Int(annotator)
        votes = evidence.history.votes(ofAnnotator: annotator).count
        items = evidence.votes.votes(ofAnnotator: annotator).count
        score = 0
        goldAccuracy = Self.goldAccuracy(annotator, evidence)
        agreementWithOthers = Self.agreement(annotator, evidence)
        skill = Self.skill(confusion, evidence.bars)
        self.confusion = confusion.map { Figure($0) } ?? Figure(FigureGap(.noOverlap))
        spammerScore = confusion?.spammerScore(minimum: evidence.bars.minimumPerClass).map { Figure($0) } ?? Figure(FigureGap(.oneClass))
        self.speed = speed
        run = AnswerRun.of(annotator, evidence)
        self.entropy = entropy
        positionBias = PositionBias.of(confusion, evidence)
        self.copying = copying
        drift = AnswerDrift.of(annotator, evidence)
        fatigue = AnswerFatigue.of(annotator, evidence)
        selfConsistency = SelfConsistency.of(annotator, evidence)
    }

    private static func goldAccuracy(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<ShareWithInterval> {
        let (right, count) = counted(annotator, .gold, evidence)
        guard count > 0 else { return Figure(FigureGap(.noGold)) }
        return Figure(ShareWithInterval(right: right, count: count, coverage: evidence.bars.coverage))
    }

    private static func agreement(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<ShareWithInterval> {
        let (right, count) = counted(annotator, .others, evidence)
        guard count > 0 else { return Figure(FigureGap(.noOverlap)) }
        return Figure(ShareWithInterval(right: right, count: count, coverage: evidence.bars.coverage))
    }

    private static func counted(_ annotator: Int32, _ basis: TruthBasis, _ evidence: AnnotatorEvidence) -> (right: Int, count: Int) {
        var (right, count) = (0, 0)
        for place in evidence.votes.votes(ofAnnotator: annotator) {
            let truth = evidence.truth(place, basis)
            guard truth >= 0 else { continue }
            count += 1
            if truth == evidence.votes.classes[Int(place)] { right += 1 }
        }
        return (right, count)
    }

    private static func skill(_ confusion: AnswerConfusion?, _ bars: AnnotatorBars) -> Figure<Double> {
        guard let confusion else { return Figure(FigureGap(.noOverlap)) }
        guard confusion.count >= bars.minimumVotes else { return Figure(.tooFew(confusion.count, bars.minimumVotes)) }
        return confusion.kappa.map { Figure($0) } ?? Figure(FigureGap(.noVariation))
    }
}
