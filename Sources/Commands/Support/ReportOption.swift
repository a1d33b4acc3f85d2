import ArgumentParser
import Records
import Workflows

/// `--report`: what a verb found as a page with plots, beside what it prints.
struct ReportOption: ParsableArguments {
    @Option(help: ArgumentHelp("Also write a page with plots, for a browser or to print; an earlier report is written anew, nothing else is", valueName: "out.html"), completion: .file(extensions: ["html"]))
    var report: String?

    /// Before the work, so that an hour's run does not end at a folder that is not there.
    func check() throws { if let report { try ReportFile.check(report) } }

    func write(_ page: @autoclosure () -> ReportPage) throws {
        guard let report else { return }
        try ReportFile.write(page(), to: report)
        Output.say("report: \(report)")
    }
}
