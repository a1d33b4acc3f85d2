import ArgumentParser
import Records
import Workflows

/// `--fail-on`: the one way to the exit code 1, for scripts that must stop where something was found.
struct FailOn: ParsableArguments {
    @Option(help: "Exit with 1 when there is a finding this severe or worse: note, warning, error")
    var failOn: Finding.Severity?

    /// Call it last: what was to be printed has been.
    func check(_ severities: Finding.Severity?...) throws {
        guard let failOn, severities.contains(where: { ($0 ?? .note) >= failOn && $0 != nil }) else { return }
        throw ExitCode(1)
    }

    /// What the jobs found in their project.
    func check(_ jobs: [Job], of project: String, in workflows: Workflows, as actor: Actor) async throws {
        guard failOn != nil, let first = jobs.map(\.id).min() else { return }
        try check(try await workflows.worstFinding(of: project, since: first, as: actor))
    }
}

extension Finding.Severity: ExpressibleByArgument {}
