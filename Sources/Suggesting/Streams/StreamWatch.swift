import Kernels

/// Watches a stream day by day: does the model still do as well as in the reference days?
///
///     var watch = StreamWatch(settings)
///     let report = watch.add(answered, tally)       // every day once, in order, when its answers are in
///
/// The first `referenceDays` with answers are the reference. From then on a CUSUM chart runs over the evenly drawn events, one
/// by one: it alarms falsely once in `daysBetweenFalseAlarms` at most (`ShareChart` computes the height exactly). The rate
/// it takes for usual is not the one seen in the reference but the upper end of what that may mean, at 90 %: charts set up
/// with an estimate alarm far too often when the estimate is low (Gandy and Kvaløy, 2013, doi 10.1002/sjos.12006). After an
/// alarm the chart begins anew at 0.
/// Memory: the tallies of the reference, and the chart. `Codable`, so it can be kept between days.
public struct StreamWatch: Sendable, Hashable, Codable {
    public let settings: StreamWatchSettings
    public private(set) var reference = StreamReference()
    /// nil while the reference is collected.
    public private(set) var chart: ShareChart?
    /// Where the chart stands.
    public private(set) var sum = 0

    public init(_ settings: StreamWatchSettings = StreamWatchSettings()) { self.settings = settings }

    /// The next day. A day without answers is looked at for drift alone.
    public mutating func add(_ day: AnsweredSample, _ tally: DayTally) -> StreamDayReport {
        let estimates = StreamEstimates([day])
        var report = StreamDayReport(day: day.sample.day, events: day.sample.counts.total, sampled: day.sample.items.count, answered: day.answered)
        report.disagreement = estimates.disagreement
        guard let chart else {
            report.isReference = true
            collect(day, tally, estimates)
            return report
        }
        report.drifts = TallyDrift.all(reference.tally, tally, bar: settings.stabilityBar)
        compare(estimates, &report)
        run(chart, over: day.randomDisagreements, &report)
        return report
    }

    private mutating func collect(_ day: AnsweredSample, _ tally: DayTally, _ estimates: StreamEstimates) {
        reference.add(day, tally, estimates)
        guard reference.days >= settings.referenceDays else { return }
        let usual = min(0.9, max(0.001, ExactInterval.upper(reference.randomDisagreements, among: reference.randomAnswers, risk: 0.1)))
        let shifted = min((1 + usual) / 2, max(usual * 1.5, usual + 0.05))
        let perDay = max(1, Double(reference.randomAnswers) / Double(reference.days))
        chart = ShareChart(usual: usual, shifted: shifted, trialsBetweenAlarms: settings.daysBetweenFalseAlarms * perDay)
    }

    private func compare(_ estimates: StreamEstimates, _ report: inout StreamDayReport) {
        guard let now = estimates.disagreement, reference.worth > 0 else { return }
        let before = reference.disagreement * reference.worth
        report.change = now.share - reference.disagreement
        report.changeProbability = TwoShares.probability(before, among: reference.worth, now.share * now.worth, among: now.worth)
    }

    private mutating func run(_ chart: ShareChart, over trials: [Bool], _ report: inout StreamDayReport) {
        for isHit in trials {
            sum = chart.after(sum, isHit)
            guard sum >= chart.height else { continue }
            report.isAlarm = true
            sum = 0
        }
        report.chart = report.isAlarm ? 1 : Double(sum) / Double(chart.height)
    }
}

public struct StreamWatchSettings: Sendable, Hashable, Codable {
    /// Days with answers that are taken for usual.
    public var referenceDays: Int
    /// The false-alarm rate: a quiet stream alarms once in so many days at most, on average.
    public var daysBetweenFalseAlarms: Double
    /// Population stability index from which a drift matters.
    public var stabilityBar: Double

    public init(referenceDays: Int = 7, daysBetweenFalseAlarms: Double = 365, stabilityBar: Double = 0.2) {
        precondition(referenceDays >= 1 && daysBetweenFalseAlarms >= 1 && stabilityBar >= 0, "settings of a stream watch")
        (self.referenceDays, self.daysBetweenFalseAlarms, self.stabilityBar) = (referenceDays, daysBetweenFalseAlarms, stabilityBar)
    }
}

/// What was usual: the days everything later is held against.
public struct StreamReference: Sendable, Hashable, Codable {
    public private(set) var days = 0
    public private(set) var tally = DayTally()
    /// Disagreement among all events of these days, each day weighed by how precisely it is known.
    public private(set) var disagreement = 0.0
    /// So many evenly drawn events would tell it as precisely.
    public private(set) var worth = 0.0
    /// Evenly drawn events only.
    public private(set) var randomAnswers = 0
    public private(set) var randomDisagreements = 0

    public init() {}

    mutating func add(_ day: AnsweredSample, _ tally: DayTally, _ estimates: StreamEstimates) {
        self.tally.merge(tally)
        let trials = day.randomDisagreements
        guard let seen = estimates.disagreement, !trials.isEmpty else { return }
        days += 1
        disagreement = (disagreement * worth + seen.share * seen.worth) / (worth + seen.worth)
        worth += seen.worth
        randomAnswers += trials.count
        randomDisagreements += trials.count { $0 }
    }
}

/// One line of the monitors' table.
public struct StreamDayReport: Sendable, Hashable, Codable {
    public var day: StreamDay
    public var events: Int
    public var sampled: Int
    public var answered: Int
    public var isReference = false
    /// nil without answers.
    public var disagreement: WeightedShare?
    /// Disagreement above that of the reference, and the chance of such a difference where nothing has changed.
    public var change: Double?
    public var changeProbability: Double?
    /// How near the chart is to its alarm, 0 ... 1; nil in the reference.
    public var chart: Double?
    public var isAlarm = false
    public var drifts: [TallyDrift] = []

    init(day: StreamDay, events: Int, sampled: Int, answered: Int) { (self.day, self.events, self.sampled, self.answered) = (day, events, sampled, answered) }
}
