import Records
import Suggesting

/// The days of a stream on files: counted in a first pass, sampled in a second by the plan that the reference days give.
struct StreamDays {
    private var file: EventFile
    private let options: LoopOptions
    private let key: [UInt8]
    private var tallies: [StreamDay: DayTally] = [:]
    /// Ids in the samples drawn so far.
    private(set) var sampled: Set<String> = []
    private(set) var events = 0
    private(set) var repeated = 0

    init(_ file: EventFile, _ options: LoopOptions, key: [UInt8], _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        (self.file, self.options, self.key) = (file, options, key)
        var (tallies, count) = ([StreamDay: DayTally](), 0)
        try self.file.each(&findings, isTold: true, watch: watch) { event in
            tallies[event.day, default: DayTally()].add(event)
            count += 1
        }
        (self.tallies, events, repeated) = (tallies, count, self.file.repeated)
    }

    func tally(of day: StreamDay) -> DayTally { tallies[day] ?? DayTally() }

    /// The reference days are sampled by the plan that was given, later ones by what was seen in the reference.
    private func plans() -> [StreamDay: StreamPlan] {
        let days = tallies.keys.sorted()
        var usual = DayTally()
        for day in days.prefix(options.watch.referenceDays) { usual.merge(tally(of: day)) }
        let later = options.plan.following(usual)
        return Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0 < options.watch.referenceDays ? options.plan : later) })
    }

    /// In the order of the days.
    mutating func samples(_ watch: ReadWatch?) throws -> [DaySample] {
        var unsaid = FileFindings()
        let plans = plans()
        var open = plans.reduce(into: [StreamDay: DayReservoirs]()) { $0[$1.key] = DayReservoirs($1.key, plan: $1.value) }
        var counts: [StreamDay: StratumCounts] = [:]
        let key = key
        try file.each(&unsaid, isTold: false, watch: watch) { event in
            open[event.day]?.add(event, key: key)
            if let plan = plans[event.day] { counts[event.day, default: StratumCounts()][plan.stratum(of: event)] += 1 }
        }
        let samples = try open.values.sorted { $0.day < $1.day }.map { try Self.sample(of: $0, counts[$0.day] ?? StratumCounts()) }
        sampled = Set(samples.flatMap { $0.items.map(\.event.id) })
        return samples
    }

    private static func sample(of day: DayReservoirs, _ counts: StratumCounts) throws -> DaySample {
        do { return try day.sample(of: counts) } catch {
            throw WorkflowError(.unprocessable, error.finding.code, error.description, hint: "an id must not come twice with different contents")
        }
    }

    /// Fills the batches of the alarms with events of the seven days up to each, none of which is in a sample or in an earlier batch.
    mutating func draw(_ alarms: inout [LoopReport.Alarm], _ watch: ReadWatch?) throws {
        guard !alarms.isEmpty else { return }
        var draws = alarms.map { RelabelDraw($0.plan) }
        let (ends, sampled, key) = (alarms.map(\.day.number), sampled, key)
        var unsaid = FileFindings()
        try file.each(&unsaid, isTold: false, watch: watch) { event in
            guard !sampled.contains(event.id) else { return }
            for place in draws.indices where event.day.number <= ends[place] && event.day.number > ends[place] - 7 { draws[place].add(event, key: key) }
        }
        var taken: Set<String> = []
        for place in alarms.indices { alarms[place].batch = draws[place].batch.map(\.id).filter { taken.insert($0).inserted } }
    }
}
