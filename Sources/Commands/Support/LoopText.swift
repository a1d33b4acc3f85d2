import Workflows

/// What a stream's monitors say, for people.
enum LoopText {
    static func tables(_ report: LoopReport) -> [TextTable] {
        report.estimates.answered == 0 ? [days(report)] : [days(report), parts(report)]
    }

    private static func days(_ report: LoopReport) -> TextTable {
        var table = TextTable("day", "events", "sample", "answered", "disagreement", "interval", "p of change", "chart", "drifted", "alarm")
        for day in report.days {
            let seen = day.disagreement
            table.add(
                day.day.description, "\(day.events)", "\(day.sampled)", "\(day.answered)", Output.figure(seen?.share, "%.3f"), interval(seen?.interval.low, seen?.interval.high),
                Output.figure(day.changeProbability, "%.3f"), day.isReference ? "reference" : Output.figure(day.chart, "%.2f"),
                day.drifts.filter(\.hasDrifted).map { "\($0.name) \(Output.figure($0.stability, "%.2f"))" }.joined(separator: ", "), day.isAlarm ? "ALARM" : "")
        }
        return table
    }

    /// The whole, then slices and labels.
    private static func parts(_ report: LoopReport) -> TextTable {
        var table = TextTable("of all events", "answered", "disagreement", "interval")
        if let all = report.estimates.disagreement { table.add("(all)", "\(all.answered)", Output.figure(all.share, "%.3f"), interval(all.interval.low, all.interval.high)) }
        for part in report.estimates.slices + report.estimates.labels {
            let seen = part.disagreement
            table.add(name(part.slice), "\(seen.answered)", Output.figure(seen.share, "%.3f"), interval(seen.interval.low, seen.interval.high))
        }
        return table
    }

    private static func name(_ slice: LoopSlice) -> String { "\(slice.kind ?? "label") \(slice.value)" }

    private static func interval(_ low: Double?, _ high: Double?) -> String { low == nil ? "-" : "\(Output.figure(low, "%.3f")) to \(Output.figure(high, "%.3f"))" }

    static func summary(_ report: LoopReport) -> [String] {
        var lines = ["\(report.events) events of \(report.days.count) days" + (report.repeated > 0 ? ", \(report.repeated) lines repeat one" : "")]
        if let most = report.estimates.confusions.first { lines.append("most frequent mistake: `\(Terminal.line(most.predicted, limit: 60))` where people say `\(Terminal.line(most.answered, limit: 60))`, \(Output.figure(most.share, "%.4f")) of all events") }
        for alarm in report.alarms {
            let parts = alarm.plan.parts.map { "\($0.count) of \(Terminal.line(name($0.slice), limit: 80))" }.joined(separator: ", ")
            let lacking = alarm.batch.count < alarm.plan.budget ? " (no more are left)" : ""
            lines.append("alarm of \(alarm.day): \(alarm.batch.count) events to be labelled\(lacking)" + (parts.isEmpty ? "" : ", if there are as many \(parts)"))
        }
        return lines
    }
}
