import Foundation
import Kernels
import Records
import Suggesting

/// Which rows of a pool somebody should label next, from files of what models say of them.
public enum SelectionFiles {
    public static func select(_ input: SelectionInput, _ settings: SelectionSettings) throws -> (report: SelectionReport, findings: FileFindings) {
        var findings = FileFindings()
        let plan = try settings.plan(isCostAware: input.cost != nil)
        let files = try PoolFiles(input, method: plan.method.name, needs: settings.needs(), &findings)
        let chosen = try files.explained { try plan.select(from: files.pool) }
        if chosen.shortfall > 0 { findings.add(shortfall(chosen, settings, files.pool)) }
        return (report(chosen, settings, files), findings)
    }

    private static func report(_ chosen: Selection, _ settings: SelectionSettings, _ files: PoolFiles) -> SelectionReport {
        let pool = files.pool
        let held = Set(pool.labelled).union(pool.inFlight).count
        return SelectionReport(
            method: settings.method, seed: settings.seed, rows: pool.rowCount, labelled: pool.labelled.count, inFlight: pool.inFlight.count,
            open: pool.rowCount - held, shortfall: chosen.shortfall, radius: chosen.radius,
            items: chosen.choices.enumerated().map { place, choice in .init(choice, rank: place + 1, id: files.names?.ids[choice.row]) })
    }

    private static func shortfall(_ chosen: Selection, _ settings: SelectionSettings, _ pool: SelectionPool) -> Finding {
        let open = pool.rowCount - Set(pool.labelled).union(pool.inFlight).count
        let words = chosen.choices.count < open ? "every class has as many as it may" : "\(open) of \(pool.rowCount) rows can be picked"
        return Finding(
            .warning, "selection.shortfall", "\(settings.count) were asked for and \(chosen.choices.count) picked: \(words)",
            hint: chosen.choices.count < open ? "raise `--per-class-most`" : "ask for fewer, or bring in more items")
    }
}
