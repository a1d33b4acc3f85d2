import ArgumentParser
import Records
import Workflows

/// `winnow loop`: what a model says in production, sampled for people day by day, and watched.
struct LoopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loop", abstract: "Sample a model's events day by day for people, estimate from their answers how often it errs, and alarm when it gets worse",
        discussion: """
            Files hold whole days of events, all of them from the first day on; the same events give the same samples. A sample \
            is 70 events drawn evenly, 20 the model is unsure of and 10 of rare slices; the first seven days with answers are the reference.
            Example: winnow loop events/*.jsonl --day 2026-11-21 > sample.jsonl
            Example: winnow loop events/*.jsonl --labels answers.csv --dry-run
            Example: winnow loop events.jsonl --labels answers.csv --false-alarm-days 1000 --budget 500 --json --dry-run
            """)
    @Argument(help: "Lines of JSON: `id`, `time`, `prediction`, and `probabilities` or `confidence`, `slices`, `model`, `payload`", completion: .file()) var files: [String]
    @Option(help: "What people said: `id` and `label`", completion: .file()) var labels: String?
    @Option(help: "Give the sample of this day only, such as 2026-11-21") var day: String?
    @Option(parsing: .unconditional, help: "Events of a day that are drawn evenly, without the prediction") var random = 70
    @Option(parsing: .unconditional, help: "Events of a day that the model is unsure of") var uncertain = 20
    @Option(parsing: .unconditional, help: "Events of a day that are of rare slices") var rare = 10
    @Option(parsing: .unconditional, help: "In the reference days: a confidence below it is unsure; later the least sure tenth is") var uncertainBelow = 0.6
    @Option(parsing: .unconditional, help: "Days that say what is usual") var referenceDays = 7
    @Option(parsing: .unconditional, help: "A quiet stream alarms once in so many days at most") var falseAlarmDays = 365.0
    @Option(parsing: .unconditional, help: "Events to be labelled after an alarm") var budget = 100
    @Option(help: "Seed of the draws") var seed: UInt64 = 0
    @Option(help: "A file of at least 16 bytes that nobody else has, instead of the seed: then nobody can arrange what is looked at", completion: .file()) var key: String?
    @Flag(help: "Print what the monitors say, and no samples") var dryRun = false
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        for (name, count) in [("--random", random), ("--uncertain", uncertain), ("--rare", rare), ("--budget", budget)] where !(0...10_000).contains(count) {
            throw ValidationError("`\(name)` lies between 0 and 10000, not at \(count)")
        }
        guard random + uncertain + rare > 0 else { throw ValidationError("a sample of 0 events says nothing; give `--random`") }
        guard (0...1).contains(uncertainBelow) else { throw ValidationError("`--uncertain-below` lies between 0 and 1, not at \(uncertainBelow)") }
        guard (1...10_000).contains(referenceDays) else { throw ValidationError("`--reference-days` lies between 1 and 10000, not at \(referenceDays)") }
        guard (1...1_000_000).contains(falseAlarmDays) else { throw ValidationError("`--false-alarm-days` lies between 1 and 1000000, not at \(falseAlarmDays)") }
        if files.count(where: { $0 == "-" }) + (labels == "-" ? 1 : 0) > 1 { throw ValidationError("standard input can be one file only") }
    }

    func run() async throws {
        let rows = dryRun ? nil : RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try LoopFiles.run(files, options, watch: line.update) { sample in
            guard day == nil || sample.day.description == day else { return }
            for item in sample.items { rows?.add(item.row(of: sample.day)) }
        }
        line.finish()
        rows?.end()
        Output.say(findings)
        try show(report)
        try failOn.check(findings.worst)
    }

    private var options: LoopOptions {
        var options = LoopOptions()
        (options.labels, options.budget, options.seed, options.key) = (labels, budget, seed, key)
        (options.plan.random, options.plan.uncertain, options.plan.rare, options.plan.uncertainBelow) = (random, uncertain, rare, uncertainBelow)
        (options.watch.referenceDays, options.watch.daysBetweenFalseAlarms) = (referenceDays, falseAlarmDays)
        return options
    }

    /// Samples go to standard output where they are asked for, and the tables then to standard error.
    private func show(_ report: LoopReport) throws {
        if dryRun, json { return try Output.json(report) }
        for table in LoopText.tables(report) { if dryRun { Output.data(table.text) } else { Output.say(table.text) } }
        for words in LoopText.summary(report) { Output.say(words) }
    }
}
