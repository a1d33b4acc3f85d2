import Records
import Suggesting

/// The continuous loop on plain files, without a server: what a model said in production, day by day; a sample of each day
/// for people, what their answers say of all events, and an alarm with a batch to label when the model gets worse.
///
/// Files hold whole days, and all days from the first on, since the first ones say what is usual: the same events give the
/// same samples however they are parted among files or lines. Read twice, three times after an alarm. Memory: some 300 events
/// and the counts of each day, and 8 to 32 bytes an event.
public enum LoopFiles {
    public static func run(
        _ paths: [String], _ options: LoopOptions, watch: ReadWatch? = nil, _ give: (DaySample) throws -> Void
    ) throws -> (report: LoopReport, findings: FileFindings) {
        var findings = FileFindings()
        var days = try StreamDays(EventFile(paths), options, key: try DrawKey.read(options.key, seed: options.seed), &findings, watch)
        let answers = try options.labels.map { try Self.answers($0, &findings) } ?? [:]
        let samples = try days.samples(watch)
        let answered = samples.map { AnsweredSample($0, answers: answers) }
        let stray = answers.keys.count { !days.sampled.contains($0) }
        if stray > 0 { findings.add(Finding(.note, "loop.not-sampled", "\(stray) labels are of events that are in no sample; they say nothing of the others and are left out")) }
        for sample in samples { try give(sample) }
        let report = try report(&days, answered, options, &findings, watch)
        return (report, findings)
    }

    private static func answers(_ path: String, _ findings: inout FileFindings) throws -> [String: String] {
        let read = try ItemLabels.read(path, VoteFiles.Columns(item: "id"), &findings)
        return Dictionary(zip(read.items.names, read.labelOf.map { read.labels.names[Int($0)] })) { _, last in last }
    }

    private static func report(
        _ days: inout StreamDays, _ answered: [AnsweredSample], _ options: LoopOptions, _ findings: inout FileFindings, _ watch: ReadWatch?
    ) throws -> LoopReport {
        var monitor = StreamWatch(options.watch)
        var report = LoopReport(
            events: days.events, repeated: days.repeated, plan: answered.last?.sample.plan ?? options.plan, estimates: StreamEstimates(answered.filter { $0.answered > 0 }))
        for (place, day) in answered.enumerated() {
            let line = monitor.add(day, days.tally(of: day.sample.day))
            report.days.append(line)
            guard line.isAlarm else { continue }
            findings.add(alarm(line))
            report.alarms.append(alarm(answered[max(0, place - 6)...place].filter { $0.answered > 0 }, on: line.day, monitor.reference.disagreement, options, days))
        }
        (report.usual, report.shifted) = (monitor.chart?.usual, monitor.chart?.shifted)
        for drift in report.days.last?.drifts ?? [] where drift.hasDrifted {
            findings.add(Finding(.warning, "loop.drift", "`\(drift.name.prefix(80))` is no longer as in the reference on \(report.days.last?.day.description ?? "")", hint: "look at what changed before the disagreement says so"))
        }
        try days.draw(&report.alarms, watch)
        return report
    }

    private static func alarm(_ line: StreamDayReport) -> Finding {
        Finding(.warning, "loop.alarm", "people disagree with the model more than before, as of \(line.day)", hint: "label the batch, train anew and compare before the model is replaced")
    }

    private static func alarm(_ window: [AnsweredSample], on day: StreamDay, _ usual: Double, _ options: LoopOptions, _ days: StreamDays) -> LoopReport.Alarm {
        let estimates = StreamEstimates(window)
        var tally = DayTally()
        for day in window { tally.merge(days.tally(of: day.sample.day)) }
        return LoopReport.Alarm(day: day, estimates: estimates, plan: RelabelPlan(estimates, usual: usual, tally: tally, budget: options.budget))
    }
}
